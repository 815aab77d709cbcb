/** The smiley is a drawing of our own: a face, two eyes and a smile. */

import { datasets } from '../../src/words/config';
import { builtIn } from '../pointDataset';
import { type Curve, joinCurves, noisyCurve } from './standardise';

const ellipse = (x: number, y: number, width: number, height: number, from: number, to: number): Curve => {
  return (u) => {
    const angle = from + (to - from) * u;
    return [x + width * Math.cos(angle), y + height * Math.sin(angle)];
  };
};

/** Radius 1, noise 0.035. Half of the points draw the face. */
export const smiley = builtIn(
  datasets.smiley,
  noisyCurve(
    joinCurves([
      { share: 4 / 8, curve: ellipse(0, 0, 1, 1, 0, 2 * Math.PI) },
      { share: 1 / 8, curve: ellipse(-0.35, 0.3, 0.07, 0.15, 0, 2 * Math.PI) },
      { share: 1 / 8, curve: ellipse(0.35, 0.3, 0.07, 0.15, 0, 2 * Math.PI) },
      { share: 2 / 8, curve: ellipse(0, -0.05, 0.58, 0.55, Math.PI * 1.08, Math.PI * 1.92) },
    ]),
    0.035,
  ),
);
