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

/** Equal keys have equal data. */
export const dataKey = ({ dataset, text, drawing }: DataConfig, source: DataSource | undefined): string =>
  [dataset, text, drawing, source?.name].join('|');

/** @returns [samples.length] standard normal, the same for every data set */
export const noiseFor = (samples: Float32Array): Float32Array =>
  fillNormal(new Float32Array(samples.length), evaluationDraw('displayNoise'));
