/** Points in the plane: energy distance judges them, and they have paths, a density and a score field. */

import { type DataConfig, openDataset } from '../../config/openDataset';
import { lastFrame } from '../../lib/lastFrame';
import { createRng, evaluationDraw } from '../../lib/rng';
import type { DataSource } from '../../types/dataSource';
import type { Trajectory } from '../../types/trajectory';
import * as words from '../../words/findings';
import { WORLD } from '../islands/place';
import type { FamilyView } from './family';
import { noiseFor, type RealSample } from './realSample';

export const POINTS: FamilyView = {
  id: 'points',
  noun: words.points.noun,
  measure: words.points.measure,
  measureInFull: words.points.measure,
  planar: true,
  boundSamples: 512, // a standard error of a few hundredths of a nat, in a few seconds on a processor
  secondFigure: ({ second: { value, floor, spread } }) => words.points.second(value, floor, spread),
};

interface Box {
  readonly min: readonly number[];
  readonly max: readonly number[];
}

/** Half the height of the plane that shows a data set whole, in standard deviations. */
export const worldOf = ({ min, max }: Box): number =>
  Math.max(WORLD, 1.12 * Math.max(...min.map(Math.abs), ...max.map(Math.abs)));

/** The same for the samples of a model whose data are not here. */
export const worldOfSamples = (trajectory: Trajectory): number =>
  lastFrame(trajectory).reduce((most, value) => Math.max(most, 1.12 * Math.abs(value)), WORLD);

/** @returns `count` points, the same at every call @throws DataSourceError where there are no points yet */
export async function realPoints(
  config: DataConfig,
  source: DataSource | undefined,
  count: number,
): Promise<RealSample> {
  const { sample, box } = openDataset(config, source);
  const samples = sample(count, createRng(evaluationDraw('displayData')));
  return { shape: [2], samples, eps: noiseFor(samples), world: worldOf(box) };
}
