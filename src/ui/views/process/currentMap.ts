/** The probability current over g² as a heat map: violet flows up, green flows down. */

import * as words from '../../../words/process';
import { css } from '../../canvas/colour';
import { colourBar } from '../../canvas/colourBar';
import { heatMap } from '../../canvas/heatMap';
import { island } from '../../canvas/island';
import { cursor, text } from '../../canvas/marks';
import { axes, tickText } from '../../canvas/plot';
import type { Theme } from '../../canvas/theme';
import { formulaNumber } from '../../format';
import { timeTicks } from '../../islands/lossMap';
import { REACH, type SpaceTimeGrid } from './model/example1d';
import type { ProcessWithCurves } from './model/validProcess';

export interface CurrentData {
  readonly facts: ProcessWithCurves;
  readonly current: SpaceTimeGrid | null;
  readonly position: number;
}

export const currentMap = island<CurrentData>(() => {
  let image: HTMLCanvasElement | null = null;
  let last: readonly [SpaceTimeGrid | null, Theme | null] = [null, null];
  return (surface, { facts, current, position }) => {
    const { g, w, h, theme } = surface;
    const { timeMax, discrete } = facts.process;
    const box = { l: 36, r: w - 8, t: 20, b: h - 32 };
    if (!current) {
      text(surface, words.computingCurrent, w / 2, h / 2, { align: 'center', size: 13 });
      return;
    }
    if (!image || last[0] !== current || last[1] !== theme) {
      last = [current, theme];
      image = heatMap(
        current,
        theme.signed,
        (j) => 0.5 + 0.5 * Math.sign(j) * Math.sqrt(Math.abs(j) / current.most),
      );
    }
    g.imageSmoothingEnabled = true;
    g.imageSmoothingQuality = 'high';
    g.drawImage(image, box.l, box.t, box.r - box.l, box.b - box.t);
    const ticks = timeTicks(discrete ? timeMax : 1, box.r - box.l);
    const { X, Y } = axes(
      surface,
      box,
      { lo: 0, hi: timeMax, ticks, name: words.noisingTime },
      { lo: -REACH, hi: REACH, ticks: [] },
    );
    for (const place of [-2, 0, 2])
      text(surface, tickText(place), box.l - 6, Y(place), { align: 'right', base: 'middle' });
    g.strokeStyle = css(theme.colours.line);
    g.lineWidth = 1;
    g.strokeRect(box.l + 0.5, box.t + 0.5, box.r - box.l - 1, box.b - box.t - 1);
    const most = formulaNumber(current.most, 2);
    colourBar(
      surface,
      theme.signed,
      { x: box.r - 104, y: 6, width: 72 },
      { low: `−${most}`, high: most, name: words.currentScale },
    );
    cursor(surface, X(position * timeMax), box.t, box.b);
  };
});
