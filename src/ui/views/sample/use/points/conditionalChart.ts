/** The distribution of the drawn coordinate as a histogram, under the exact conditional density where that is known. */
import type { Conditional } from '../../../../../types/quality';
import * as words from '../../../../../words/samplePoints';
import { css } from '../../../../canvas/colour';
import { island, type Surface } from '../../../../canvas/island';
import { type Box, emptyNote, line, text } from '../../../../canvas/marks';
import { axes, roundTicks, type Scale } from '../../../../canvas/plot';

export interface ConditionalChartData {
  /** [n] in standardised units; null before there are any. */
  readonly values: Float32Array | null;
  /** Null where it is not known. */
  readonly exact: Pick<Conditional, 'places' | 'density'> | null;
  /** Half the range that is shown. */
  readonly world: number;
  /** To the user's own units: offset + scale × standardised. */
  readonly units: { readonly offset: number; readonly scale: number };
  /** Of the drawn coordinate, and of its density. */
  readonly names: { readonly axis: string; readonly density: string };
}

const BINS = 64;

/** The density of values by bins, over −world … world. */
function histogram(values: Float32Array, world: number): Float64Array {
  const heights = new Float64Array(BINS);
  const width = (2 * world) / BINS;
  for (const value of values) {
    const bin = Math.floor((value + world) / width);
    if (bin >= 0 && bin < BINS) heights[bin] += 1 / (values.length * width);
  }
  return heights;
}

function drawBars({ g, theme }: Surface, box: Box, heights: Float64Array, Y: Scale): void {
  const width = (box.r - box.l) / BINS;
  g.fillStyle = css(theme.colours.model, 0.55);
  for (const [bin, height] of heights.entries())
    g.fillRect(box.l + bin * width, Y(height), Math.max(1, width - 1), box.b - Y(height));
}

export const conditionalChart = island<ConditionalChartData>(
  () =>
    (surface, { values, exact, world, units, names }) => {
      const { w, h, theme } = surface;
      const { colours } = theme;
      const box: Box = { l: 34, r: w - 10, t: 26, b: h - 34 };
      const heights = values ? histogram(values, world) : new Float64Array(BINS);
      const most = Math.max(1e-3, ...heights, ...(exact?.density ?? [0.4]));
      // densities are per standardised unit; the ticks below in the units of the data
      const own = (value: number) => units.offset + units.scale * value;
      const [lo, hi] = [own(-world), own(world)];
      const { X, Y } = axes(
        surface,
        box,
        { lo, hi, ticks: roundTicks(lo, hi, 6), name: names.axis },
        { lo: 0, hi: 1.1 * most, ticks: roundTicks(0, 1.1 * most, 3), name: names.density },
      );
      if (!values) {
        emptyNote(surface, box, words.distributionAppears);
        return;
      }
      drawBars(surface, box, heights, Y);
      text(surface, words.drawn, w - 10, 12, { align: 'right', colour: colours.model });
      if (!exact) return;
      const inside = [...exact.places.keys()].filter((i) => Math.abs(exact.places[i]) <= world);
      const xs = inside.map((i) => X(own(exact.places[i])));
      const ys = inside.map((i) => Y(exact.density[i]));
      line(surface, xs, ys, colours.data, { width: 2 });
      text(surface, words.exact, w - 66, 12, { align: 'right', colour: colours.data });
    },
);
