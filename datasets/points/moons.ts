/** Two moons are two half circles that reach into each other. */

import * as words from '../../src/words/config';
import { builtIn } from '../pointDataset';
import { joinCurves, noisyCurve } from './standardise';

const upper = (u: number) => [Math.cos(Math.PI * u), Math.sin(Math.PI * u)] as const;
const lower = (u: number) => [1 - Math.cos(Math.PI * u), 0.5 - Math.sin(Math.PI * u)] as const;

/** Radius 1, as scikit-learn's `make_moons`; noise 0.07. */
export const moons = builtIn(words.datasets.moons, {
  ...noisyCurve(
    joinCurves([
      { share: 1 / 2, curve: upper },
      { share: 1 / 2, curve: lower },
    ]),
    0.07,
  ),
  classes: [words.upper, words.lower],
});
