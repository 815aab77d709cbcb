/** The spiral is a pair of Archimedean arms around one centre. */

import { datasets } from '../../src/words/config';
import { builtIn } from '../pointDataset';
import { joinCurves, noisyCurve } from './standardise';

const TURNS = 1.25;

/** One arm from radius 0.1 to 1; the square root keeps points about evenly spaced along it. */
const arm = (start: number) => (u: number) => {
  const way = Math.sqrt(u);
  const radius = 0.1 + 0.9 * way;
  const angle = start + 2 * Math.PI * TURNS * way;
  return [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
};

/** Neighbouring arms are 0.36 apart; noise 0.03. */
export const spiral = builtIn(
  datasets.spiral,
  noisyCurve(
    joinCurves([
      { share: 1 / 2, curve: arm(0) },
      { share: 1 / 2, curve: arm(Math.PI) },
    ]),
    0.03,
  ),
);
