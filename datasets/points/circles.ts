/** Two circles, one inside the other. */

import { datasets, inner, outer } from '../../src/words/config';
import { builtIn } from '../pointDataset';
import { joinCurves, noisyCurve } from './standardise';

const circle = (radius: number) => (u: number) =>
  [radius * Math.cos(2 * Math.PI * u), radius * Math.sin(2 * Math.PI * u)] as const;

/** Radii 1 and 1/2, half of the points on each, as scikit-learn's `make_circles`; noise 0.05. */
export const circles = builtIn(datasets.circles, {
  ...noisyCurve(
    joinCurves([
      { share: 1 / 2, curve: circle(1) },
      { share: 1 / 2, curve: circle(0.5) },
    ]),
    0.05,
  ),
  classes: [outer, inner],
});
