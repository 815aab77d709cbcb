/** Archives with a field of their headers overwritten. */
import { writeZip } from '../../../src/interop/zip';

/** Where the parts of the archive `{a: ..., b: ...}` of one-letter names stand. */
export const LOCAL = { flags: 6, method: 8, crc: 14, packed: 18, size: 22, nameLength: 26, name: 30 };
export const CENTRAL = {
  flags: 8,
  method: 10,
  crc: 16,
  packed: 20,
  size: 24,
  nameLength: 28,
  offset: 42,
  name: 46,
};

export interface Patch {
  part: 'local' | 'central' | 'end';
  entry?: number;
  at: number;
  value: number;
  bytes: 1 | 2 | 4;
}

/** A ZIP of stored or deflated entries, with fields overwritten. */
export function patched(files: Record<string, Uint8Array>, patches: Patch[], compress = false): Uint8Array {
  const zip = writeZip(new Map(Object.entries(files)), { compress });
  const view = new DataView(zip.buffer);
  const end = zip.length - 22;
  const starts: { local: number; central: number }[] = [];
  for (let central = view.getUint32(end + 16, true); central < end; ) {
    starts.push({ local: view.getUint32(central + 42, true), central });
    central += 46 + view.getUint16(central + 28, true) + view.getUint16(central + 30, true);
  }
  for (const { part, entry = 0, at, value, bytes } of patches) {
    const offset = (part === 'end' ? end : starts[entry][part]) + at;
    if (bytes === 1) view.setUint8(offset, value);
    else if (bytes === 2) view.setUint16(offset, value, true);
    else view.setUint32(offset, value, true);
  }
  return zip;
}

export const both = (localAt: number, centralAt: number, value: number, bytes: 1 | 2 | 4): Patch[] => [
  { part: 'local', at: localAt, value, bytes },
  { part: 'central', at: centralAt, value, bytes },
];
