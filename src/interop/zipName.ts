/** An entry's name in a ZIP is a path that someone else chose: here it becomes a safe one or is refused. */

import * as hints from '../words/files/hints';
import * as words from '../words/files/zip';
import { FileError, quote } from './fileError';

/**
 * A relative path that stays below its root, without `.` and doubled slashes; a folder's ends in `/`. Backslashes separate too:
 * Windows PowerShell 5 (`Compress-Archive`) and .NET before 4.6.1 write them, against the specification (APPNOTE 4.4.17.1).
 * @param where  the record that holds the name, as messages name it
 * @throws FileError for absolute paths, `..`, drive letters, control characters, and no name at all
 */
export function safeName(raw: Uint8Array, where: string): string {
  const text = decoded(raw);
  const path = text.replaceAll('\\', '/');
  const parts = path.split('/');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the expression looks for them
  const hostile = /[\u0000-\u001f\u007f]|^\/|^[A-Za-z]:/.test(path) || parts.includes('..');
  const names = parts.filter((part) => part !== '' && part !== '.');
  if (hostile || names.length === 0) {
    throw new FileError({
      field: words.nameIn(where),
      found: quote(text),
      expected: words.relativePath,
      hint: hints.archiveNames,
    });
  }
  return names.join('/') + (parts.at(-1) === '' ? '/' : '');
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const LATIN1 = new TextDecoder('latin1');

/** UTF-8, flagged or not (macOS does not flag it); what is not UTF-8 is read byte by byte. */
function decoded(raw: Uint8Array): string {
  try {
    return UTF8.decode(raw);
  } catch {
    return LATIN1.decode(raw);
  }
}
