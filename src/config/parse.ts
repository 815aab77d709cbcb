/**
 * The door: everything that comes from outside (address, file, form) becomes a RunConfig here, or a list of problems.
 * A value that does not parse is reported and replaced by the base's; the rest still applies.
 */
import * as v from 'valibot';
import { ofFamily } from './family';
import { DEFAULT_CONFIG, FIELDS, type Field, type FieldName, type RunConfig, urlName } from './fields';

/** One value that was not accepted: what was given, and what is allowed, as whole words for an alert. */
export interface ConfigProblem {
  readonly field: string;
  readonly given: string;
  readonly allowed: string;
}

export interface ParsedConfig {
  readonly config: RunConfig;
  readonly problems: readonly ConfigProblem[];
}

/** "a whole number from 2 to 4000", "one of linear, cosine, …". */
export function describeAllowed(field: Field): string {
  switch (field.kind) {
    case 'number':
      return `a ${field.integer ? 'whole ' : ''}number from ${field.min} to ${field.max}`;
    case 'choice':
      return `one of ${field.values.join(', ')}`;
    case 'flag':
      return 'true or false';
    case 'text':
      return `text of at most ${field.maxLength} characters`;
    default:
      return field satisfies never;
  }
}

const numberFromText = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.trim(), v.nonEmpty(), v.transform(Number))]),
  v.number(),
  v.finite(),
);
const flagFromText = v.union([
  v.boolean(),
  v.pipe(
    v.picklist(['true', 'false', '1', '0']),
    v.transform((text) => text === 'true' || text === '1'),
  ),
]);

function schemaOf(field: Field): v.GenericSchema<unknown, unknown> {
  switch (field.kind) {
    case 'number': {
      const ranged = v.pipe(numberFromText, v.minValue(field.min), v.maxValue(field.max));
      return field.integer ? v.pipe(ranged, v.integer()) : ranged;
    }
    case 'choice':
      return v.picklist(field.values as readonly string[]);
    case 'flag':
      return flagFromText;
    case 'text':
      return v.pipe(v.string(), v.maxLength(field.maxLength));
    default:
      return field satisfies never;
  }
}

const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

/** Parses one field's value. @returns the value, or the problem with it. */
export function parseField(
  name: FieldName,
  given: unknown,
): { value: RunConfig[FieldName] } | { problem: ConfigProblem } {
  const field: Field = FIELDS[name];
  const result = v.safeParse(schemaOf(field), given);
  if (result.success) return { value: result.output as RunConfig[FieldName] };
  return {
    problem: { field: urlName(name), given: shorten(String(given)), allowed: describeAllowed(field) },
  };
}

/**
 * A data set of the other family (points, images) brings that family's defaults for what is not given.
 * @param given values by their names in the address (own names are accepted too); unknown names are left to the caller
 * @param base  what stands where nothing, or nothing valid, is given
 */
export function parseRunConfig(
  given: Readonly<Record<string, unknown>>,
  base: RunConfig = DEFAULT_CONFIG,
): ParsedConfig {
  const accepted: Record<string, unknown> = {};
  const problems: ConfigProblem[] = [];
  for (const name of Object.keys(FIELDS) as FieldName[]) {
    const value = given[urlName(name)] ?? given[name];
    if (value === undefined) continue;
    const parsed = parseField(name, value);
    if ('value' in parsed) accepted[name] = parsed.value;
    else problems.push(parsed.problem);
  }
  const { dataset } = accepted as Partial<RunConfig>;
  const config = { ...(dataset === undefined ? base : ofFamily(base, dataset)), ...accepted };
  return { config, problems };
}

/** A problem as a sentence: "schedule 'cosin' is not known here; it is one of linear, …". */
export const problemSentence = ({ field, given, allowed }: ConfigProblem): string =>
  `${field} "${given}" is not accepted: it must be ${allowed}.`;
