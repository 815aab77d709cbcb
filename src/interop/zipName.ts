/** An entry's name in a ZIP is a path that someone else chose: here it becomes a safe one or is refused. */

import { FileError, shown } from './fileError';

/**
 * A relative path that stays below its root, with `.` and doubled slashes taken out; a folder's ends in `/`.
 * @param where  the record that holds the name, as messages name it
 * @throws FileError for absolute paths, `..`, backslashes, drive letters, control characters, and no name at all
 */
export function safeName(raw: Uint8Array, where: string): string {
  const text = decoded(raw);
  const parts = text.split('/');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const hostile = /[\u0000-\u001f\u007f\\]|^\/|^[A-Za-z]:/.test(text) || parts.includes('..');
  const kept = parts.filter((part) => part !== '' && part !== '.');
  if (hostile || kept.length === 0) {
    throw new FileError({
      field: `${where}, name`,
      found: shown(text),
      expected: 'a relative path without "..", backslashes, drive letters or control characters',
      remedy: 'The archive is damaged or made to do harm: pack its files again',
    });
  }
  return kept.join('/') + (parts.at(-1) === '' ? '/' : '');
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
