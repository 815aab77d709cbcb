/** Real samples of a data set with noise for them: what pictures of the forward process dissolve. */

import type { DataConfig } from '../../config/openDataset';
import { evaluationDraw, fillNormal } from '../../lib/rng';
import type { DataSource } from '../../types/dataSource';

export interface RealSample {
  /** Of one element: [2] for a point, [height, width, channels] for an image. */
  readonly shape: readonly number[];
  /** [count, ...shape] */
  readonly samples: Float32Array;
  /** [count, ...shape] standard normal: the same at every time, and for every schedule in a comparison. */
  readonly eps: Float32Array;
  /** Half the height of a picture in standard deviations; of points alone. */
  readonly world: number;
}

/** The parts of the settings that pictures of real samples depend on. */
export type ShownData = DataConfig & { readonly source: DataSource | undefined };

export const dataOf = (
  { dataset, text, drawing }: DataConfig,
  source: DataSource | undefined,
): ShownData => ({
  dataset,
  text,
  drawing,
  source,
});

/** Own data are the same as one object alone: a file that is opened again may have changed under its name. */
export const isSameData = (a: ShownData | null, b: ShownData): boolean =>
  (['dataset', 'text', 'drawing', 'source'] as const).every((name) => a?.[name] === b[name]);

/** @returns [samples.length] standard normal, the same for every data set */
export const noiseFor = (samples: Float32Array): Float32Array =>
  fillNormal(new Float32Array(samples.length), evaluationDraw('displayNoise'));
