/**
 * A model as text for the fragment of a link: the ZIP of a model file, averaged weights in half precision, in URL-safe base 64
 * (RFC 4648, section 5). A browser sends no fragment to a server.
 */

import * as fileWords from '../words/files/file';
import * as words from '../words/files/model';
import { FileError, quote } from './fileError';
import type { ChosenFile } from './images/reader';
import { type ModelFile, modelFiles } from './modelFile';
import { openZip, writeZip } from './zip';

/** Characters of the longest fragment. Browsers take links of a megabyte, but what links pass through takes less. */
export const MOST_CHARACTERS = 100_000;

/** Weights of half precision hardly shrink: what unpacks to more than ten times the longest link is none of ours. */
const LIMITS = { entries: 8, entryBytes: 2 ** 20, totalBytes: 2 ** 20 };

/** Bytes that one call of `fromCharCode` takes. */
const PIECE = 2 ** 13;

function toBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE)
    text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * The text of a model, of any length: a caller offers only one of at most {@link MOST_CHARACTERS}.
 * @throws FileError where a weight is too large for half precision
 */
export async function writeModelLink(model: ModelFile): Promise<string> {
  const files = await modelFiles({ ...model, training: null }, { dtype: 'F16' });
  return toBase64Url(writeZip(files, { compress: true }));
}

/**
 * The ZIP that a link holds, as a file to be opened like any other one: its text, names and sizes are checked, and nothing is unpacked.
 * @throws FileError where the text or the archive's directory is damaged, or would unpack to more than a link can hold
 */
export function readModelLink(text: string): ChosenFile {
  if (text.length > MOST_CHARACTERS)
    throw damaged(words.characters(text.length), fileWords.atMost(MOST_CHARACTERS), words.openFromFile);
  const [wrong] = /[^\w-]/.exec(text) ?? [];
  if (wrong !== undefined) throw damaged(quote(wrong), words.linkCharacters);
  if (text.length % 4 === 1) throw damaged(words.characters(text.length), words.wholeBytes);
  const packed = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(packed, (character) => character.charCodeAt(0));
  openZip(bytes, LIMITS);
  return { path: words.linkedModel, file: new Blob([bytes]) };
}

const damaged = (found: string, expected: string, hint = words.copyLinkAgain) =>
  new FileError({ field: words.linksModel, found, expected, hint });
