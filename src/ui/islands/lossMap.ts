/** The loss map: loss by noise level (across) as training goes on (upwards), on a logarithmic colour scale. */
import type { LossMap } from '../../state/run/lossByTime';
import { css, onRamp } from '../canvas/colour';
import { colourBar } from '../canvas/colourBar';
import { island } from '../canvas/island';
import { cursor, emptyNote, line, text } from '../canvas/marks';

import { roundTicks, shortCount } from '../canvas/plot';
import type { Theme } from '../canvas/theme';

export interface LossMapData {
  readonly map: LossMap;
  readonly trainingSteps: number;
  /** The largest native time, for the axis. */
  readonly lastTime: number;
  readonly position: number;
  /** Said in the empty frame of a run that will have none. */
  readonly empty?: string;
}

const LOW = 0.01;
const HIGH = 1;

export const timeTicks = (lastTime: number): number[] =>
  lastTime <= 1 ? [0, 0.25, 0.5, 0.75, 1] : [0, 0.25, 0.5, 0.75, 1].map((f) => Math.round(f * lastTime));

function tileOf(map: LossMap, theme: Theme, rows: number): HTMLCanvasElement {
  const bins = map[0].values.length;
  const tile = document.createElement('canvas');
  tile.width = bins;
  tile.height = rows;
  const g = tile.getContext('2d')!;
  const image = g.createImageData(bins, rows);
  const begin = map[0].from;
  const end = map[map.length - 1].to;
  let at = 0;
  for (let j = 0; j < rows; j++) {
    const step = begin + ((j + 0.5) / rows) * (end - begin);
    while (at < map.length - 1 && map[at].to < step) at++;
    for (let i = 0; i < bins; i++) {
      const value = map[at].values[i];
      const v = Math.log(value / LOW) / Math.log(HIGH / LOW);
      const p = 4 * ((rows - 1 - j) * bins + i);
      // A bin in which no t fell shows the page, not a colour.
      const [r, gr, b] = Number.isNaN(v) ? theme.colours.paper : onRamp(theme.loss, v);
      image.data.set([r, gr, b, 255], p);
    }
  }
  g.putImageData(image, 0, 0);
  return tile;
}

export const lossMap = island<LossMapData>(
  () => {
    let tile: HTMLCanvasElement | null = null;
    let last: readonly unknown[] = [];
    return (
      surface,
      { map, trainingSteps, lastTime, position, empty = 'Rows appear as training goes on.' },
    ) => {
      const { g, w, h, theme } = surface;
      const { colours } = theme;
      const box = { l: 36, r: w - 8, t: 22, b: h - 34 };
      const end = map.at(-1)?.to ?? 0;
      const span = Math.max(trainingSteps, end, 1);
      const heightOf = (steps: number) => ((box.b - box.t) * steps) / span;
      if (map.length > 0) {
        if (!tile || last[0] !== map || last[1] !== theme) {
          last = [map, theme];
          tile = tileOf(map, theme, 128);
        }
        g.imageSmoothingEnabled = true;
        g.drawImage(tile, box.l, box.b - heightOf(end), box.r - box.l, heightOf(end - map[0].from));
      }
      const ticks = timeTicks(lastTime);
      ticks.forEach((t, i) => {
        const x = box.l + ((box.r - box.l) * t) / lastTime;
        const align = i === 0 ? 'left' : i === ticks.length - 1 ? 'right' : 'center';
        text(surface, String(t), x, box.b + 15, { align });
      });
      text(surface, 'noising time t', (box.l + box.r) / 2, box.b + 29, {
        align: 'center',
        colour: colours['ink-3'],
      });
      for (const step of roundTicks(0, span, 2)) {
        const y = box.b - ((box.b - box.t) * step) / span;
        text(surface, shortCount(step), box.l - 6, y, { align: 'right', base: 'middle' });
        line(surface, [box.l - 3, box.l], [y, y], colours['line-2'], { width: 1 });
      }
      text(surface, 'step', 0, box.t - 9, { colour: colours['ink-3'] });
      g.strokeStyle = css(colours.line);
      g.lineWidth = 1;
      g.strokeRect(box.l + 0.5, box.t + 0.5, box.r - box.l - 1, box.b - box.t - 1);
      colourBar(
        surface,
        theme.loss,
        { x: box.r - 86, y: 6, width: 64 },
        { low: '≤ 0.01', high: '≥ 1', name: 'loss' },
      );
      cursor(surface, box.l + (box.r - box.l) * position, box.t, box.b);
      if (map.length === 0) {
        emptyNote(surface, box, empty);
      }
    };
  },
  { minInterval: 60 },
);
