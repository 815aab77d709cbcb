/**
 * The data of a model of the user's own points, as its file says: the units of the samples and the box that they are clipped to. With
 * it samples are drawn without the table.
 */
import * as v from 'valibot';
import type { LearnedPoints } from '../types/dataSource';
import * as words from '../words/files/model';
import { orderedBox } from '../words/files/schema';
import { expectationOf } from './expectation';
import { FileError, quote } from './fileError';
import type { Json, JsonObject } from './strictJson';

type Units = NonNullable<LearnedPoints['units']>;
type Box = LearnedPoints['box'];

const finite = v.pipe(v.number(), v.finite());
const pair = v.strictTuple([finite, finite]);
const positive = v.pipe(finite, v.gtValue(0));

const units = { offset: pair, scale: v.strictTuple([positive, positive]) };

const description = {
  box: v.pipe(
    v.object({ min: pair, max: pair }),
    v.check(({ min, max }) => min[0] < max[0] && min[1] < max[1], orderedBox),
  ),
  names: v.optional(v.strictTuple([v.string(), v.string()])),
  classes: v.optional(v.array(v.string())),
};

/** The `data` of a model file. */
const schema = v.object({ ...units, ...description });

/** The same as a data source, as an archive of runs holds it. */
export const learnedPoints = v.object({
  kind: v.literal('learned-points'),
  name: v.string(),
  units: v.nullable(v.object(units)),
  ...description,
});

/** @param source names of the two columns and of the classes, where the table has them */
export const learnedPointsJson = (
  units: Units,
  box: Box,
  { names, classes }: Pick<LearnedPoints, 'names' | 'classes'> = {},
): JsonObject => ({
  offset: [...units.offset],
  scale: [...units.scale],
  box: { min: [...box.min], max: [...box.max] },
  ...(names && { names: [...names] }),
  ...(classes && { classes: [...classes] }),
});

/** Beyond any standardised table but a freak one: the clipping then changes nothing. */
const WIDE_BOX: Box = { min: [-8, -8], max: [8, 8] };

/**
 * @param value the file's `data`; undefined where an older version of the app wrote it
 * @throws FileError that names the part that is wrong
 */
export function parseLearnedPoints(value: Json | undefined, name: string): LearnedPoints {
  if (value === undefined) return { kind: 'learned-points', units: null, box: WIDE_BOX, name };
  const result = v.safeParse(schema, value);
  if (!result.success) {
    const [issue] = result.issues;
    const path = v.getDotPath(issue);
    throw new FileError({
      field: `config.json: data${path ? `.${path}` : ''}`,
      found: quote(issue.input),
      expected: expectationOf(issue),
      hint: words.exportAgain,
    });
  }
  const { offset, scale, ...learned } = result.output;
  return { kind: 'learned-points', units: { offset, scale }, ...learned, name };
}
