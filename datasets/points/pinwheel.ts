/** The pinwheel has five arms, each a stretched Gaussian that bends more the farther out it is. */

import { datasets } from '../../src/words/config';
import { builtIn } from '../pointDataset';
import { standardised } from './standardise';

const ARMS = 5;
const RADIAL_STD = 0.3;
const TANGENTIAL_STD = 0.1;
/** Bend: an angle of 0.25 e^r at distance r along the arm. */
const RATE = 0.25;

/**
 * Johnson et al. 2016 (SVAE). A turn keeps distances from the centre, so E|x|² is that of the straight arm,
 * 1 + radial² + tangential², and the five-fold symmetry puts the mean at 0.
 */
export const pinwheel = builtIn(
  datasets.pinwheel,
  standardised(
    (rng) => {
      const arm = rng.integer(ARMS);
      const along = 1 + RADIAL_STD * rng.normal();
      const across = TANGENTIAL_STD * rng.normal();
      const angle = (2 * Math.PI * arm) / ARMS + RATE * Math.exp(along);
      const cos = Math.cos(angle);
      const sin = Math.sin(angle);
      return [along * cos - across * sin, along * sin + across * cos];
    },
    { mean: [0, 0], variance: (1 + RADIAL_STD ** 2 + TANGENTIAL_STD ** 2) / 2 },
  ),
);
