/** The preview of points in NumPy arrays: a table whose names, where it has some, are those of the arrays and no row of it. */
import { arrayTable } from './arrayTable';
import { type ParsedPoints, previewTable, type TableChoice } from './csv';

/** @param bytes of a file for which `isArrayTable` is true @throws FileError */
export async function previewArrays(bytes: Uint8Array, choice: TableChoice = {}): Promise<ParsedPoints> {
  const { text, header } = await arrayTable(bytes);
  const parsed = previewTable(text, { ...choice, header, decimal: '.' });
  return { ...parsed, preview: { ...parsed.preview, ofArrays: true } };
}
