/** What files of arrays, of NumPy and in the IDX format, have and should have at a place. */
import { count } from '../../lib/numbers';
import { bytes } from './file';

export const magicNumber = (where: string) => `${where} magic number`;
export const otherMagic = 'another';
export const versionOf = (where: string) => `${where} version`;
export const versions = '1, 2 or 3';

export const character = (code: number) => `the character ${code}`;
export const unicode = `characters of Unicode, at most ${count(1_114_111)}`;
export const pickled = (descr: string) => `${descr}: pickled objects, which can run code and are never read`;
export const numberType = (types: readonly string[]) => `a number type: ${types.join(', ')}`;
export const bytesForShape = (size: number, shape: string) => `${bytes(size)} for the shape ${shape}`;
export const integer = (digits: string) => `the integer ${digits}`;
export const exactIntegers = 'integers within ±2^53';

export const aDict = "a dict, {'descr': ...}";
export const oneKey = (keys: readonly string[]) => `one of the keys ${keys.join(', ')}`;
export const allKeys = (keys: readonly string[]) => `all of the keys ${keys.join(', ')}`;
export const commaOrEnd = 'a comma or the end';
export const nothingAfter = 'nothing after the dict';
export const oneNumberType = "one number type, such as '<f4' (tables of several types are not read)";
export const trueOrFalse = 'True or False';
export const tupleOfSizes = 'a tuple of sizes, such as (3, 2)';
export const fewSizes = (dimensions: number, values: number) =>
  `at most ${dimensions} whole numbers with a product of at most ${count(values)}`;

export const emptyArchive = 'an empty archive';
export const oneArray = 'at least one .npy array';

export const idxFile = 'IDX file';
export const idxMagic = 'two zero bytes, a type and a number of dimensions';
export const typeOf = (where: string) => `${where}, type`;
export const dimensionsOf = (where: string) => `${where}, number of dimensions`;
export const dimensions = (most: number) => `1 to ${most}, and a size for each`;
export const sizesOf = (where: string) => `${where}, sizes`;
export const valuesOf = (shape: string, width: number) => `${shape} values of ${bytes(width)}`;
export const asManyAs = (size: number) => `as many as the ${bytes(size)} of data hold`;
