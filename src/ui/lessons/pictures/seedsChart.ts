/** Figures of models that were trained with several seeds: a dot for each, the mean as a stroke, and the floor of real data as a band. */
import { deviation, mean } from '../../../lib/studentT';
import { css } from '../../canvas/colour';
import { island } from '../../canvas/island';
import { dot, line, text } from '../../canvas/marks';
import { axes, logTicks, roundTicks } from '../../canvas/plot';
import type { Theme } from '../../canvas/theme';
import { figure } from '../../format';

export interface SeedsPicture {
  readonly rows: readonly {
    readonly label: string;
    /** One a seed. */
    readonly values: readonly number[];
    readonly ink?: keyof Pick<Theme['colours'], 'model' | 'data' | 'bad' | 'ink-2'>;
  }[];
  /** Of real data: mean and standard deviation; absent where the figure has none. */
  readonly floor?: { readonly mean: number; readonly spread: number };
  readonly name: string;
  readonly log: boolean;
}

/** "0.0023 ± 0.0004": mean and standard deviation over the seeds. */
export const seedsText = (values: readonly number[]): string =>
  `${figure(mean(values), 3)} ± ${figure(deviation(values), 1)}`;

/** "0.00064 ± 0.0001": of real data. */
export const floorText = ({ mean, spread }: { readonly mean: number; readonly spread: number }): string =>
  `${figure(mean, 2)} ± ${figure(spread, 1)}`;

const ROW_LABEL = 15;

export const seedsChart = island<SeedsPicture>(() => (surface, { rows, floor, name, log }) => {
  const { g, w, h, theme } = surface;
  const { colours } = theme;
  const box = { l: 10, r: w - 10, t: 6, b: h - 32 };
  const all = rows.flatMap(({ values }) => values);
  const least = Math.min(...all, floor ? floor.mean : Number.POSITIVE_INFINITY);
  const most = Math.max(...all);
  const [lo, hi] = log ? [least / 1.5, most * 1.5] : [Math.min(0, least), 1.1 * most];
  const ticks = log ? logTicks(lo, hi, 4) : roundTicks(lo, hi, 4);
  const { X } = axes(surface, box, { lo, hi, log, ticks, say: (v) => figure(v, 2), name }, { lo: 0, hi: 1 });
  for (const tick of ticks) line(surface, [X(tick), X(tick)], [box.t, box.b], colours.line, { width: 1 });
  if (floor) {
    const from = X(Math.max(lo, floor.mean - floor.spread));
    g.fillStyle = css(colours.data, 0.22);
    g.fillRect(from, box.t, X(floor.mean + floor.spread) - from, box.b - box.t);
  }
  const height = (box.b - box.t) / rows.length;
  rows.forEach(({ label, values, ink = 'model' }, i) => {
    const top = box.t + i * height;
    const y = top + ROW_LABEL + (height - ROW_LABEL) / 2;
    text(surface, label, box.l, top + ROW_LABEL - 3);
    text(surface, seedsText(values), box.r, top + ROW_LABEL - 3, { align: 'right' });
    const middle = X(mean(values));
    line(surface, [middle, middle], [y - 7, y + 7], colours[ink], { width: 2 });
    for (const value of values) dot(surface, X(value), y, 3.5, colours[ink]);
  });
});
