/** The checkerboard is uniform on the eight dark squares of a four by four board, each of which is a class. */

import { datasets } from '../../src/words/config';
import { builtIn } from '../pointDataset';
import { standardised } from './standardise';

/** Each axis alone is uniform on [-2, 2), so its variance is 16/12. */
export const checkerboard = builtIn(datasets.checkerboard, {
  ...standardised(
    (rng) => {
      const x = 4 * rng.uniform() - 2;
      const column = Math.floor(x);
      const upper = rng.integer(2);
      const row = 2 * upper + (column & 1) - 2;
      return [x, row + rng.uniform(), 2 * (column + 2) + upper];
    },
    { mean: [0, 0], variance: 16 / 12 },
  ),
  classes: Array.from({ length: 8 }, (_, square) => String(square)),
});
