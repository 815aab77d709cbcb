/**
 * A collection is every image in a choice of files: pictures one by one, in folders or in a ZIP, `.npy` and `.npz` arrays, IDX files.
 * It lists the images without decoding them, their classes, and the files that are not used with the reason of each.
 */
import { messageOf } from '../../lib/diagnostic';
import * as words from '../../words/files/images';
import { FileError, quote } from '../fileError';
import { foreignKind, workbookKind } from '../foreignKind';
import { type IdxArray, looksGzipped, readIdx } from '../idx';
import { imageDimensions } from '../imageDimensions';
import { inflate, mostInflated } from '../inflate';
import { readNpy, readNpyText } from '../npy';
import { IMAGE_ZIP_LIMITS, looksLikeZip, openZip } from '../zip';
import {
  arrayOfText,
  brightnessOf,
  chooseArrays,
  type Labels,
  MOST_CLASSES,
  type NumberArray,
  rasterAt,
} from './arrays';
import type { Raster } from './raster';

/** A file as it was chosen, dropped or found in an archive. */
export interface NamedFile {
  /** Folders and name, with "/" between them. */
  readonly path: string;
  /** Bytes in the file. */
  readonly size: number;
  read(): Promise<Uint8Array>;
}

/** Decodes a PNG, JPEG or WebP; the platform's decoder in a browser. @throws where it cannot */
export type DecodeImage = (bytes: Uint8Array) => Promise<Raster>;

export interface CollectedImage {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** @throws FileError where the image is damaged */
  raster(decode: DecodeImage): Promise<Raster>;
}

export interface ImageCollection {
  readonly images: readonly CollectedImage[];
  /** Class numbers, one an image, and their names; null where the files name no classes. */
  readonly labels: Labels | null;
  /** Where the classes come from, in words: "folder names". */
  readonly labelSource: string | null;
  readonly skipped: readonly SkippedFile[];
  readonly notices: readonly string[];
}

export interface SkippedFile {
  readonly path: string;
  /** Why, as a sentence. */
  readonly message: string;
}

/** Fewer teach a network nothing but themselves. */
export const LEAST_IMAGES = 8;
/** Bytes of one file that is read whole. */
const MOST_FILE_BYTES = 512 * 2 ** 20;

/** Files that operating systems and archivers leave beside the user's own. */
const LITTER = /(^|\/)(__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i;

/** The names of MNIST's files: what has another beginning is damaged, or written in the wrong byte order. */
const IDX_NAME = /idx[1-4](-u?byte)?(\.gz)?$/i;

type Kind = 'picture' | 'npy' | 'zip' | 'idx' | 'gzip';

const PICTURE_SIGNATURES: readonly (readonly [at: number, bytes: readonly number[]])[] = [
  [0, [0x89, 0x50, 0x4e, 0x47]],
  [0, [0xff, 0xd8, 0xff]],
  [8, [0x57, 0x45, 0x42, 0x50]], // "WEBP" behind "RIFF" and a size
];

/** By its first bytes, whatever its name says. */
function kindOf(bytes: Uint8Array): Kind | null {
  const at = (begin: number, expected: readonly number[]) =>
    expected.every((byte, i) => bytes[begin + i] === byte);
  if (PICTURE_SIGNATURES.some(([begin, expected]) => at(begin, expected))) return 'picture';
  if (at(0, [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59])) return 'npy';
  if (looksLikeZip(bytes)) return 'zip';
  if (looksGzipped(bytes)) return 'gzip';
  if (bytes[0] === 0 && bytes[1] === 0 && bytes[2] >= 8 && bytes[2] <= 14 && bytes[3] >= 1 && bytes[3] <= 4)
    return 'idx';
  return null;
}

/** Arrays of images and arrays of labels among the chosen files, by their paths. */
interface CollectedFiles {
  readonly pictures: CollectedPicture[];
  readonly arrays: Map<string, NumberArray>;
  readonly skipped: SkippedFile[];
  /** Why files of a known kind are among the skipped ones. */
  readonly errors: FileError[];
}

interface CollectedPicture extends CollectedImage {
  readonly folder: string;
}

/**
 * @throws FileError where the files hold no images at all, or arrays that cannot be images; a file that cannot be read among others
 *   that can is listed under `skipped`
 */
export async function collectImages(files: readonly NamedFile[]): Promise<ImageCollection> {
  const found: CollectedFiles = { pictures: [], arrays: new Map(), skipped: [], errors: [] };
  for (const file of files) await sort(file, found, true);
  const { pictures, arrays, skipped, errors } = found;
  if (arrays.size > 0) {
    const ignored = pictures.map(({ name }) => ({
      path: name,
      message: words.fromArrays,
    }));
    return { ...ofArrays(arrays, files), skipped: [...skipped, ...ignored] };
  }
  if (pictures.length > 0) return { ...ofPictures(pictures), skipped };
  if (skipped.length === 1 && errors.length === 1) throw errors[0];
  if (files.length === 1 && skipped.length === 1)
    throw refused(quote(files[0].path), words.noImage(skipped[0].message.replace(/\.$/, '')));
  throw refused(
    files.length === 1 ? quote(files[0].path) : words.files(files.length),
    skipped.length > 0
      ? words.noImageOf(quote(skipped[0].path), skipped[0].message.replace(/\.$/, ''))
      : words.noImageAtAll,
  );
}

/** Puts a file where it belongs. An archive is opened and its files are sorted in turn, but no archive in an archive. */
async function sort(file: NamedFile, found: CollectedFiles, archives: boolean): Promise<void> {
  if (LITTER.test(file.path)) return;
  const skip = (message: string) => void found.skipped.push({ path: file.path, message });
  if (file.size > MOST_FILE_BYTES) {
    skip(words.tooLarge(Math.round(file.size / 2 ** 20), MOST_FILE_BYTES / 2 ** 20));
    return;
  }
  try {
    const bytes = await file.read();
    const kind = kindOf(bytes);
    switch (kind) {
      case 'picture':
        found.pictures.push(pictureOf(file, bytes));
        return;
      case 'npy':
      case 'idx':
        found.arrays.set(file.path, await arrayOf(kind, bytes, file.path));
        return;
      case 'gzip': {
        const limit = Math.min(MOST_FILE_BYTES, mostInflated(bytes.length));
        const inside = await inflate(bytes, { format: 'gzip', limit, where: quote(file.path) });
        const inner = kindOf(inside);
        if (inner === 'npy' || inner === 'idx')
          found.arrays.set(file.path, await arrayOf(inner, inside, file.path));
        else if (IDX_NAME.test(file.path)) await readIdx(inside, quote(file.path));
        else skip(words.neitherIdxNorNumpy);
        return;
      }
      case 'zip':
        if (archives) await sortArchive(file, bytes, found);
        else skip(words.archiveInArchive);
        return;
      default:
        if (IDX_NAME.test(file.path)) found.arrays.set(file.path, await arrayOf('idx', bytes, file.path));
        else skip(foreignKind(bytes, file.path) ?? words.noKnownKind);
    }
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    found.errors.push(error);
    skip(error.message);
  }
}

async function sortArchive(file: NamedFile, bytes: Uint8Array, found: CollectedFiles): Promise<void> {
  const archive = openZip(bytes, IMAGE_ZIP_LIMITS);
  const book = workbookKind(archive.names);
  if (book) {
    found.skipped.push({ path: file.path, message: book });
    return;
  }
  const names = archive.names.filter((name) => !name.endsWith('/') && !LITTER.test(name));
  const arrays = names.length > 0 && names.every((name) => name.endsWith('.npy')); // an .npz
  for (const name of names) {
    const path = arrays ? arrayPath(file, name, names.length, found.arrays) : name;
    const inside = { path, size: 0, read: () => archive.read(name) };
    await sort(inside, found, false);
  }
  if (names.length === 0) found.skipped.push({ path: file.path, message: words.emptyArchive });
}

/** Of an array of an .npz: its name; that of the file where NumPy named the only one, and both where another file has the same name. */
function arrayPath(
  { path }: NamedFile,
  name: string,
  count: number,
  taken: ReadonlyMap<string, unknown>,
): string {
  const stem = path.replace(/\.npz$/i, '');
  const own = name.slice(0, -'.npy'.length);
  const short = own === 'arr_0' && count === 1 ? stem : own;
  return taken.has(short) ? `${stem}/${own}` : short;
}

async function arrayOf(kind: 'npy' | 'idx', bytes: Uint8Array, path: string): Promise<NumberArray> {
  const where = quote(path);
  if (kind === 'idx') return asArray(await readIdx(bytes, where));
  const text = readNpyText(bytes, where);
  return text ? arrayOfText(text) : readNpy(bytes, where);
}

const asArray = ({ shape, data }: IdxArray): NumberArray => ({ shape, data });

/** The picture is read again when it is decoded, so that a thousand files are not in memory at once. */
function pictureOf(file: NamedFile, bytes: Uint8Array): CollectedPicture {
  const { width, height } = imageDimensions(bytes, quote(file.path));
  const folders = file.path.split('/').slice(0, -1);
  return {
    name: file.path,
    folder: folders.at(-1) ?? '',
    width,
    height,
    async raster(decode) {
      try {
        return await decode(await file.read());
      } catch (error) {
        const reason = messageOf(error);
        throw refused(quote(file.path), words.notDecoded(reason));
      }
    },
  };
}

/** Folders are classes, as in torchvision's ImageFolder: the one right above the file, where there are at least two. */
function ofPictures(pictures: readonly CollectedPicture[]): Omit<ImageCollection, 'skipped'> {
  const images = [...pictures].sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  const names = [...new Set(images.map(({ folder }) => folder))].sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  if (names.length < 2) return { images, labels: null, labelSource: null, notices: [] };
  if (names.length > MOST_CLASSES) {
    const notice = words.manyFolders(names.length, MOST_CLASSES);
    return { images, labels: null, labelSource: null, notices: [notice] };
  }
  const numbers = Uint8Array.from(images, ({ folder }) => names.indexOf(folder));
  const labels = { numbers, names: names.map((name) => name || words.noFolder) };
  return { images, labels, labelSource: words.folderNames, notices: [] };
}

/** The arrays of an archive, or an IDX file of images with one of labels beside it. */
function ofArrays(
  arrays: ReadonlyMap<string, NumberArray>,
  files: readonly NamedFile[],
): Omit<ImageCollection, 'skipped'> {
  const where = files.length === 1 ? quote(files[0].path) : words.files(files.length);
  const { name, array, layout, labels, unused } = chooseArrays(arrays, where);
  const brightness = brightnessOf(array, quote(name));
  const images = Array.from(
    { length: layout.count },
    (_, i): CollectedImage => ({
      name: `${name}[${i}]`,
      width: layout.width,
      height: layout.height,
      raster: async () => rasterAt(array, layout, brightness, i),
    }),
  );
  const notices = brightness.notice ? [brightness.notice] : [];
  if (unused.length > 0) notices.push(words.notUsed(unused.map(quote)));
  return { images, labels, labelSource: labels && words.theArray(quote(labels.from)), notices };
}

function refused(field: string, found: string): FileError {
  return new FileError({
    field,
    found,
    expected: words.kinds,
    hint: words.otherFiles,
  });
}
