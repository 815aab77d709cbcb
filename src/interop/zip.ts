/**
 * A ZIP archive is read by its central directory (PKWARE APPNOTE 6.3): each entry is checked against its local header,
 * its neighbours, the limits and, once inflated, its size and CRC-32. An entry is inflated when it is read.
 */

import { type Zippable, zipSync } from 'fflate';
import * as fileWords from '../words/files/file';
import * as hints from '../words/files/hints';
import * as words from '../words/files/zip';
import { crc32 } from './crc32';
import { FileError, quote } from './fileError';
import { inflate } from './inflate';
import { type DirectoryEntry, readDirectory, type ZipLimits } from './zipDirectory';

export type { ZipLimits } from './zipDirectory';

/** The files of an archive or of a chosen folder, by path with `/` between its parts. */
export interface FileSource {
  names: readonly string[];
  /** @throws FileError when there is no such file, or it is damaged */
  read(name: string): Promise<Uint8Array>;
}

/** Enough for any model or set of arrays that a tab can hold. */
const ZIP_LIMITS: ZipLimits = {
  entries: 2000,
  entryBytes: 256 * 2 ** 20,
  totalBytes: 512 * 2 ** 20,
};

/** A data set of small images, a file each. */
export const IMAGE_ZIP_LIMITS: ZipLimits = { ...ZIP_LIMITS, entries: 70_000 };

/** Begins with a local header, or with the end of an empty archive. */
export function looksLikeZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/**
 * Checks the whole directory and opens the archive; nothing is inflated yet.
 * @throws FileError for damage, hostile names or sizes, and unsupported features: encryption, ZIP64, several disks, methods
 *   other than stored and deflated
 */
export function openZip(bytes: Uint8Array, limits: ZipLimits = ZIP_LIMITS): FileSource {
  const entries = readDirectory(bytes, limits);
  return {
    names: [...entries.keys()],
    async read(name) {
      const entry = entries.get(name);
      if (!entry) throw missing(name);
      return unpack(entry, bytes);
    },
  };
}

/** Opens an archive and inflates every entry. */
export async function readZip(bytes: Uint8Array, limits?: ZipLimits): Promise<Map<string, Uint8Array>> {
  const archive = openZip(bytes, limits);
  const files = new Map<string, Uint8Array>();
  for (const name of archive.names) files.set(name, await archive.read(name));
  return files;
}

/** Files already in memory, such as those of a chosen folder, as a source. */
export function sourceOf(files: ReadonlyMap<string, Uint8Array>): FileSource {
  return {
    names: [...files.keys()],
    async read(name) {
      const file = files.get(name);
      if (!file) throw missing(name);
      return file;
    },
  };
}

/**
 * The same files in the same order give the same bytes: every entry is dated 1980-01-01.
 * @param options.compress  deflate every entry; weights hardly shrink, so they are better stored
 */
export function writeZip(
  files: ReadonlyMap<string, Uint8Array>,
  options: { compress: boolean } = { compress: false },
): Uint8Array {
  const mtime = new Date(1980, 0, 1); // local time, as fflate reads it: equal in every time zone
  const entries: Zippable = {};
  for (const [name, data] of files) entries[name] = [data, { mtime, level: options.compress ? 6 : 0 }];
  return zipSync(entries);
}

const STORED = 0;

async function unpack(entry: DirectoryEntry, archive: Uint8Array): Promise<Uint8Array> {
  const where = words.entry(quote(entry.name));
  const packed = archive.subarray(entry.dataStart, entry.dataStart + entry.packedSize);
  const data =
    entry.method === STORED
      ? new Uint8Array(packed)
      : await inflate(packed, { format: 'deflate-raw', limit: entry.size, where });
  if (data.length !== entry.size) {
    throw damaged(
      words.uncompressedSize(where),
      fileWords.bytes(data.length),
      words.asInDirectory(fileWords.bytes(entry.size)),
    );
  }
  const sum = crc32(data);
  if (sum !== entry.crc) throw damaged(`${where}, CRC-32`, hex(sum), words.asInDirectory(hex(entry.crc)));
  return data;
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`;
}

function damaged(field: string, found: string, expected: string): FileError {
  const hint = hints.archiveDamaged;
  return new FileError({ field, found, expected, hint });
}

function missing(name: string): FileError {
  return new FileError({
    field: quote(name),
    found: fileWords.noSuchFile,
    expected: words.fileOfName,
    hint: hints.archiveWithFile,
  });
}
