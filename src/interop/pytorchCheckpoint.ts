/**
 * A PyTorch checkpoint (`torch.save`) is a pickle, alone or inside a ZIP. A pickle can run code, so it is recognised and refused, with
 * the way to save the same weights as safetensors.
 */
import * as words from '../words/files/model';
import { FileError, quote } from './fileError';

const ZIP_MAGIC = [0x50, 0x4b, 0x03, 0x04];
/** PROTO 2, LONG1 of ten bytes: PyTorch's magic number before version 1.6 (`torch.serialization.MAGIC_NUMBER`). */
const LEGACY_MAGIC = [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9];
/** The directory of a checkpoint's ZIP stands in its last bytes. */
const TAIL = 2 ** 16;

const PICKLE = /\.(?:pt|pth|ckpt|bin|pkl|pickle)$/i;

export const isPickleName = (name: string): boolean => PICKLE.test(name);

const startsWith = (bytes: Uint8Array, magic: readonly number[]) =>
  magic.every((byte, i) => bytes[i] === byte);

/** Whether the bytes are what `torch.save` writes: a ZIP with `data.pkl` in its only folder, or the older bare pickle. */
export function isPytorchCheckpoint(bytes: Uint8Array): boolean {
  if (startsWith(bytes, LEGACY_MAGIC)) return true;
  if (!startsWith(bytes, ZIP_MAGIC)) return false;
  const latin1 = new TextDecoder('latin1');
  const ends = [bytes.subarray(0, 256), bytes.subarray(-TAIL)].map((part) => latin1.decode(part));
  return ends.some((text) => /[^/\\]{1,200}\/data\.pkl/.test(text));
}

export function checkpointRefused(name: string): FileError {
  return new FileError({
    field: name === '' ? words.modelFile : quote(name),
    found: words.pytorchCheckpoint,
    expected: words.safetensorsWithConfig,
    hint: words.saveAsSafetensors,
  });
}
