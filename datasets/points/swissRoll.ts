/** The swiss roll is a spiral of one and a half turns, seen from the side of scikit-learn's three-dimensional roll. */

import { datasets } from '../../src/words/config';
import { builtIn } from '../pointDataset';
import { noisyCurve } from './standardise';

/** Turns are 2π apart; noise 0.5, as scikit-learn's `make_swiss_roll` is commonly used in two dimensions. */
export const swissRoll = builtIn(
  datasets.swissRoll,
  noisyCurve((u) => {
    const t = 1.5 * Math.PI * (1 + 2 * u);
    return [t * Math.cos(t), t * Math.sin(t)];
  }, 0.5),
);
