/** What a schema of valibot expects where a value fails it, as a sentence says it. */
import type * as v from 'valibot';
import * as fault from '../words/files/fault';
import * as fileWords from '../words/files/file';
import * as words from '../words/files/schema';

/** By the names that valibot has for types. */
const TYPES: Readonly<Record<string, string>> = {
  number: words.aNumber,
  string: words.aString,
  boolean: words.aBoolean,
  Array: fileWords.aList,
  Object: fault.anObject,
  never: words.nothingMore,
};

const LIMITS: Readonly<Record<string, (limit: string) => string>> = {
  '<=': fileWords.atMost,
  '>=': fileWords.atLeast,
  '<': words.lessThan,
  '>': words.moreThan,
};

/** `("a" | "b" | null)`, `<=10000`, `number` and the like: "\"a\", \"b\" or null", "at most 10000", "a number". */
function inWords(expected: string): string {
  const choice = expected.replaceAll(/[()]/g, '').split(' | '); // a choice may lie in another one
  if (choice.length > 1) {
    const all = choice.map(inWords);
    return words.either(all.slice(0, -1).join(', '), all[all.length - 1]);
  }
  const [, sign, limit] = /^([<>]=?)(\d.*)$/.exec(expected) ?? [];
  return sign ? LIMITS[sign](limit) : (TYPES[expected] ?? expected);
}

/** @param issue of any schema here: a check says its own sentence */
export function expectationOf(issue: v.BaseIssue<unknown>): string {
  if (issue.type === 'integer') return words.wholeNumber;
  if (issue.type === 'finite') return words.finiteNumber;
  if (issue.type === 'regex') return words.otherText(String(issue.expected));
  if (issue.expected === null) return issue.message;
  const expected = inWords(issue.expected);
  return /_length$/.test(issue.type) ? words.length(expected) : expected;
}

/** Whether a key is not there: valibot then expects its name. */
export const isMissingKey = ({ type, input, expected, path }: v.BaseIssue<unknown>): boolean =>
  type === 'object' && input === undefined && expected === `"${path?.at(-1)?.key}"`;
