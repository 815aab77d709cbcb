/**
 * Everything from outside (address, file, form) is parsed here, into a RunConfig and a list of problems.
 * A value that does not parse is reported and replaced by the base's; all other values apply.
 *
 * Four kinds of fields need no schema library here: it would be a thirtieth of the first view's JavaScript.
 */

import * as words from '../words/config';
import { ofFamily, ofProcess } from './family';
import { DEFAULT_CONFIG, FIELDS, type Field, type FieldName, type RunConfig, urlName } from './fields';

/** A value that is not accepted, and the allowed ones, in words for an alert. */
export interface ConfigProblem {
  readonly field: string;
  readonly value: string;
  readonly allowed: string;
}

export interface ParsedConfig {
  readonly config: RunConfig;
  /** The fields that were named with a valid value. */
  readonly named: Partial<RunConfig>;
  readonly problems: readonly ConfigProblem[];
}

/** "a whole number from 2 to 4000", "one of linear, cosine, …". */
function describeAllowed(field: Field): string {
  switch (field.kind) {
    case 'number':
      return (field.integer ? words.wholeNumber : words.anyNumber)(field.min, field.max);
    case 'choice':
      return words.oneOf(field.values);
    case 'flag':
      return words.trueOrFalse;
    case 'text':
      return words.shortText(field.maxLength);
    default:
      return field satisfies never;
  }
}

type NumberField = Extract<Field, { kind: 'number' }>;

/** A number, or text that is one ("1e3", " 7 "): an address and a form have text only. */
function parseNumber({ min, max, integer }: NumberField, value: unknown): number | undefined {
  const isText = typeof value === 'string' && value.trim() !== '';
  const number = isText ? Number(value) : value;
  if (typeof number !== 'number' || !(number >= min && number <= max)) return undefined; // NaN is in no range
  return integer && !Number.isInteger(number) ? undefined : number;
}

const FLAGS: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };

/** @returns the value in the field's own type; undefined where it is not accepted */
function acceptedValue(field: Field, value: unknown): number | string | boolean | undefined {
  switch (field.kind) {
    case 'number':
      return parseNumber(field, value);
    case 'choice':
      return field.values.find((choice) => choice === value);
    case 'flag':
      if (typeof value === 'boolean') return value;
      return typeof value === 'string' && Object.hasOwn(FLAGS, value) ? FLAGS[value] : undefined;
    case 'text':
      return typeof value === 'string' && value.length <= field.maxLength ? value : undefined;
    default:
      return field satisfies never;
  }
}

/** Objects and lists of a file as JSON: as text they would be "[object Object]". */
const textOf = (value: unknown): string =>
  typeof value === 'object' ? (JSON.stringify(value) ?? words.nothing) : String(value);

export const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

/** Parses one field's value. @returns the value, or the problem with it. */
export function parseField(
  name: FieldName,
  value: unknown,
): { value: RunConfig[FieldName] } | { problem: ConfigProblem } {
  const field: Field = FIELDS[name];
  const parsed = acceptedValue(field, value);
  if (parsed !== undefined) return { value: parsed as RunConfig[FieldName] };
  return {
    problem: { field: urlName(name), value: shorten(textOf(value)), allowed: describeAllowed(field) },
  };
}

/**
 * A data set of the other family (points, images) changes the defaults of all other fields to that family's, and a process those of
 * which it has its own.
 * @param values by their names in the address (own names are accepted too); unknown names are left to the caller
 * @param base   the value of each field that `values` lacks or has an invalid value for
 */
export function parseRunConfig(
  values: Readonly<Record<string, unknown>>,
  base: RunConfig = DEFAULT_CONFIG,
): ParsedConfig {
  const accepted: Record<string, unknown> = {};
  const problems: ConfigProblem[] = [];
  for (const name of Object.keys(FIELDS) as FieldName[]) {
    const value = values[urlName(name)] ?? values[name];
    if (value === undefined) continue;
    const parsed = parseField(name, value);
    if ('value' in parsed) accepted[name] = parsed.value;
    else problems.push(parsed.problem);
  }
  const { dataset, process } = accepted as Partial<RunConfig>;
  const ofData = dataset === undefined ? base : ofFamily(base, dataset);
  const config = { ...(process === undefined ? ofData : ofProcess(ofData, process)), ...accepted };
  return { config, named: accepted as Partial<RunConfig>, problems };
}

/** A problem as a sentence: "schedule 'cosin' is not known here; it is one of linear, …". */
export const problemSentence = ({ field, value, allowed }: ConfigProblem): string =>
  words.notAccepted(field, value, allowed);
