/** Unsupported fields of a configuration are named one by one, all of it in one message. */

import * as v from 'valibot';
import * as hints from '../words/files/hints';
import * as words from '../words/files/schema';
import { expectationOf, isMissingKey } from './expectation';
import { FileError, quote } from './fileError';
import type { JsonObject } from './strictJson';

/** One line per field: what it is, and what is supported. */
export function schemaProblems(issues: readonly v.BaseIssue<unknown>[]): string[] {
  return issues.map((issue) => {
    const path = v.getDotPath(issue) ?? words.wholeFile;
    return isMissingKey(issue)
      ? words.isMissing(path)
      : words.isOther(path, quote(issue.input), expectationOf(issue));
  });
}

/** Fields of a newer or another format matter unless they are off; those that begin with `_` are remarks. */
export function unknownFields(raw: JsonObject, known: object): string[] {
  return Object.entries(raw)
    .filter(
      ([key, value]) =>
        !Object.hasOwn(known, key) && !key.startsWith('_') && value !== null && value !== false,
    )
    .map(([key, value]) => words.isUnknown(quote(key), quote(value)));
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
  what = words.configOfDiffusers(DIFFUSERS_VERSION),
): FileError {
  const named = problems.slice(0, MOST_NAMED);
  if (problems.length > named.length) named.push(words.more(problems.length - named.length));
  return new FileError({
    field: where,
    found: words.unsupportedFields(problems.length, named.join('. ')),
    expected: words.withinSupported(what),
    hint: hints.supportedModel,
  });
}
