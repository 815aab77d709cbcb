/** Unsupported fields of a configuration are named one by one, all of it in one message. */

import * as v from 'valibot';
import * as hints from '../words/files/hints';
import { FileError, quote } from './fileError';
import type { JsonObject } from './strictJson';

/** One line per field: what it is, and what is supported. */
export function schemaProblems(issues: readonly v.BaseIssue<unknown>[]): string[] {
  return issues.map((issue) => {
    const path = v.getDotPath(issue) ?? 'the file';
    const expected = inWords(issue.expected ?? issue.message);
    return issue.input === undefined
      ? `${path} is missing; expected ${expected}`
      : `${path} is ${quote(issue.input)}; supported: ${expected}`;
  });
}

/** A type of valibot as a sentence says it: "\"a\", \"b\" or null", "at most 10000", "a number". */
function inWords(expected: string): string {
  const choice = /^\((.* \| .*)\)$/.exec(expected)?.[1].split(' | ');
  if (choice)
    return `${choice.slice(0, -1).map(inWords).join(', ')} or ${inWords(choice[choice.length - 1])}`;
  const limit = /^(<=|>=)(\d.*)$/.exec(expected);
  if (limit) return `at ${limit[1] === '<=' ? 'most' : 'least'} ${limit[2]}`;
  return /^(number|string|boolean)$/.test(expected) ? `a ${expected}` : expected;
}

/** Fields of a newer or another format matter unless they are off; those that begin with `_` are remarks. */
export function unknownFields(raw: JsonObject, known: object): string[] {
  return Object.entries(raw)
    .filter(
      ([key, value]) =>
        !Object.hasOwn(known, key) && !key.startsWith('_') && value !== null && value !== false,
    )
    .map(([key, value]) => `${quote(key)} is ${quote(value)}; this field is not known here`);
}

/** The version whose fields are read and written. */
export const DIFFUSERS_VERSION = '0.27.2';

const MOST_NAMED = 30;

/**
 * @param problems  one line each, as the functions above give them
 * @param what      the format, as a sentence names it
 */
export function unsupported(
  where: string,
  problems: string[],
  what = `a configuration of diffusers ${DIFFUSERS_VERSION}`,
): FileError {
  const named = problems.slice(0, MOST_NAMED);
  if (problems.length > named.length) named.push(`${problems.length - named.length} more`);
  return new FileError({
    field: where,
    found: `${problems.length === 1 ? 'an unsupported field' : `${problems.length} unsupported fields`}: ${named.join('. ')}`,
    expected: `${what} within what is supported`,
    hint: hints.supportedModel,
  });
}
