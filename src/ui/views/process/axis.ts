/** The one time axis of the Process view: data at the left, noise at the right, the same gutters in every picture. */
import type { Surface } from '../../canvas/island';
import { line } from '../../canvas/plot';

/** Below this width of a picture the gutters are narrow; the stylesheet has the same number. */
const NARROW = 600;

export const gutterOf = (w: number): number => (w < NARROW ? 40 : 56);

export const isNarrow = (w: number): boolean => w < NARROW;

/** From positions in [0, 1] to CSS pixels. */
export const axisOf = (w: number) => {
  const gutter = gutterOf(w);
  return (position: number): number => gutter + position * (w - 2 * gutter);
};

/** The position under a place on a picture, within [0, 1]. */
export const positionUnder = (x: number, w: number): number => {
  const gutter = gutterOf(w);
  return Math.min(1, Math.max(0, (x - gutter) / Math.max(1, w - 2 * gutter)));
};

/** Draws within a rectangle only. */
export function clipped(
  { g }: Surface,
  box: { l: number; t: number; r: number; b: number },
  draw: () => void,
) {
  g.save();
  g.beginPath();
  g.rect(box.l, box.t, box.r - box.l, box.b - box.t);
  g.clip();
  draw();
  g.restore();
}

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
