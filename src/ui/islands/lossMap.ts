/** The loss map: loss by noise level (across) as training goes on (upwards), on a logarithmic colour scale. */
import type { FieldQuantity } from '../../diffusion/prediction';
import type { LossMap } from '../../state/run/lossByTime';
import * as words from '../../words/charts';
import { css, onRamp } from '../canvas/colour';
import { colourBar } from '../canvas/colourBar';
import { island, type Surface } from '../canvas/island';
import { type Box, cursor, emptyNote, line, text } from '../canvas/marks';
import { roundTicks, shortCount } from '../canvas/plot';
import type { Theme } from '../canvas/theme';
import { decimal } from '../format';

export interface LossMapData {
  readonly map: LossMap;
  /** The quantity of whose errors the values are. */
  readonly quantity: FieldQuantity;
  /** The map of a chart beside this one, of the same quantity: the scale covers it too, so that equal colours are equal errors. */
  readonly alsoInRange?: LossMap;
  readonly trainingSteps: number;
  /** The largest native time, for the axis. */
  readonly lastTime: number;
  readonly position: number;
  /** Said in the empty frame of a run that will have none. */
  readonly empty?: string;
}

interface ErrorScale {
  readonly low: number;
  readonly high: number;
}

/** The usual ends: a guess of 0 has an error of ε of 1. */
const EPS_SCALE: ErrorScale = { low: 0.01, high: 1 };

/** Low ends of the scale of a velocity, the largest first. */
const VELOCITY_LOWS = [0.5, 0.2, 0.1, 0.05, 0.02];

/** The share of the errors that may lie below the low end: single bins, into which few t fell, do not darken all others. */
const BELOW = 0.05;

/**
 * The ends of the colour scale. A guess of 0 has an error of the velocity of 2, that of the data and that of the noise; of points even the
 * exact velocity has about 1, so the low end follows the least errors that are shown, but for the least 5 % of them.
 */
export function errorScale(quantity: FieldQuantity, maps: readonly LossMap[]): ErrorScale {
  if (quantity === 'eps') return EPS_SCALE;
  const below = new Array<number>(VELOCITY_LOWS.length).fill(0);
  let all = 0;
  for (const { values } of maps.flat())
    for (const value of values) {
      if (Number.isNaN(value)) continue;
      all++;
      for (const [i, low] of VELOCITY_LOWS.entries()) if (value < low) below[i]++;
    }
  const first = below.findIndex((count) => count <= BELOW * all);
  return { low: VELOCITY_LOWS[first < 0 ? VELOCITY_LOWS.length - 1 : first], high: 2 };
}

/** Of a digit of a tick, and between two ticks, in CSS pixels. */
const DIGIT = 6.5;
const BETWEEN = 9;

/**
 * Ticks of a time axis: round numbers from 0, and the last time.
 * @param width of the axis in CSS pixels: no two numbers come nearer than their own width
 */
export function timeTicks(lastTime: number, width: number): number[] {
  const least = DIGIT * (lastTime <= 1 ? 3.5 : String(lastTime).length) + BETWEEN;
  const most = Math.max(1, Math.floor(width / least));
  if (lastTime <= 1) return most >= 4 ? [0, 0.25, 0.5, 0.75, 1] : [0, 0.5, 1];
  // the last number ends at the axis' end, half its width before where it would be centred
  const nearest = lastTime * (1 - (1.5 * least) / width);
  const round = roundTicks(0, lastTime, Math.min(5, most)).filter(Number.isInteger);
  const between = round.filter((t) => t > 0 && t <= nearest);
  return [0, ...between, lastTime];
}

/** The numbers of a time axis below a box, the first and the last within its ends. */
export function timeLabels(surface: Surface, box: Box, lastTime: number): void {
  const ticks = timeTicks(lastTime, box.r - box.l);
  for (const [i, t] of ticks.entries()) {
    const x = box.l + ((box.r - box.l) * t) / lastTime;
    const align = i === 0 ? 'left' : i === ticks.length - 1 ? 'right' : 'center';
    text(surface, String(t), x, box.b + 15, { align });
  }
}

function tileOf(map: LossMap, { low, high }: ErrorScale, theme: Theme, rows: number): HTMLCanvasElement {
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
      const v = Math.log(value / low) / Math.log(high / low);
      const p = 4 * ((rows - 1 - j) * bins + i);
      // A bin in which no t fell shows the page, not a colour.
      const [r, gr, b] = Number.isNaN(v) ? theme.colours.paper : onRamp(theme.loss, v);
      image.data.set([r, gr, b, 255], p);
    }
  }
  g.putImageData(image, 0, 0);
  return tile;
}

/** The newest value at a position of the time axis; NaN where no t fell there. */
export function newestAt(map: LossMap, position: number): number {
  const values = map.at(-1)?.values ?? [];
  return values[Math.min(values.length - 1, Math.floor(position * values.length))] ?? Number.NaN;
}

export const lossMap = island<LossMapData>(
  () => {
    let tile: HTMLCanvasElement | null = null;
    let last: readonly unknown[] = [];
    return (
      surface,
      { map, quantity, alsoInRange = [], trainingSteps, lastTime, position, empty = words.rowsAppear },
    ) => {
      const { g, w, h, theme } = surface;
      const { colours } = theme;
      const box = { l: 36, r: w - 8, t: 22, b: h - 34 };
      const end = map.at(-1)?.to ?? 0;
      const span = Math.max(trainingSteps, end, 1);
      const heightOf = (steps: number) => ((box.b - box.t) * steps) / span;
      const scale = errorScale(quantity, [map, alsoInRange]);
      if (map.length > 0) {
        if (!tile || last[0] !== map || last[1] !== theme || last[2] !== scale.low) {
          last = [map, theme, scale.low];
          tile = tileOf(map, scale, theme, 128);
        }
        g.imageSmoothingEnabled = true;
        g.drawImage(tile, box.l, box.b - heightOf(end), box.r - box.l, heightOf(end - map[0].from));
      }
      timeLabels(surface, box, lastTime);
      text(surface, words.noisingTime, (box.l + box.r) / 2, box.b + 29, {
        align: 'center',
        colour: colours['ink-3'],
      });
      for (const step of roundTicks(0, span, 2)) {
        const y = box.b - ((box.b - box.t) * step) / span;
        text(surface, shortCount(step), box.l - 6, y, { align: 'right', base: 'middle' });
        line(surface, [box.l - 3, box.l], [y, y], colours['line-2'], { width: 1 });
      }
      text(surface, words.step, 0, box.t - 9, { colour: colours['ink-3'] });
      g.strokeStyle = css(colours.line);
      g.lineWidth = 1;
      g.strokeRect(box.l + 0.5, box.t + 0.5, box.r - box.l - 1, box.b - box.t - 1);
      colourBar(
        surface,
        theme.loss,
        { x: box.r - 86, y: 6, width: 64 },
        {
          low: `≤ ${decimal(scale.low)}`,
          high: `≥ ${decimal(scale.high)}`,
          name: words.errorOf(quantity === 'eps' ? 'ε' : 'u'),
        },
      );
      const x = box.l + (box.r - box.l) * position;
      cursor(surface, x, box.t, box.b);
      if (map.length === 0) return emptyNote(surface, box, empty);
      const value = newestAt(map, position);
      if (Number.isNaN(value)) return;
      const atRight = position > 0.5;
      const says = words.now(value);
      const width = 6 * says.length + 6;
      const left = atRight ? x - 3 - width : x + 3;
      g.fillStyle = css(colours.paper, 0.9); // the map beneath has all shades
      g.fillRect(left, box.t + 1, width, 16);
      text(surface, says, left + width / 2, box.t + 13, { align: 'center', colour: colours.ink });
    };
  },
  { minInterval: 60 },
);
