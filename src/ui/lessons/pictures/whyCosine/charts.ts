/** Where linear and cosine spend their steps, and the error of DDIM by the number of steps. */
import { CHAINS, type ChainId, TOTAL } from '../../../../diffusion/lab1d/whyCosine';
import { logSnr } from '../../../../diffusion/process';
import * as words from '../../../../words/lessons/pictures/whyCosine';
import { css } from '../../../canvas/colour';
import { island } from '../../../canvas/island';
import { clipped, dot, line, text } from '../../../canvas/marks';
import { axes } from '../../../canvas/plot';
import type { Theme } from '../../../canvas/theme';
import { decimal } from '../controls';

/** Below this log SNR less than a fiftieth of the variance is signal. */
export const SETTLED = -4;
const DOTS = 25;

const hueOf = ({ colours }: Theme, id: ChainId) => (id === 'linear' ? colours.a : colours.b);
const dashOf = (id: ChainId) => (id === 'linear' ? [] : [7, 3]);
const IDS = Object.keys(CHAINS) as ChainId[];

export const spendingChart = island<{ readonly skipped: number }>(() => (surface, { skipped }) => {
  const { g, w, h, theme } = surface;
  const box = { l: 30, r: w - 8, t: 18, b: h - 32 };
  const { X, Y } = axes(
    surface,
    box,
    { lo: 0, hi: 1, ticks: [0, 0.25, 0.5, 0.75, 1], name: 't / T' },
    { lo: -12, hi: 10, ticks: [-8, -4, 0, 4, 8], say: (v) => decimal(v, 0), name: 'log SNR' },
  );
  g.fillStyle = css(theme.colours['ink-3'], 0.14);
  g.fillRect(box.l, Y(SETTLED), box.r - box.l, box.b - Y(SETTLED));
  text(surface, words.settled, box.l + 6, box.b - 8, { colour: theme.colours['ink-2'] });
  if (skipped > 0) {
    g.fillStyle = css(theme.colours.bad, 0.12);
    g.fillRect(X(1 - skipped), box.t, box.r - X(1 - skipped), box.b - box.t);
  }
  for (const id of IDS) {
    const colour = hueOf(theme, id);
    const ts = Float64Array.from({ length: 201 }, (_, i) => Math.round((i / 200) * (TOTAL - 1)));
    const at = (t: number) => Y(logSnr(CHAINS[id].level(t)));
    clipped(surface, box, () => {
      line(
        surface,
        ts.map((t) => X(t / (TOTAL - 1))),
        ts.map(at),
        colour,
        { width: 2, dash: dashOf(id) },
      );
      for (let i = 1; i <= DOTS; i++) {
        const t = (i / DOTS) * (TOTAL - 1);
        dot(surface, X(i / DOTS), at(Math.round(t)), 3, colour);
      }
    });
  }
  IDS.forEach((id, k) => {
    const y = box.t + 6 + 16 * k;
    line(surface, [box.r - 86, box.r - 56], [y, y], hueOf(theme, id), { width: 2, dash: dashOf(id) });
    text(surface, words.schedules[id], box.r - 50, y, { base: 'middle', colour: hueOf(theme, id) });
  });
});

export interface ErrorsPicture {
  readonly counts: readonly number[];
  readonly errors: Readonly<Record<ChainId, readonly number[]>>;
  readonly steps: number;
}

export const errorsChart = island<ErrorsPicture>(() => (surface, { counts, errors, steps }) => {
  const { w, h, theme } = surface;
  const box = { l: 44, r: w - 10, t: 18, b: h - 32 };
  const { X, Y } = axes(
    surface,
    box,
    { lo: 8, hi: 250, log: true, ticks: [10, 20, 50, 200], name: words.stepsBack },
    { lo: 0.002, hi: 0.15, log: true, ticks: [0.003, 0.01, 0.03, 0.1], name: words.distance },
  );
  for (const id of IDS) {
    const colour = hueOf(theme, id);
    line(surface, counts.map(X), errors[id].map(Y), colour, { width: 2, dash: dashOf(id) });
    counts.forEach((count, i) => {
      dot(surface, X(count), Y(errors[id][i]), count === steps ? 5 : 2.5, colour);
    });
  }
});
