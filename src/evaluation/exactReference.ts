/** The exact answers for a data set: of its density where that is a mixture, else of finitely many of its points. */
import type { BoundPointDataset } from '../../datasets';
import { exactEmpirical } from '../diffusion/exact/empirical';
import { type ExactReference, exactMixture } from '../diffusion/exact/mixture';
import { createRng, evaluationDraw } from '../lib/rng';
import type { DataSource } from '../types/dataSource';

/** The most points of a finite reference: an answer costs time in proportion. */
export const EMPIRICAL_POINTS = 5000;

/**
 * A table's rows, as many as a reference may have: all of them where there are no more, else different ones, the same at every call.
 * @param label of one class alone; null for every row
 * @returns [n, 2] standardised as samples are; null for a data set that is no table, and a class without rows
 */
export function tableRows(
  { id, units }: Pick<BoundPointDataset, 'id' | 'units'>,
  source: DataSource | undefined,
  label: number | null = null,
): Float32Array | null {
  if (id !== 'csv' || source?.kind !== 'points' || !units) return null;
  const { points, offset = [0, 0], labels } = source;
  const own: number[] = [];
  for (let row = 0; row < points.length / 2; row++)
    if (label === null || labels?.[row] === label) own.push(row);
  if (own.length === 0) return null;
  const rng = createRng(evaluationDraw('exactSample'));
  let missing = Math.min(EMPIRICAL_POINTS, own.length);
  const chosen = own.filter((_, i) => rng.uniform() * (own.length - i) < missing && missing-- > 0);
  const standardised = (row: number, axis: 0 | 1) =>
    (points[2 * row + axis] - (units.offset[axis] - offset[axis])) / units.scale[axis];
  return Float32Array.from(chosen.flatMap((row) => [standardised(row, 0), standardised(row, 1)]));
}

/** @param rows [n, 2] the whole of a finite data set, or null: a set without a density is then represented by draws */
export function exactReference(
  data: Pick<BoundPointDataset, 'sample' | 'mixture'>,
  rows: Float32Array | null = null,
): ExactReference {
  if (data.mixture) return exactMixture(data.mixture());
  const draws = () => data.sample(EMPIRICAL_POINTS, createRng(evaluationDraw('exactSample')));
  return exactEmpirical(rows ?? draws(), 2);
}
