/** What a field of JSON has and should have: types and limits, and configurations within what is supported. */
import { plural } from '../../lib/numbers';

export const aNumber = 'a number';
export const aString = 'a string';
export const aBoolean = 'true or false';
export const wholeNumber = 'a whole number';
export const finiteNumber = 'a finite number';
export const moreThan = (least: string) => `more than ${least}`;
export const lessThan = (most: string) => `less than ${most}`;
export const length = (limit: string) => `a length of ${limit}`;
export const otherText = (pattern: string) => `text of the form ${pattern}`;
export const nothingMore = 'nothing more';
/** @param last the last of all */
export const either = (others: string, last: string) => `${others} or ${last}`;
export const wholeFile = 'the file';

export const isMissing = (path: string) => `${path} is missing`;
export const isOther = (path: string, found: string, supported: string) =>
  `${path} is ${found}; supported: ${supported}`;
export const isUnknown = (key: string, value: string) => `${key} is ${value}; this field is not known here`;
export const more = (n: number) => `${n} more`;
export const unsupportedFields = (n: number, named: string) =>
  `${n === 1 ? 'an unsupported field' : `${n} unsupported fields`}: ${named}`;
export const withinSupported = (format: string) => `${format} within what is supported`;
export const configOfDiffusers = (version: string) => `a configuration of diffusers ${version}`;
export const configOfDit = (name: string) => `a ${name} of facebookresearch/DiT`;

export const notSquare = (size: string) => `sample_size is ${size}; images must be square`;
export const noMultiple = (size: number, blocks: number, divisor: number) =>
  `sample_size is ${size}; ${blocks} blocks need a multiple of ${divisor}`;
const entriesOf = (n: number) => plural(n, { one: `${n} entry`, other: `${n} entries` });
/** @param other the list whose length it should have */
export const otherLength = (name: string, entries: number, other: string, expected: number) =>
  `${name} has ${entriesOf(entries)}; ${other} has ${expected}`;
export const outChannels = (out: number, inward: number) =>
  `out_channels is ${out}; it must be in_channels (${inward}) or twice that`;
export const firstChannels = (channels: number) =>
  `block_out_channels begins with ${channels}; the time embedding needs an even number from 4`;
export const groupsOfMidBlock = (groups: number, channels: number) =>
  `attn_norm_num_groups is ${groups}; it must divide ${channels}, the mid block's channels`;
export const noDivisor = (name: string, value: number, channels: string) =>
  `${name} is ${value}; it must divide ${channels}`;
export const otherBetas = (entries: number, T: number) =>
  `trained_betas has ${entriesOf(entries)}; num_train_timesteps is ${T}`;
export const orderedBox = 'a box whose corners are in order';
