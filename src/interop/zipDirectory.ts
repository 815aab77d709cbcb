/**
 * A ZIP's central directory says what the archive holds and where; it stands at the end, and the archive is what it says.
 * Here it is read and every claim is checked: signatures, sizes, names, limits, and that no two entries share a byte.
 */

import { count as grouped } from '../lib/numbers';
import * as fileWords from '../words/files/file';
import * as hints from '../words/files/hints';
import * as words from '../words/files/zip';
import { FileError, quote } from './fileError';
import { mostInflated } from './inflate';
import { safeName } from './zipName';

export interface ZipLimits {
  entries: number;
  /** Most uncompressed bytes of one entry. */
  entryBytes: number;
  /** Most uncompressed bytes of all entries together. */
  totalBytes: number;
}

export interface DirectoryEntry {
  name: string;
  /** 0 stored, 8 deflated. */
  method: number;
  crc: number;
  packedSize: number;
  size: number;
  /** Where the local header and the packed data begin. */
  headerStart: number;
  dataStart: number;
}

export const END_SIGNATURE = 0x06054b50;
export const CENTRAL_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
export const END_SIZE = 22;
export const CENTRAL_SIZE = 46;
const LOCAL_SIZE = 30;
const ZIP64_LOCATOR_SIZE = 20;
export const LONGEST_COMMENT = 0xffff;

const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1 | (1 << 6) | (1 << 13);
const SIZES_FOLLOW_DATA = 1 << 3;
/** Deflate's best: 258 bytes from two bits. */
const BEST_RATIO = 1032;

/**
 * @returns the files by name, in the directory's order, without folders and macOS's `__MACOSX/` shadows
 * @throws FileError
 */
export function readDirectory(bytes: Uint8Array, limits: ZipLimits): Map<string, DirectoryEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  const start = view.getUint32(end + 16, true);
  checkEnd(view, { end, count, size, start }, limits);

  const all: DirectoryEntry[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    const [entry, next] = readEntry(bytes, view, at, end, i);
    checkLocalHeader(bytes, view, entry, start);
    checkSize(entry, limits);
    all.push(entry);
    at = next;
  }
  if (at !== end) throw refused(words.directory, words.tooMany(end - at), words.entriesThatFill(count));
  checkOverlap(all);
  checkTotal(all, bytes.length, limits);
  return byName(all);
}

/** Backwards through the comment, whose length must lead exactly to the end of the file. */
function findEnd(view: DataView): number {
  const last = view.byteLength - END_SIZE;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
    if (view.getUint32(at, true) === END_SIGNATURE && view.getUint16(at + 20, true) === last - at) return at;
  }
  throw refused(words.endRecord, words.noEndRecord, words.oneAtEnd);
}

interface End {
  end: number;
  count: number;
  size: number;
  start: number;
}

function checkEnd(view: DataView, { end, count, size, start }: End, limits: ZipLimits): void {
  const locator = end - ZIP64_LOCATOR_SIZE;
  const zip64 =
    count === 0xffff ||
    start === 0xffffffff ||
    (locator >= 0 && view.getUint32(locator, true) === ZIP64_LOCATOR_SIGNATURE);
  if (zip64) throw unsupported(words.endRecord, 'ZIP64', words.smallArchive);
  const disks = [view.getUint16(end + 4, true), view.getUint16(end + 6, true)];
  if (disks[0] !== 0 || disks[1] !== 0 || view.getUint16(end + 8, true) !== count) {
    throw unsupported(words.endRecord, words.severalDisks, words.singleFile);
  }
  if (start + size !== end) {
    throw refused(words.directory, words.bytesFromTo(start, start + size), words.endBeforeRecord(end));
  }
  if (count > limits.entries || count * CENTRAL_SIZE > size) {
    const most = Math.min(limits.entries, Math.floor(size / CENTRAL_SIZE));
    throw refused(words.endRecordEntries, grouped(count), fileWords.atMost(most));
  }
}

function readEntry(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  end: number,
  index: number,
): [entry: DirectoryEntry, next: number] {
  const where = words.directoryEntry(index + 1);
  if (at + CENTRAL_SIZE > end || view.getUint32(at, true) !== CENTRAL_SIGNATURE) {
    throw refused(where, words.noEntry, words.signature('PK\\1\\2'));
  }
  const nameEnd = at + CENTRAL_SIZE + view.getUint16(at + 28, true);
  const next = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  if (next > end) throw refused(where, words.endAt(next), words.endWithinDirectory(end));

  const name = safeName(bytes.subarray(at + CENTRAL_SIZE, nameEnd), where);
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const packedSize = view.getUint32(at + 20, true);
  const size = view.getUint32(at + 24, true);
  const headerStart = view.getUint32(at + 42, true);
  const field = words.entry(quote(name));
  if (flags & ENCRYPTED) throw unsupported(field, words.encrypted, words.withoutPassword);
  if (method !== STORED && method !== DEFLATED) {
    throw unsupported(words.methodOf(field), String(method), words.methods);
  }
  if (packedSize === 0xffffffff || size === 0xffffffff || headerStart === 0xffffffff) {
    throw unsupported(field, words.zip64Sizes, words.smallEntry);
  }
  if (view.getUint16(at + 34, true) !== 0) throw unsupported(field, words.onOtherDisk, words.singleFile);
  const crc = view.getUint32(at + 16, true);
  return [{ name, method, crc, packedSize, size, headerStart, dataStart: 0 }, next];
}

/** Fills in `dataStart`. */
function checkLocalHeader(
  bytes: Uint8Array,
  view: DataView,
  entry: DirectoryEntry,
  directoryStart: number,
): void {
  const at = entry.headerStart;
  const own = words.entry(quote(entry.name));
  const field = words.localHeader(own);
  if (at + LOCAL_SIZE > directoryStart || view.getUint32(at, true) !== LOCAL_SIGNATURE) {
    throw refused(field, words.noneAt(at), words.signatureBefore('PK\\3\\4'));
  }
  const nameEnd = at + LOCAL_SIZE + view.getUint16(at + 26, true);
  entry.dataStart = nameEnd + view.getUint16(at + 28, true);
  const dataEnd = entry.dataStart + entry.packedSize;
  if (dataEnd > directoryStart) {
    throw refused(
      words.compressedSize(own),
      fileWords.bytes(entry.packedSize),
      words.dataBefore(directoryStart),
    );
  }
  const flags = view.getUint16(at + 6, true);
  if (flags & ENCRYPTED) throw unsupported(field, words.encrypted, words.withoutPassword);
  const name = safeName(bytes.subarray(at + LOCAL_SIZE, nameEnd), field);
  if (name !== entry.name) throw refused(field, words.theName(quote(name)), words.nameOfDirectory);
  const method = view.getUint16(at + 8, true);
  if (method !== entry.method) throw refused(field, words.method(method), words.asInDirectory(entry.method));
  if (flags & SIZES_FOLLOW_DATA) return;
  // NumPy writes local sizes as ZIP64 always: 0xffffffff there defers to an extra field, and the directory decides.
  for (const [what, offset, expected, defers] of [
    [`${field}, CRC-32`, 14, entry.crc, false],
    [words.compressedSize(field), 18, entry.packedSize, true],
    [words.uncompressedSize(field), 22, entry.size, true],
  ] as const) {
    const local = view.getUint32(at + offset, true);
    if (local !== expected && !(local === 0xffffffff && defers)) {
      throw refused(what, String(local), words.asInDirectory(expected));
    }
  }
}

function checkSize({ name, method, packedSize, size }: DirectoryEntry, limits: ZipLimits): void {
  const field = words.uncompressedSize(words.entry(quote(name)));
  if (size > limits.entryBytes)
    throw refused(field, fileWords.bytes(size), fileWords.atMost(limits.entryBytes), TOO_LARGE);
  if (method === STORED && size !== packedSize) {
    throw refused(field, fileWords.bytes(size), words.storedSize(packedSize));
  }
  if (size > packedSize * BEST_RATIO) {
    throw refused(field, words.outOf(size, packedSize), words.timesAsMany(BEST_RATIO), TOO_LARGE);
  }
}

/** Overlapping entries are how a ZIP of kilobytes unpacks to petabytes (Fifield 2019, "A better zip bomb"). */
function checkOverlap(entries: DirectoryEntry[]): void {
  const sorted = entries.toSorted((a, b) => a.headerStart - b.headerStart);
  for (let i = 1; i < sorted.length; i++) {
    const before = sorted[i - 1];
    const beforeEnd = before.dataStart + before.packedSize;
    if (sorted[i].headerStart < beforeEnd) {
      const field = words.offsetOf(words.entry(quote(sorted[i].name)));
      const expected = words.afterEnd(beforeEnd, quote(before.name));
      throw refused(field, words.overlap(sorted[i].headerStart), expected, TOO_LARGE);
    }
  }
}

function checkTotal(entries: DirectoryEntry[], archiveBytes: number, limits: ZipLimits): void {
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  const most = Math.min(limits.totalBytes, mostInflated(archiveBytes));
  if (total <= most) return;
  throw refused(words.sizeOfAll, fileWords.bytes(total), fileWords.atMost(most), TOO_LARGE);
}

function byName(entries: DirectoryEntry[]): Map<string, DirectoryEntry> {
  const files = new Map<string, DirectoryEntry>();
  for (const entry of entries) {
    if (files.has(entry.name)) throw refused(words.entry(quote(entry.name)), words.nameTwice, words.nameOnce);
    if (entry.name.endsWith('/')) {
      if (entry.size !== 0)
        throw refused(words.entry(quote(entry.name)), words.folderOf(entry.size), words.emptyFolder);
    } else if (!entry.name.startsWith('__MACOSX/')) {
      files.set(entry.name, entry);
    }
  }
  return files;
}

const DAMAGED = hints.archiveDamagedOrCut;
const TOO_LARGE = hints.archiveTooLarge;

function refused(field: string, found: string, expected: string, hint = DAMAGED): FileError {
  return new FileError({ field, found, expected, hint });
}

function unsupported(field: string, found: string, expected: string): FileError {
  return refused(field, found, expected, hints.packAgain);
}
