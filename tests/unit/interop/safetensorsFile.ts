/** Safetensors files put together by hand: ones that no writer would write. */
import { bytesOfText } from './readers';

/** A file of a header's text and its data. */
export function safetensorsFile(header: string | object, data: ArrayLike<number> = []): Uint8Array {
  const text = bytesOfText(typeof header === 'string' ? header : JSON.stringify(header));
  const file = new Uint8Array(8 + text.length + data.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  file.set(data, 8 + text.length);
  return file;
}

/** A tensor in the header. */
export const tensorEntry = (
  begin: number,
  end: number,
  shape: unknown = [(end - begin) / 4],
  dtype = 'F32',
) => ({ dtype, shape, data_offsets: [begin, end] });
