/** How a file error is said, and what readers of several kinds of files say alike. */
import { count, plural } from '../../lib/numbers';

export const file = 'file';
export const none = 'none';
export const aList = 'a list';
export const atMost = (most: number | string) => `at most ${typeof most === 'number' ? count(most) : most}`;
export const atMostBytes = (most: number) => `at most ${bytes(most)}`;
export const atLeast = (least: number | string) =>
  `at least ${typeof least === 'number' ? count(least) : least}`;
export const bytes = (length: number) =>
  plural(length, { one: `${count(length)} byte`, other: `${count(length)} bytes` });
export const values = (n: number) => plural(n, { one: `${count(n)} value`, other: `${count(n)} values` });
export const header = (where: string) => `${where} header`;
export const headerLength = (where: string) => `${where} header length`;
export const dataOf = (where: string) => `${where} data`;
export const noSuchFile = 'no such file';
export const only = (names: string) => `only ${names}`;
export const oneOf = (names: readonly string[]) => `one of ${names.join(', ')}`;
export const rowCount = (rows: number) => `${count(rows)} rows`;
export const atMostCount = (most: number) => `at most ${count(most)}`;
export const saveFewerRows = 'Save a part of its rows: a million are plenty';

export const notJson = (beginning: string) => `text that is not JSON, beginning ${beginning}`;
export const validJson = 'valid JSON';
export const damagedOrOther = 'The file is damaged or of another kind: export or download it again';
export const jsonObject = 'a JSON object, {...}';
export const otherKind = 'The file is of another kind: choose the right one';
export const notUtf8 = 'bytes that are not UTF-8';
export const jsonInUtf8 = 'JSON text in UTF-8';
export const bytesOfJson = (length: number) => `${count(length)} bytes of JSON`;
export const doNotUse = 'The file is damaged or made to do harm: do not use it';
export const nestedDeeper = (levels: number) => `lists and objects nested deeper than ${count(levels)}`;
export const atMostLevels = (levels: number) => `at most ${count(levels)} levels`;
export const sameKeyTwice = 'the same key twice in one object';
export const everyKeyOnce = 'every key once';
export const exportAgain = 'The file is damaged or made to do harm: export it again';
