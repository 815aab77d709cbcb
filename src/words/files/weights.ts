/** What files of weights and of a training state have and should have at a place. */
import { count, plural } from '../../lib/numbers';
import { bytes } from './file';

export const tensorIn = (where: string, name: string) => `${where} tensor ${name}`;
export const tensor = (name: string) => `tensor ${name}`;
export const ofUnet = 'unet weights';
export const classifier = 'classifier';
export const weightAndBias = (shape: string) => `${shape}, and a bias of an even number of outputs`;

export const fileOf = (size: number) => `a file of ${bytes(size)}`;
export const bytesThatFollow = (n: number) => `at most the ${bytes(n)} that follow it`;
/** As the file has it: 64 bits. */
export const length = (bytes: bigint) => `${count(bytes)} bytes`;
export const noBrace = 'no opening brace';
export const jsonFromFirstByte = 'JSON from its first byte on';
export const tensors = (n: number) => `${count(n)} tensors`;
export const noString = 'a value that is no string';
export const objectOfStrings = 'an object of strings';
export const tensorObject = 'an object with dtype, shape and data_offsets';
export const unknownKey = 'an unknown key';
export const listOfSizes = (most: number) => `a list of at most ${most} whole numbers, none negative`;
export const beginAndEnd = '[begin, end] with begin <= end';
export const bytesFor = (size: number, dtype: string, shape: string) =>
  `${bytes(size)} for ${dtype} ${shape}`;
export const endWithin = (size: number) => `an end within the ${bytes(size)} of data`;
export const overlap = (begin: number) => `an overlap: it begins at ${begin}`;
export const hole = (begin: number) => `a hole: it begins at ${begin}`;
export const beginAfter = (end: number) => `a start at ${end}, where the one before it ends`;
export const bytesAfterLast = (n: number) => `${bytes(n)} after the last tensor`;
export const noBytes = 'none';

export const digestOfFile = 'the SHA-256 of the file: 64 hexadecimal digits';
export const digest = (digits: string) => `the digest ${digits}`;
export const digestWhenWritten = (digits: string) => `${digits}, with which the file was written`;

export const tensorTwice = 'it twice, under two names that mean the same';
export const tensorOnce = 'every tensor once';
export const notFinite = (n: number, of: number, first: number) =>
  `${count(n)} of ${count(of)} values that are not finite (the first is ${first})`;
export const finiteWeights = 'finite weights: with these every sample would be blank';

export const stepCount = 'a whole number of steps';
export const unknownName = 'an unknown name';
export const beginsWith = (prefixes: readonly string[]) => `one that begins with ${prefixes.join(', ')}`;
export const numbers = (n: number) => plural(n, { one: `${count(n)} number`, other: `${count(n)} numbers` });
export const lossMoments = (n: number) => `${numbers(n)} from 0, finite`;
/** @param shape null where the file has no such tensor */
export const shape = (shape: string | null) => (shape === null ? 'no such tensor' : `shape ${shape}`);
export const shapeOfWeight = (shape: string | null) =>
  shape === null ? 'none, for there is no such weight' : `the shape of its weight, ${shape}`;
