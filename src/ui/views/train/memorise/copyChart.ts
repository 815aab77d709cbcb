/** Above: the share of copies, over that of fresh data. Below: the loss on training examples and on held-out data. By training step. */
import type { MemorisationReport } from '../../../../types/memorisation';
import * as words from '../../../../words/train/memorise';
import { island, type Surface } from '../../../canvas/island';
import { type Box, dot, emptyNote, line, text } from '../../../canvas/marks';
import { axes, logTicks, shortCount } from '../../../canvas/plot';
import { decimal, percent } from '../../../format';

export interface CopyChartData {
  readonly reports: readonly MemorisationReport[];
  readonly trainingSteps: number;
  /** Said in the empty frame. */
  readonly empty: string;
}

/** The least first step of the axis. */
const FIRST = 10;

type Colour = Surface['theme']['colours']['ink'];

function series(surface: Surface, xs: number[], ys: number[], colour: Colour, dash: readonly number[] = []) {
  line(surface, xs, ys, colour, { width: 2, dash });
  for (const [i, x] of xs.entries()) dot(surface, x, ys[i], 2.2, colour);
}

/** Names at the right ends of two lines, kept apart. */
function endNames(
  surface: Surface,
  box: Box,
  ends: readonly { readonly y: number; readonly name: string; readonly colour: Colour }[],
) {
  const [upper, lower] = [...ends].sort((a, b) => a.y - b.y);
  const apart = Math.max(0, 13 - (lower.y - upper.y)) / 2;
  for (const [end, shift] of [
    [upper, -apart],
    [lower, apart],
  ] as const)
    text(surface, end.name, box.r + 6, Math.min(Math.max(end.y + shift, box.t + 4), box.b - 2), {
      base: 'middle',
      colour: end.colour,
    });
}

export const copyChart = island<CopyChartData>(
  () =>
    (surface, { reports, trainingSteps, empty }) => {
      const { w, h, theme } = surface;
      const { colours } = theme;
      const right = w - 92;
      const upper = { l: 44, r: right, t: 16, b: h * 0.44 };
      const lower = { l: 44, r: right, t: h * 0.44 + 24, b: h - 34 };
      const first = Math.min(FIRST, reports[0]?.step ?? FIRST);
      const last = Math.max(trainingSteps, reports.at(-1)?.lossStep ?? 0, 10 * FIRST);
      const steps = { lo: first, hi: last, log: true } as const;
      const ticks = logTicks(first, last, 5);
      const shares = [0, 0.5, 1];
      const above = axes(
        surface,
        upper,
        { ...steps, ticks, say: () => '' },
        { lo: 0, hi: 1, ticks: shares, say: (v) => percent(v), name: words.copies },
      );
      const values = reports.flatMap(({ losses }) => [losses.training, losses.heldOut]).filter((v) => v > 0);
      const lo = values.length > 0 ? Math.min(...values) / 1.15 : 0.1;
      const hi = values.length > 0 ? Math.max(...values) * 1.15 : 1;
      const below = axes(
        surface,
        lower,
        { ...steps, ticks, say: shortCount, name: words.stepAxis },
        {
          lo,
          hi,
          log: true,
          ticks: logTicks(lo, hi, 3),
          say: (v) => decimal(+v.toPrecision(2)),
          name: words.lossAxis,
        },
      );
      if (reports.length === 0) {
        emptyNote(surface, { ...upper, b: lower.b }, empty);
        return;
      }
      const xs = reports.map(({ step }) => above.X(step));
      const newest = reports[reports.length - 1];
      const floorY = above.Y(newest.copies.floor);
      line(surface, [upper.l, upper.r], [floorY, floorY], colours.data, { width: 1.25, dash: [4, 3] });
      series(
        surface,
        xs,
        reports.map(({ copies }) => above.Y(copies.share)),
        colours.model,
      );
      const training = reports.map(({ losses }) => below.Y(losses.training));
      const outside = reports.map(({ losses }) => below.Y(losses.heldOut));
      const lossXs = reports.map(({ lossStep }) => below.X(lossStep));
      series(surface, lossXs, outside, colours.data, [5, 3]);
      series(surface, lossXs, training, colours.model);
      endNames(surface, upper, [
        { y: above.Y(newest.copies.share), name: words.copies, colour: colours.model },
        { y: floorY, name: words.freshData, colour: colours.data },
      ]);
      endNames(surface, lower, [
        { y: training[training.length - 1], name: words.examples, colour: colours.model },
        { y: outside[outside.length - 1], name: words.heldOut, colour: colours.data },
      ]);
    },
  { minInterval: 100 },
);
