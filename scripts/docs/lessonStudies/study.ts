/** What the studies of lessons share: the small network that they train, and how its samples are measured. */
import type { BoundPointDataset } from '../../../datasets';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import type { DataConfig } from '../../../src/config/openDataset';
import { deviation, mean } from '../../../src/lib/studentT';
import { measureOf, POINTS } from '../../../tests/tensor/learning';

/** Small, so that a study takes minutes on a processor; all else is the page's default. */
export const SMALL = { width: 64, depth: 2, batchSize: 128, trainingSteps: 1500 } as const;

export const SEEDS = [1, 2, 3] as const;

interface Measured {
  /** Figures by name: energy distances of 5 000 samples, or what the study says. */
  readonly figures: Readonly<Record<string, number>>;
  /** [n, 2] samples by name, for the picture. */
  readonly clouds?: Readonly<Record<string, Float32Array>>;
}

export interface Study extends DataConfig {
  /** What the picture says of the runs: computed, not written. */
  readonly facts: Readonly<Record<string, number | readonly number[]>>;
  /** The models that are compared, each trained anew for every seed. */
  readonly models: readonly string[];
  measure(model: string, seed: number): Promise<Measured>;
}

/** Points that the moons and the roll have: no text, no drawing. */
export const dataOf = (dataset: RunConfig['dataset']): DataConfig => ({ dataset, text: '', drawing: '' });

export const configOf = (changes: Partial<RunConfig>): RunConfig => ({
  ...DEFAULT_CONFIG,
  ...SMALL,
  ...changes,
});

export const distanceOf = (samples: Float32Array, dataset: BoundPointDataset): number =>
  measureOf(dataset).distance(samples);

/** The energy distance of as many real points, over several sets. */
export function floorOf(dataset: BoundPointDataset) {
  const { floors } = measureOf(dataset);
  const round = (value: number) => Number(value.toPrecision(4));
  return { mean: round(mean(floors)), spread: round(deviation(floors)), n: POINTS };
}
