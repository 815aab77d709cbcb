/** Quality against network evaluations, a line a sampler, over the floor of real data. Lines differ by mark and dash, not by hue alone. */

import * as words from '../../../../words/train/race';
import { oklch, type Rgb } from '../../../canvas/colour';
import { island } from '../../../canvas/island';
import { line, text } from '../../../canvas/marks';
import { axes, logTicks, shortCount } from '../../../canvas/plot';

interface RaceSeries {
  /** Index of its mark. */
  readonly mark: number;
  readonly nfe: readonly number[];
  readonly distances: readonly number[];
}

export interface RaceChartData {
  readonly series: readonly RaceSeries[];
  readonly floor: number | null;
  /** The most evaluations that will be tried. */
  readonly most: number;
}

/** A mark each, in the order of the samplers; tables show the same. */
export const MARKS = ['●', '■', '▲', '◆', '▼', '✚', '★'] as const;
const DASHES: readonly (readonly number[])[] = [[], [7, 3], [2, 3], [9, 3, 2, 3], [4, 2], [1, 2], [12, 4]];
/** None is the orange of data; they also differ in lightness. */
const HUES = [256, 150, 330, 200, 20, 290, 110] as const;

export const markColour = (mark: number, dark: boolean): Rgb =>
  oklch((dark ? 0.72 : 0.5) + 0.05 * (mark % 3), 0.14, HUES[mark % HUES.length]);

export const raceChart = island<RaceChartData>(
  () =>
    (surface, { series, floor, most }) => {
      const { w, h, theme } = surface;
      const { colours } = theme;
      const box = { l: 48, r: w - 44, t: 12, b: h - 34 };
      const values = [...series.flatMap(({ distances }) => distances), ...(floor === null ? [] : [floor])];
      const positive = values.filter((v) => v > 0 && Number.isFinite(v));
      const lo = positive.length > 0 ? 0.7 * Math.min(...positive) : 0.001;
      const hi = positive.length > 0 ? Math.max(1.3 * Math.max(...positive), 4 * lo) : 1;
      const { X, Y } = axes(
        surface,
        box,
        {
          lo: 1,
          hi: Math.max(10, most),
          log: true,
          ticks: logTicks(1, Math.max(10, most), 7),
          say: shortCount,
          name: words.evaluationsAxis,
        },
        { lo, hi, log: true, ticks: logTicks(lo, hi, 4) },
      );
      if (floor !== null && floor > 0) {
        line(surface, [box.l, box.r], [Y(floor), Y(floor)], colours.data, { width: 1.25, dash: [4, 3] });
        text(surface, words.floor, w, Y(floor), { align: 'right', base: 'middle', colour: colours.data });
      }
      for (const { mark, nfe, distances } of series) {
        const colour = markColour(mark, theme.dark);
        const xs = nfe.map(X);
        const ys = distances.map((v) => Y(Math.max(v, lo)));
        line(surface, xs, ys, colour, { width: 1.75, dash: DASHES[mark % DASHES.length] });
        for (const [i, x] of xs.entries())
          text(surface, MARKS[mark % MARKS.length], x, ys[i], {
            align: 'center',
            base: 'middle',
            size: 12,
            colour,
            halo: colours.paper,
          });
      }
    },
  { minInterval: 100 },
);
