/**
 * Inflating within a limit: the platform's own decompressor, stopped at the first byte too many, so that a small file
 * which claims or hides gigabytes costs no more than the limit.
 */

import * as fileWords from '../words/files/file';
import * as hints from '../words/files/hints';
import * as words from '../words/files/zip';
import { FileError } from './fileError';

export interface InflateOptions {
  format: 'deflate-raw' | 'gzip';
  /** Largest decompressed size in bytes. */
  limit: number;
  /** Name of the data in messages. */
  where: string;
}

/** Decompresses within some tenths of a second, whatever the data. */
const ALWAYS_ALLOWED = 64 * 2 ** 20;
/** Images and weights shrink to a fifth, sparse ones to a twentieth; deflate's best, 1032, is that of a bomb. */
const HIGHEST_RATIO = 40;

/** Largest decompressed size of so many compressed bytes: a hostile file is refused within a second. */
export function mostInflated(packedBytes: number): number {
  return Math.max(ALWAYS_ALLOWED, HIGHEST_RATIO * packedBytes);
}

/** @throws FileError when the data are damaged or more than `limit` bytes come out */
export async function inflate(packed: Uint8Array, options: InflateOptions): Promise<Uint8Array> {
  const { format, limit, where } = options;
  const source = new Blob([new Uint8Array(packed)]).stream(); // copied: a Blob takes no view of shared memory
  const reader = source.pipeThrough(new DecompressionStream(format)).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const chunk = await reader.read().catch(() => {
      throw damaged(where);
    });
    if (chunk.done) return joined(chunks, length);
    length += chunk.value.length;
    if (length > limit) {
      reader.cancel().catch(() => undefined); // a rejection after the cancellation is of no interest
      throw tooLong(where, limit);
    }
    chunks.push(chunk.value);
  }
}

function joined(chunks: Uint8Array[], length: number): Uint8Array {
  const out = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
}

function damaged(where: string): FileError {
  return new FileError({
    field: words.compressedData(where),
    found: words.notDecompressed,
    expected: words.wholeStream,
    hint: hints.fileDamagedOrCut,
  });
}

function tooLong(where: string, limit: number): FileError {
  return new FileError({
    field: words.uncompressedSize(where),
    found: words.moreData,
    expected: fileWords.atMostBytes(limit),
    hint: hints.fileTooLarge,
  });
}
