/** Quality against network evaluations, one line for each measured sampler, above the floor of real data. */
import type { QualityCurve } from '../../../state/sample/studies';
import * as words from '../../../words/sample';
import { island } from '../../canvas/island';
import { type Box, dot, emptyNote, line, text } from '../../canvas/marks';
import { axes, logTicks, shortCount } from '../../canvas/plot';

export interface CurveChartData {
  /** Label and curve; `own` is the sampler of the form. */
  readonly curves: readonly { readonly label: string; readonly own: boolean; readonly curve: QualityCurve }[];
  /** Evaluations of the samples that are shown. */
  readonly here: number | null;
  readonly name: string;
  /** The axis before there are measurements. */
  readonly range: readonly [number, number];
}

const DASHES: readonly (readonly number[])[] = [[], [2, 3], [6, 3], [1, 2], [9, 3, 2, 3]];

export const curveChart = island<CurveChartData>(
  () =>
    (surface, { curves, here, name, range }) => {
      const { w, h, theme } = surface;
      const { colours } = theme;
      const box: Box = { l: 44, r: w - 108, t: 26, b: h - 32 };
      const points = curves.flatMap(({ curve }) => curve.points);
      const values = points.flatMap(({ score }) => [score.value, score.floor]).filter((v) => v > 0);
      const lo = values.length > 0 ? 0.7 * Math.min(...values) : range[0];
      const hi = values.length > 0 ? Math.max(1.3 * Math.max(...values), 4 * lo) : range[1];
      const most = Math.max(100, here ?? 0, ...points.map(({ nfe }) => nfe));
      const { X, Y } = axes(
        surface,
        box,
        {
          lo: 1,
          hi: most,
          log: true,
          ticks: logTicks(1, most, 5),
          say: shortCount,
          name: words.networkEvaluations,
        },
        { lo, hi, log: true, ticks: logTicks(lo, hi, 3), name },
      );
      const floor = points.at(-1)?.score.floor;
      if (floor !== undefined && floor > 0) {
        line(surface, [box.l, box.r], [Y(floor), Y(floor)], colours.data, { width: 1.5, dash: [4, 3] });
        text(surface, words.realVsReal, box.r + 6, Y(floor), { base: 'middle', colour: colours.data });
      }
      if (points.length === 0) {
        emptyNote(surface, box, words.notMeasured);
        return;
      }
      curves.forEach(({ label, own, curve }, i) => {
        const colour = own ? colours.model : colours['ink-2'];
        const xs = curve.points.map(({ nfe }) => X(nfe));
        const ys = curve.points.map(({ score }) => Y(Math.max(score.value, lo)));
        const dash = own ? [] : DASHES[(i + 1) % DASHES.length];
        line(surface, xs, ys, colour, { width: own ? 2.2 : 1.4, dash });
        xs.forEach((x, k) => {
          dot(surface, x, ys[k], curve.points[k].nfe === here && own ? 4.5 : 2.5, colour);
        });
        const y = box.t + 4 + 18 * i;
        line(surface, [box.r + 6, box.r + 26], [y, y], colour, { width: own ? 2.2 : 1.4, dash });
        text(surface, label, box.r + 30, y, { base: 'middle', colour, weight: own ? 600 : 400 });
      });
    },
  { minInterval: 100 },
);
