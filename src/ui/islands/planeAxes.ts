/** The axes of a plane whose points came with units of their own: a few ticks along two edges, and the names of the columns. */
import { withMinus } from '../../lib/numbers';
import { language } from '../../words/language';
import type { Surface } from '../canvas/island';
import { line, text } from '../canvas/marks';
import type { Placing } from '../canvas/splat';

export interface PlaneAxes {
  /** original = offset + scale × standardised */
  readonly offset: readonly [x: number, y: number];
  readonly scale: readonly [x: number, y: number];
  readonly names: readonly [x: string, y: string];
}

/** Draws the axes of a plane. @param below whether another text stands at the top left */
export type DrawAxes = (surface: Surface, placing: Placing, below: boolean) => void;

/** CSS pixels. */
const TICK = 4;
const DIGIT = 6.2;
/** Between the labels of two ticks on the x axis. */
const GAP = 26;
/** Between two ticks on the y axis. */
const LINE = 52;
/** At both ends of an axis, where the labels of the other one are. */
const CORNER = 34;
const LONGEST_NAME = 28;

/** The power of ten of a number's first digit. */
const powerOf = (value: number) => Math.floor(Math.log10(value) + 1e-9);

/** 1, 2 or 5 times a power of ten, and not less than `least`. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((each) => each * power >= least * (1 - 1e-9))!;
  return factor * power;
}

/** Round numbers in lo … hi, at least `least` apart, with as many digits as tell them apart. */
export function ticksBetween(lo: number, hi: number, least: number): { value: number; label: string }[] {
  const step = niceStep(least);
  const decimals = Math.max(0, -powerOf(step));
  const far = Math.max(Math.abs(lo), Math.abs(hi));
  const label = (value: number) =>
    withMinus(
      far >= 1e13 || decimals > 6
        ? value.toExponential(Math.max(0, powerOf(far) - powerOf(step)))
        : value.toLocaleString(language, {
            minimumFractionDigits: decimals,
            maximumFractionDigits: decimals,
          }),
    );
  const first = Math.ceil(lo / step);
  const last = Math.floor(hi / step);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
    const value = (first + i) * step + 0; // + 0: no tick is minus zero
    return { value, label: label(value) };
  });
}

const shortened = (name: string) =>
  name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;

/** @param below whether another text stands at the top left, so that the name of the y axis goes below it */
export function drawPlaneAxes(surface: Surface, placing: Placing, axes: PlaneAxes, below: boolean): void {
  const { w, h, theme } = surface;
  const { centreX, centreY, perUnit } = placing;
  const style = { colour: theme.colours['ink-3'], halo: theme.colours.stage, size: w < 280 ? 10 : 11 };
  const [offsetX, offsetY] = axes.offset;
  const pixels = [perUnit / axes.scale[0], perUnit / axes.scale[1]]; // per original unit
  const X = (value: number) => centreX + (value - offsetX) * pixels[0];
  const Y = (value: number) => centreY - (value - offsetY) * pixels[1];
  const edge = theme.colours['line-2'];

  const left = offsetX + (CORNER - centreX) / pixels[0];
  const right = offsetX + (w - CORNER - centreX) / pixels[0];
  const roomy = ticksBetween(left, right, 60 / pixels[0]);
  const widest = Math.max(0, ...roomy.map(({ label }) => label.length));
  for (const { value, label } of ticksBetween(left, right, (widest * DIGIT + GAP) / pixels[0])) {
    line(surface, [X(value), X(value)], [h, h - TICK], edge, { width: 1 });
    text(surface, label, X(value), h - TICK - 4, { ...style, align: 'center' });
  }
  const low = offsetY + (centreY - (h - CORNER)) / pixels[1];
  const high = offsetY + (centreY - CORNER - (below ? 18 : 0)) / pixels[1];
  for (const { value, label } of ticksBetween(low, high, LINE / pixels[1])) {
    line(surface, [0, TICK], [Y(value), Y(value)], edge, { width: 1 });
    text(surface, label, TICK + 4, Y(value), { ...style, base: 'middle' });
  }
  text(surface, `${shortened(axes.names[0])} →`, w - 8, h - 26, { ...style, align: 'right' });
  text(surface, `↑ ${shortened(axes.names[1])}`, 14, below ? 40 : 22, style);
}
