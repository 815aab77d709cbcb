/**
 * The SHA-256 of a safetensors file stands in its own `__metadata__`, so that no changed byte goes unnoticed. It covers the whole file:
 *
 *   SHA-256(the file's length and header, with 64 zeros for the digest | the SHA-256 of the data, in hexadecimal)
 *
 * Readers that do not know the key ignore it; a file without it is read unchecked.
 */
import { sha256 } from '../lib/sha256';
import * as hints from '../words/files/hints';
import * as words from '../words/files/weights';
import { FileError, quote } from './fileError';

export const DIGEST_KEY = 'sha256';
/** Stands for the digest while a file is put together. */
export const BLANK_DIGEST = '0'.repeat(64);
const DIGEST = /^[0-9a-f]{64}$/;

const ENTRY = (digest: string) => `"${DIGEST_KEY}":"${digest}"`;

/** Where the digits of a digest stand in the header: -1 where they do not stand exactly once. */
function placeOf(digest: string, header: Uint8Array): number {
  const text = new TextDecoder('latin1').decode(header); // a character for a byte
  const entry = ENTRY(digest);
  const at = text.indexOf(entry);
  const single = at >= 0 && text.indexOf(entry, at + 1) < 0;
  return single ? at + entry.length - 1 - digest.length : -1;
}

async function digestOf(header: Uint8Array, place: number, data: Uint8Array): Promise<string> {
  const covered = new TextEncoder();
  const blank = header.slice();
  blank.set(covered.encode(BLANK_DIGEST), place);
  const text = covered.encode(await sha256(data));
  const whole = new Uint8Array(blank.length + text.length);
  whole.set(blank);
  whole.set(text, blank.length);
  return sha256(whole);
}

/**
 * Fills in the digest of a file whose metadata have BLANK_DIGEST for it.
 * @param dataStart where the data begin, in bytes
 * @returns the same array
 */
export async function withDigest(file: Uint8Array, dataStart: number): Promise<Uint8Array> {
  const header = file.subarray(0, dataStart);
  const place = placeOf(BLANK_DIGEST, header);
  if (place < 0) throw new RangeError('the metadata have no place for a digest');
  const digest = await digestOf(header, place, file.subarray(dataStart));
  file.set(new TextEncoder().encode(digest), place);
  return file;
}

/** @throws FileError where the file has a digest and is not as it was written */
export async function checkDigest(
  file: Uint8Array,
  dataStart: number,
  metadata: Readonly<Record<string, string>>,
  where: string,
): Promise<void> {
  const stated = metadata[DIGEST_KEY];
  if (stated === undefined) return;
  const header = file.subarray(0, dataStart);
  const place = DIGEST.test(stated) ? placeOf(stated, header) : -1;
  if (place < 0) throw changed(where, quote(stated), words.digestOfFile);
  const actual = await digestOf(header, place, file.subarray(dataStart));
  if (actual !== stated) throw changed(where, words.digest(actual), words.digestWhenWritten(stated));
}

function changed(where: string, found: string, expected: string): FileError {
  const hint = hints.digestDiffers;
  return new FileError({ field: `${where}, SHA-256`, found, expected, hint });
}
