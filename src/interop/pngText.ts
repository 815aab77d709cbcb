/**
 * Text in a PNG: iTXt chunks before the image data (PNG specification, 11.3.3.4), written without compression. Readers of images pass
 * over them; who sends a picture through a service that encodes it again loses them.
 */

import * as fileWords from '../words/files/file';
import * as hints from '../words/files/hints';
import * as words from '../words/files/pictures';
import { crc32 } from './crc32';
import { FileError } from './fileError';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Bytes of length, type and CRC around the data of a chunk. */
const AROUND = 12;
/** Signature and IHDR, the first chunk: 13 bytes of data. */
const AFTER_IHDR = SIGNATURE.length + AROUND + 13;
const MOST_CHUNKS = 64;
/** Bytes of one text: what this app writes is a hundredth of it. */
const LONGEST_TEXT = 2 ** 16;
/** Texts stand before the image data: a reader of them needs no more than the beginning of a file. */
export const TEXT_WITHIN = 2 ** 18;

const DAMAGED = hints.pictureDamaged;

const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const isPng = (bytes: Uint8Array): boolean => SIGNATURE.every((byte, i) => bytes[i] === byte);

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function chunkOf(type: string, data: Uint8Array): Uint8Array {
  const chunk = joined([new Uint8Array(4), bytesOf(type), data, new Uint8Array(4)]);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  view.setUint32(chunk.length - 4, crc32(chunk.subarray(4, chunk.length - 4)));
  return chunk;
}

/** Keyword, 0, no compression (0, 0), no language, no translated keyword, text. */
const textChunk = (keyword: string, text: string): Uint8Array =>
  chunkOf('iTXt', joined([bytesOf(keyword), new Uint8Array(5), bytesOf(text)]));

/**
 * @param png   as an encoder made it
 * @param texts by keyword, of 1 to 79 letters
 * @returns the same picture with the texts
 */
export function withTexts(png: Uint8Array, texts: Readonly<Record<string, string>>): Uint8Array {
  const chunks = Object.entries(texts).map(([keyword, text]) => textChunk(keyword, text));
  return joined([png.subarray(0, AFTER_IHDR), ...chunks, png.subarray(AFTER_IHDR)]);
}

/** @returns keyword and text of an iTXt chunk's data; null where it is compressed, and so is not of this app, or has no end of a field */
function textIn(data: Uint8Array, where: string): readonly [string, string] | null {
  const end = data.indexOf(0);
  if (end < 1 || end > 79 || data[end + 1] !== 0) return null;
  const language = data.indexOf(0, end + 3);
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1);
  if (translated < 0) return null;
  const keyword = ascii(data.subarray(0, end));
  try {
    return [keyword, new TextDecoder('utf-8', { fatal: true }).decode(data.subarray(translated + 1))];
  } catch {
    throw new FileError({
      field: words.textOf(where, keyword.slice(0, 40)),
      found: fileWords.notUtf8,
      expected: 'UTF-8',
      hint: DAMAGED,
    });
  }
}

/**
 * The uncompressed iTXt texts before the image data.
 * @param bytes the file, or its first `TEXT_WITHIN` bytes
 * @throws FileError where a text's chunk is cut off, has another checksum, is too long or not UTF-8
 */
export function readTexts(bytes: Uint8Array, where = words.picture): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  if (!isPng(bytes)) return texts;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = SIGNATURE.length;
  for (let n = 0; n < MOST_CHUNKS && at + AROUND <= bytes.length; n++) {
    const length = view.getUint32(at);
    const type = ascii(bytes.subarray(at + 4, at + 8));
    if (type === 'IDAT' || type === 'IEND') break;
    const after = at + AROUND + length;
    if (type === 'iTXt') {
      const refuse = (found: string, expected: string) =>
        new FileError({ field: words.textChunk(where, texts.size + 1), found, expected, hint: DAMAGED });
      if (length > LONGEST_TEXT) throw refuse(fileWords.bytes(length), fileWords.atMost(LONGEST_TEXT));
      if (after > bytes.length) throw refuse(words.fewerBytes, fileWords.bytes(length));
      if (crc32(bytes.subarray(at + 4, after - 4)) !== view.getUint32(after - 4))
        throw refuse(words.otherTextChecksum, words.checksum);
      const text = textIn(bytes.subarray(at + 8, after - 4), where);
      if (text) texts.set(...text);
    }
    at = after;
  }
  return texts;
}
