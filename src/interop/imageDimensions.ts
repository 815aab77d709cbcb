/**
 * The dimensions of a PNG, JPEG or WebP, read from its header before a decoder sees it: a file of a hundred bytes can claim
 * 10^9 pixels a side, and a browser would try.
 */

import * as hints from '../words/files/hints';
import * as words from '../words/files/pictures';
import { crc32 } from './crc32';
import { FileError } from './fileError';

export interface ImageHeader {
  format: 'png' | 'jpeg' | 'webp';
  width: number;
  height: number;
}

const LONGEST_SIDE = 8192;
/** 64 MiB once decoded as RGBA. */
const MOST_PIXELS = 2 ** 24;

/**
 * @param where  the file's name
 * @throws FileError when the bytes are none of PNG, JPEG and WebP, the header is damaged, or the image is too large
 */
export function imageDimensions(bytes: Uint8Array, where = words.image): ImageHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = PNG_SIGNATURE.every((byte, i) => bytes[i] === byte)
    ? pngHeader(bytes, view, where)
    : bytes[0] === 0xff && bytes[1] === 0xd8
      ? jpegHeader(view, where)
      : isWebp(view)
        ? webpHeader(view, where)
        : undefined;
  if (!header)
    throw refused(words.signatureOf(where), words.otherSignature, words.signatures, hints.imageKinds);
  const { width, height } = header;
  if (
    width < 1 ||
    height < 1 ||
    width > LONGEST_SIDE ||
    height > LONGEST_SIDE ||
    width * height > MOST_PIXELS
  ) {
    const expected = words.sides(LONGEST_SIDE, MOST_PIXELS);
    throw refused(words.dimensionsOf(where), `${width} × ${height}`, expected, hints.scaleDown);
  }
  return header;
}

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const IHDR = 0x49484452;
const IHDR_END = 33; // signature 8, length 4, type 4, data 13, CRC 4

/** IHDR comes first, is 13 bytes long, and ends with its CRC-32 (PNG specification, 11.2.2). */
function pngHeader(bytes: Uint8Array, view: DataView, where: string): ImageHeader {
  if (bytes.length < IHDR_END || view.getUint32(8) !== 13 || view.getUint32(12) !== IHDR) {
    throw refused(words.firstChunk(where), words.otherChunk, words.ihdr);
  }
  if (crc32(bytes.subarray(12, 29)) !== view.getUint32(29)) {
    throw refused(words.ihdrChecksum(where), words.otherChecksum, words.checksum);
  }
  return { format: 'png', width: view.getUint32(16), height: view.getUint32(20) };
}

/** Segment by segment to the frame header, SOF (ITU-T T.81, B.2.2): FF C0 to FF CF but for C4, C8 and CC. */
function jpegHeader(view: DataView, where: string): ImageHeader {
  let at = 2;
  while (at + 4 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) throw refused(words.byteOf(where, at), words.noMarker, words.segment);
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at++; // a fill byte
      continue;
    }
    const length = view.getUint16(at + 2);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame && length >= 8 && at + 9 <= view.byteLength) {
      return { format: 'jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    if (isFrame || length < 2 || marker === START_OF_SCAN || marker === END_OF_IMAGE) break;
    at += 2 + length;
  }
  throw refused(words.frameHeader(where), words.noHeader, words.beforeImageData);
}

const RIFF = 0x52494646;
const WEBP = 0x57454250;

const isWebp = (view: DataView): boolean =>
  view.byteLength >= 12 && view.getUint32(0) === RIFF && view.getUint32(8) === WEBP;

/** The first chunk says how the image is stored (WebP container specification): VP8, VP8L, or VP8X before either. */
function webpHeader(view: DataView, where: string): ImageHeader {
  if (view.byteLength >= 30)
    switch (view.getUint32(12)) {
      case 0x56503820: // "VP8 ": a key frame, its start code, then two sides of 14 bits (RFC 6386, 9.1)
        if ((view.getUint32(22) & 0xffffff) !== 0x9d012a) break;
        return {
          format: 'webp',
          width: view.getUint16(26, true) & 0x3fff,
          height: view.getUint16(28, true) & 0x3fff,
        };
      case 0x5650384c: {
        // "VP8L": a signature byte, then both sides less 1 in 14 bits each
        if (view.getUint8(20) !== 0x2f) break;
        const bits = view.getUint32(21, true);
        return { format: 'webp', width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
      }
      case 0x56503858: {
        // "VP8X": the sides of the canvas less 1 in 24 bits each
        const side = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16) + 1;
        return { format: 'webp', width: side(24), height: side(27) };
      }
    }
  throw refused(words.firstChunk(where), words.otherChunk, words.webpChunk);
}

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;

function refused(field: string, found: string, expected: string, hint = DAMAGED): FileError {
  return new FileError({ field, found, expected, hint });
}

const DAMAGED = hints.imageDamaged;
