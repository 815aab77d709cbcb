/** Writes PNG files for tests (PNG specification, third edition), and reads back the ones it wrote. */
import { unzlibSync, zlibSync } from 'fflate';
import { crc32 } from '../../../../src/interop/crc32';
import type { Raster } from '../../../../src/interop/images/raster';

const COLOUR_TYPES = { 1: 0, 3: 2, 4: 6 } as const;

function chunk(type: string, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(12 + data.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  out.set(new TextEncoder().encode(type), 4);
  out.set(data, 8);
  view.setUint32(8 + data.length, crc32(out.subarray(4, 8 + data.length)));
  return out;
}

export function writePng({ width, height, channels, data }: Raster): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, COLOUR_TYPES[channels]], 8);
  const line = width * channels;
  const rows = new Uint8Array(height * (line + 1)); // each row after filter type 0
  for (let y = 0; y < height; y++) rows.set(data.subarray(y * line, (y + 1) * line), y * (line + 1) + 1);
  const parts = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    chunk('IDAT', zlibSync(rows)),
    chunk('IEND', new Uint8Array(0)),
  ];
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** Of a file that {@link writePng} wrote: one IDAT chunk, filter type 0. */
export async function readOwnPng(bytes: Uint8Array): Promise<Raster> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (53 + view.getUint32(33) > bytes.length) throw new Error('the file ends early');
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const channels = ({ 0: 1, 2: 3, 6: 4 } as const)[bytes[25] as 0 | 2 | 6];
  const rows = unzlibSync(bytes.subarray(41, 41 + view.getUint32(33)));
  const line = width * channels;
  const data = new Uint8Array(height * line);
  for (let y = 0; y < height; y++)
    data.set(rows.subarray(y * (line + 1) + 1, (y + 1) * (line + 1)), y * line);
  return { width, height, channels, data };
}
