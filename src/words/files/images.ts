/** What the readers of images say: of pictures, arrays, archives, folders and sizes. */
import { count } from '../../lib/numbers';

export const fromArrays = 'The images are taken from the arrays beside it.';
/** @param why the reason, without its full stop */
export const noImage = (why: string) => `no image (${why})`;
export const noImageOf = (path: string, why: string) => `no image (${path}: ${why})`;
export const noImageAtAll = 'no image';
export const files = (n: number) => `${count(n)} files`;
export const tooLarge = (mebibytes: number, most: number) =>
  `It has ${mebibytes} MiB; at most ${most} are read.`;
export const neitherIdxNorNumpy = 'It holds neither an IDX file nor a NumPy array: unpack it first.';
export const archiveInArchive = 'It is an archive in an archive: unpack it first.';
export const noKnownKind = 'It is no PNG, JPEG, WebP, NumPy or IDX file.';
export const emptyArchive = 'The archive is empty.';
export const notDecoded = (reason: string) => `an image that cannot be decoded (${reason})`;
export const manyFolders = (folders: number, most: number) =>
  `The images lie in ${count(folders)} folders, more than the ${most} classes that are possible: they have none.`;
export const noFolder = 'no folder';
export const folderNames = 'folder names';
export const notUsed = (names: readonly string[]) => `Not used: ${names.join(', ')}.`;
export const theArray = (name: string) => `the array ${name}`;
export const kinds =
  'PNG, JPEG or WebP images, .npy or .npz arrays, IDX files (gzipped or not), or one table as .csv, .tsv or .txt';
export const otherFiles = 'Choose other files, or save the data in one of these formats';
export const images = 'images';
export const moreImages = 'Choose more images, a folder of them, or a ZIP';
export const atSize = (images: string, size: number) => `${images} of ${size} × ${size}`;
export const atMostAtSize = (most: string) => `at most ${most} of this size`;
export const smallerSize = 'Choose a smaller size, grey instead of colour, or fewer images';
export const decoded = (n: number, problem: string) => `${count(n)} that can be decoded; ${problem}`;
export const saveDamagedAgain = 'Save the damaged ones again as PNG, or choose others';
export const sizes = (least: string, most: string) => `${least} to ${most}`;
export const numberAt = (where: string, index: number) => `${where}, number ${count(index)}`;
export const finiteNumbers = 'finite numbers';
export const removeNotFinite = 'Remove or replace what is not finite';
export const stretched = (low: string, high: string) =>
  `The numbers run from ${low} to ${high}: they are stretched to black and white.`;
export const noArray = 'no array';
export const layouts = 'images as [N, H, W], [N, H, W, C] or [N, C, H, W] with 1, 3 or 4 channels';
export const saveInLayout =
  'Save the images in one of these layouts, e.g. numpy.savez("images.npz", images=x, labels=y); or points as .npy, a row each: [N, 2]';
