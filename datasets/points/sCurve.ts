/** The S-curve is two three-quarter circles of opposite turn, end to end. */

import { datasets } from '../../src/words/config';
import { builtIn } from '../pointDataset';
import { noisyCurve } from './standardise';

/** scikit-learn's `make_s_curve` seen from the side; radius 1, noise 0.08. */
export const sCurve = builtIn(
  datasets.sCurve,
  noisyCurve((u) => {
    const t = 3 * Math.PI * (u - 0.5);
    return [Math.sin(t), Math.sign(t) * (Math.cos(t) - 1)];
  }, 0.08),
);
