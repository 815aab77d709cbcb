/**
 * A safetensors file is a length (u64), a JSON header of that length (name -> dtype, shape, data_offsets) and the
 * tensors' bytes, end to end: https://github.com/huggingface/safetensors#format. Reading trusts none of it.
 */

import { sizeOf } from '../lib/shape';
import type { StateDict } from '../types/weights';
import { LARGEST_F16, narrowF16 } from './float16';
import { BLANK_DIGEST, checkDigest, DIGEST_KEY, withDigest } from './safetensorsDigest';
import { DTYPES, type Dtype, parseHeader, type SafetensorsHeader } from './safetensorsHeader';

export interface StoredTensor {
  /** As the file has it; `data` is float32 whatever it says. */
  dtype: Dtype;
  shape: number[];
  /** Row-major, product(shape) values. */
  data: Float32Array;
}

export interface SafetensorsFile {
  tensors: Map<string, StoredTensor>;
  metadata: Record<string, string>;
}

const LENGTH_BYTES = 8;

/** @throws FileError that names the header's field or the tensor that is wrong */
export function readSafetensors(bytes: Uint8Array, where = 'safetensors'): Map<string, StoredTensor> {
  return readSafetensorsFile(bytes, where).tensors;
}

/** As `readSafetensors`, with the file's `__metadata__`. */
export const readSafetensorsFile = (bytes: Uint8Array, where = 'safetensors'): SafetensorsFile =>
  readTensors(bytes, parseHeader(bytes, where));

/** As `readSafetensorsFile`, where the file is also what its digest says, if it has one. @throws FileError where it is not */
export async function readCheckedSafetensors(
  bytes: Uint8Array,
  where = 'safetensors',
): Promise<SafetensorsFile> {
  const header = parseHeader(bytes, where);
  await checkDigest(bytes, header.dataStart, header.metadata, where);
  return readTensors(bytes, header);
}

function readTensors(
  bytes: Uint8Array,
  { entries, metadata, dataStart }: SafetensorsHeader,
): SafetensorsFile {
  const tensors = new Map<string, StoredTensor>();
  for (const { name, dtype, shape, begin, end } of entries) {
    const own = new Uint8Array(bytes.subarray(dataStart + begin, dataStart + end)).buffer; // copied: aligned
    tensors.set(name, { dtype, shape, data: DTYPES[dtype].widen(own) });
  }
  return { tensors, metadata };
}

/**
 * Lays tensors out as Python's safetensors does: names in order, header padded with spaces to 8 bytes.
 * @param options.dtype  F32, or F16 rounded to nearest
 * @throws RangeError when a shape does not fit its data, or a value does not fit F16
 */
export function writeSafetensors(
  tensors: StateDict,
  metadata: Record<string, string> = { format: 'pt' },
  options: { dtype: 'F32' | 'F16' } = { dtype: 'F32' },
): Uint8Array {
  const names = [...tensors.keys()].sort(byCodePoint);
  const entries: string[] = [`"__metadata__":${JSON.stringify(metadata)}`];
  let end = 0;
  for (const name of names) {
    const { shape, data } = tensors.get(name)!;
    checkWritable(name, shape, data);
    const begin = end;
    end += data.length * DTYPES[options.dtype].bytes;
    // Text, not an object: JavaScript would move a name like "0" to the front.
    entries.push(
      `${JSON.stringify(name)}:${JSON.stringify({ dtype: options.dtype, shape, data_offsets: [begin, end] })}`,
    );
  }
  const header = paddedTo8(new TextEncoder().encode(`{${entries.join(',')}}`));
  const file = new Uint8Array(LENGTH_BYTES + header.length + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, LENGTH_BYTES);
  let at = LENGTH_BYTES + header.length;
  for (const name of names) {
    const stored = storedBytes(name, tensors.get(name)!.data, options.dtype);
    file.set(stored, at);
    at += stored.length;
  }
  return file;
}

/** As `writeSafetensors`, with the digest of the file in its metadata, which `readCheckedSafetensors` compares. */
export function writeCheckedSafetensors(
  tensors: StateDict,
  metadata: Record<string, string> = { format: 'pt' },
  options?: { dtype: 'F32' | 'F16' },
): Promise<Uint8Array> {
  const file = writeSafetensors(tensors, { ...metadata, [DIGEST_KEY]: BLANK_DIGEST }, options);
  return withDigest(file, parseHeader(file, 'safetensors').dataStart);
}

function checkWritable(name: string, shape: readonly number[], data: Float32Array): void {
  if (name === '__metadata__') throw new RangeError('__metadata__ is no name for a tensor');
  if (sizeOf(shape) !== data.length) {
    throw new RangeError(`tensor ${name}: ${data.length} values do not fill the shape [${shape.join(', ')}]`);
  }
}

function storedBytes(name: string, data: Float32Array, dtype: 'F32' | 'F16'): Uint8Array {
  if (dtype === 'F32') return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const bits = narrowF16(data);
  const overflow = bits.findIndex((half, i) => (half & 0x7fff) === 0x7c00 && Number.isFinite(data[i]));
  if (overflow >= 0) {
    throw new RangeError(`tensor ${name}: ${data[overflow]} is beyond F16's ${LARGEST_F16}: write F32`);
  }
  return new Uint8Array(bits.buffer);
}

function paddedTo8(header: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil(header.length / 8) * 8).fill(0x20);
  padded.set(header);
  return padded;
}

/** Rust's order of strings, which is that of their UTF-8 bytes. */
function byCodePoint(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = left[i].codePointAt(0)! - right[i].codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
