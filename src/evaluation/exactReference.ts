/** The exact answers for a data set: of its density where that is a mixture, of the rows of a table, else of an estimate of the density. */
import type { BoundPointDataset } from '../../datasets';
import { exactEmpirical } from '../diffusion/exact/empirical';
import { type ExactReference, exactMixture } from '../diffusion/exact/mixture';
import { smoothed } from '../diffusion/exact/smoothed';
import { createRng, evaluationDraw } from '../lib/rng';
import type { DataSource } from '../types/dataSource';

/** The most points of a finite reference: an answer costs time in proportion. */
export const EMPIRICAL_POINTS = 5000;
/**
 * Of the kernels about so many draws, in standard deviations of the data. With it the loss floors of checkerboard and pinwheel are at most
 * 4 % above those of 200 000 draws at each level, where without kernels they are up to 3.7 times as large.
 */
const BANDWIDTH = 0.07;

/** Rows of a table that stand for all of it. */
export interface TableRows {
  /** [n, 2] standardised as samples are */
  readonly points: Float32Array;
  /** Whether these are all of the rows. */
  readonly areAll: boolean;
}

/**
 * A table's rows, as many as a reference may have: all of them where there are no more, else different ones, the same at every call.
 * @param label of one class alone; null for every row
 * @returns null for a data set that is no table, and a class without rows
 */
export function tableRows(
  { id, units }: Pick<BoundPointDataset, 'id' | 'units'>,
  source: DataSource | undefined,
  label: number | null = null,
): TableRows | null {
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
  return {
    points: Float32Array.from(chosen.flatMap((row) => [standardised(row, 0), standardised(row, 1)])),
    areAll: chosen.length === own.length,
  };
}

/** @param rows of a finite data set, or null: of a set without a formula for its density, draws are taken */
export function exactReference(
  data: Pick<BoundPointDataset, 'sample' | 'mixture'>,
  rows: TableRows | null = null,
): ExactReference {
  if (data.mixture) return exactMixture(data.mixture());
  if (rows?.areAll) return exactEmpirical(rows.points, 2);
  const draws = rows?.points ?? data.sample(EMPIRICAL_POINTS, createRng(evaluationDraw('exactSample')));
  return smoothed(exactEmpirical(draws, 2), BANDWIDTH);
}
