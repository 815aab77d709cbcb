/** A sparkline of the schedule: how much signal it keeps, in the colours of the samples. */

import * as stageWords from '../../words/stage';
import { css } from '../canvas/colour';
import { island } from '../canvas/island';
import { cursor, line, text } from '../canvas/marks';
import { tint } from '../canvas/theme';

export interface SparkData {
  /** Share of the variance that is signal, evenly over the time axis, data first; null where the settings give no schedule. */
  readonly signal: readonly number[] | null;
  readonly position: number;
}

export const spark = island<SparkData>(
  () =>
    (surface, { signal, position }) => {
      const { g, w, h, theme } = surface;
      const { colours } = theme;
      if (!signal) {
        text(surface, stageWords.noSchedule, 0, h / 2, { base: 'middle' });
        return;
      }
      const last = signal.length - 1;
      const bottom = h - 14;
      const xs = signal.map((_, i) => (i / last) * w);
      const ys = signal.map((v) => 4 + (1 - v) * (bottom - 4));
      const fill = g.createLinearGradient(0, 0, w, 0);
      for (let i = 0; i <= 8; i++)
        fill.addColorStop(
          i / 8,
          css(tint(theme, colours.model, Math.sqrt(signal[Math.round((i / 8) * last)])), 0.28),
        );
      g.beginPath();
      for (const [i, x] of xs.entries()) g.lineTo(x, ys[i]);
      g.lineTo(w, bottom);
      g.lineTo(0, bottom);
      g.fillStyle = fill;
      g.fill();
      line(surface, xs, ys, colours.model, { width: 1.5 });
      cursor(surface, Math.min(w - 1, Math.max(1, position * w)), 2, bottom);
      text(surface, stageWords.signalOfVariance, 0, h - 2, { colour: colours['ink-3'] });
      text(surface, stageWords.signalShare(signal[Math.round(position * last)]), w, h - 2, {
        align: 'right',
      });
    },
  { minInterval: 60 },
);
