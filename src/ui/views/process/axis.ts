/** The one time axis of the Process view: data at the left, noise at the right, the same gutters in every picture. */
import type { Surface } from '../../canvas/island';
import { line } from '../../canvas/marks';

/** Below this width of a picture the gutters are narrow; the stylesheet has the same number. */
const NARROW = 600;

export const gutterOf = (w: number): number => (w < NARROW ? 40 : 56);

export const isNarrow = (w: number): boolean => w < NARROW;

/** @returns a map from positions in [0, 1] to CSS pixels on a picture of width w */
export const axisOf = (w: number) => {
  const gutter = gutterOf(w);
  return (position: number): number => gutter + position * (w - 2 * gutter);
};

/** The position, within [0, 1], at x on a picture of width w. */
export const positionUnder = (x: number, w: number): number => {
  const gutter = gutterOf(w);
  return Math.min(1, Math.max(0, (x - gutter) / Math.max(1, w - 2 * gutter)));
};

/** An arrow along y with its point at the head. */
export function verticalArrow(surface: Surface, x: number, from: number, to: number, width: number) {
  const { g, theme } = surface;
  const colour = theme.colours.ink;
  line(surface, [x, x], [from, to], colour, { width });
  const direction = Math.sign(to - from);
  if (Math.abs(to - from) < 2) return;
  line(surface, [x - 3, x, x + 3], [to - 4 * direction, to, to - 4 * direction], colour, { width });
  g.setLineDash([]);
}
