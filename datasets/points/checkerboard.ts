/** The checkerboard is uniform on the eight dark squares of a four by four board. */

import { builtIn } from '../pointDataset';
import { standardised } from './standardise';

/** Each axis alone is uniform on [-2, 2), so its variance is 16/12. */
export const checkerboard = builtIn(
  { label: 'Checkerboard', noun: 'a checkerboard' },
  standardised(
    (rng) => {
      const x = 4 * rng.uniform() - 2;
      const column = Math.floor(x);
      const row = 2 * rng.integer(2) + (column & 1) - 2;
      return [x, row + rng.uniform()];
    },
    { mean: [0, 0], variance: 16 / 12 },
  ),
);
