/** Places the plane of the data on a canvas: centred, with one scale for both axes. */
import type { Placing } from '../canvas/splat';

/** Half the height of a stage in standard deviations of the data. */
export const WORLD = 2.35;

export const placeOn = (w: number, h: number, world = WORLD): Placing => ({
  centreX: w / 2,
  centreY: h / 2,
  perUnit: Math.min(w, h) / 2 / world,
});
