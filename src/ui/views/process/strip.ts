/**
 * The strip: one cloud of points, or one image, at nine moments of the forward process, each as large as its own spread. Tiles stand at
 * equal steps of time, under the cursor, or at equal steps of log SNR, tied to their times by threads. Other schedules stand above.
 */
import { qSample } from '../../../diffusion/forward';
import { logSnr } from '../../../diffusion/process';
import { css, type Rgb } from '../../canvas/colour';
import { island, type Surface } from '../../canvas/island';
import { createLayer } from '../../canvas/layer';
import { createTilePainter, imageShape, layTile, type TilePainter } from '../../canvas/pixels';
import { cursor, line, text } from '../../canvas/plot';
import { createCoverage, inkOn, splat } from '../../canvas/splat';
import { tint } from '../../canvas/theme';
import { placeOn } from '../../islands/place';
import { labelOf } from '../../labels';
import type { RealData } from '../../realData';
import { signalShare } from '../../trajectory';
import { axisOf, gutterOf, isNarrow } from './axis';
import { commonLogSnr, equalLogSnrTimes } from './curves';
import type { Shown } from './model';
import { nativeTime } from './picture';
import { timeText } from './words';

export interface StripData {
  readonly shown: Shown;
  readonly others: readonly Shown[];
  readonly spacing: 'time' | 'snr';
  readonly real: RealData | null;
  readonly position: number;
  readonly symbol: string | null;
}

export const TILES = 9;
const GAP = 4;
const THREADS = 22;

/** The native times of a row's tiles. */
export function tileTimes(
  shown: Shown,
  processes: readonly Shown[],
  spacing: StripData['spacing'],
): number[] {
  const { process } = shown;
  if (spacing === 'time')
    return Array.from({ length: TILES }, (_, i) => {
      const time = nativeTime(process, (i + 0.5) / TILES);
      return process.discrete ? Math.round(time) : time;
    });
  const { from, to } = commonLogSnr(processes.map((one) => one.process));
  return equalLogSnrTimes(process, from, to, TILES);
}

/** x_t = α x0 + σ eps of a cloud in units of its spread: between data and noise, as a splat draws it. */
function drawCloud(
  { w, h, scale }: { w: number; h: number; scale: number },
  { samples, eps, world }: RealData,
  level: { alpha: number; sigma: number },
  paints: { ground: Rgb; colour: Rgb; glow?: Rgb },
): ImageData {
  const width = Math.round(w * scale);
  const height = Math.round(h * scale);
  const image = new ImageData(width, height);
  const coverage = createCoverage(width, height);
  const { alpha, sigma } = level;
  const total = alpha + sigma;
  splat(coverage, placeOn(width, height, world), Math.min(1, Math.max(0.55, h / 80)) * scale, {
    from: samples,
    to: eps,
    share: sigma / total,
    scale: total / Math.hypot(alpha, sigma),
    strength: 1,
  });
  inkOn(coverage, image.data, paints.ground, {
    colour: paints.colour,
    opacity: 0.66,
    glow: paints.glow,
  });
  return image;
}

interface Row {
  readonly shown: Shown;
  readonly times: readonly number[];
  readonly top: number;
  readonly height: number;
}

function rowsOf({ shown, others, spacing }: StripData, h: number): Row[] {
  // The shown schedule stands lowest, next to its density: threads run down from it.
  const all = [...others, shown];
  const threads = spacing === 'snr' ? THREADS : 0;
  const height = (h - threads - (all.length - 1) * GAP) / all.length;
  return all.map((one, k) => ({
    shown: one,
    times: tileTimes(one, all, spacing),
    top: k * (height + GAP),
    height,
  }));
}

/** The images of a row, one a moment: x_t in units of its spread. */
function imagesOfRow({ shown, times }: Row, { samples, eps }: RealData): Float32Array {
  const values = new Float32Array(times.length * samples.length);
  times.forEach((time, i) => {
    const { alpha, sigma } = shown.process.level(time);
    const scale = 1 / Math.hypot(alpha, sigma);
    const level = { alpha: alpha * scale, sigma: sigma * scale };
    qSample(samples, level, eps, values.subarray(i * samples.length, (i + 1) * samples.length));
  });
  return values;
}

function drawRow(surface: Surface, row: Row, data: StripData, painter: TilePainter) {
  const { g, w, scale, theme } = surface;
  const { real, spacing } = data;
  const image = real && imageShape(real.shape);
  const tiles = image && painter.paint(imagesOfRow(row, real), row.times.length, image, theme);
  const { process } = row.shown;
  const gutter = gutterOf(w);
  const step = (w - 2 * gutter) / TILES;
  row.times.forEach((time, i) => {
    const left = gutter + i * step + GAP / 2;
    const width = step - GAP;
    const level = process.level(time);
    if (tiles) {
      g.fillStyle = css(theme.colours.stage);
      g.fillRect(left, row.top, width, row.height);
      const side = Math.min(width, row.height) - 4;
      layTile(g, tiles, i, {
        x: left + (width - side) / 2,
        y: row.top + (row.height - side) / 2,
        w: side,
        h: side,
      });
    } else if (real) {
      const colour = tint(theme, theme.colours.data, signalShare(level));
      const paints = {
        ground: theme.colours.stage,
        colour,
        glow: theme.dark ? ([255, 255, 255] as const) : undefined,
      };
      g.putImageData(
        drawCloud({ w: width, h: row.height, scale }, real, level, paints),
        Math.round(left * scale),
        Math.round(row.top * scale),
      );
    } else {
      g.fillStyle = css(theme.colours.stage);
      g.fillRect(left, row.top, width, row.height);
    }
    g.strokeStyle = css(theme.colours.line);
    g.lineWidth = 1;
    g.strokeRect(left + 0.5, row.top + 0.5, width - 1, row.height - 1);
    if (spacing === 'snr' && width > 44)
      text(surface, `t ${timeText(process, time)}`, left + 5, row.top + row.height - 6, {
        size: 10,
        halo: theme.colours.stage,
      });
  });
}

/** From each tile to its time on the axis below. */
function drawThreads(surface: Surface, row: Row) {
  const { w, h, theme } = surface;
  const X = axisOf(w);
  const gutter = gutterOf(w);
  const step = (w - 2 * gutter) / TILES;
  const { process } = row.shown;
  const top = row.top + row.height;
  row.times.forEach((time, i) => {
    const from = gutter + (i + 0.5) * step;
    const to = X(time / process.timeMax);
    line(surface, [from, from, to, to], [top, top + 3, h - 3, h], theme.colours['line-2'], {
      width: 1,
    });
  });
}

function drawName(surface: Surface, row: Row, data: StripData) {
  const { w, theme } = surface;
  const x = gutterOf(w) - 8;
  const y = row.top + row.height / 2;
  if (data.others.length === 0) {
    text(surface, 'xₜ', x, y, { align: 'right', base: 'middle', size: 13, colour: theme.colours.ink });
    return;
  }
  const name = labelOf('schedule', row.shown.config.schedule);
  const size = isNarrow(w) ? 10 : 11;
  // the gutter is narrow: a line a word
  const words = isNarrow(w) ? [name.slice(0, 6)] : name.split(' ');
  words.forEach((word, i) => {
    const line = y + 13 * (i - (words.length - 1) / 2);
    text(surface, word, x, line, { align: 'right', base: 'middle', size });
  });
}

/** What of log SNR is shown, as a sentence for those who do not see it. */
export function stripSummary({ shown, others, spacing, real }: StripData): string {
  const said = (one: Shown) => {
    const { process } = one;
    const times = tileTimes(one, [shown, ...others], spacing);
    const left = times.map((time) => `${Math.round(100 * signalShare(process.level(time)))}%`);
    return `t = ${times.map((time) => timeText(process, time)).join(', ')} with ${left.join(', ')} of the signal`;
  };
  const what = real && imageShape(real.shape) ? 'An image' : 'A cloud of points';
  const head = `${what} at nine moments, ${spacing === 'time' ? 'equal steps of time' : 'equal steps of log SNR'} apart`;
  const above = others.map(
    (one) => ` Above, under ${labelOf('schedule', one.config.schedule)}: ${said(one)}.`,
  );
  return `${head}: ${said(shown)}.${above.join('')}`;
}

/** The tile nearest to a time in log SNR. */
function nearest(row: Row, time: number): number {
  const { process } = row.shown;
  const here = logSnr(process.level(time));
  let best = 0;
  row.times.forEach((t, i) => {
    const away = Math.abs(logSnr(process.level(t)) - here);
    if (away < Math.abs(logSnr(process.level(row.times[best])) - here)) best = i;
  });
  return best;
}

export const strip = island<StripData>(() => {
  const layer = createLayer();
  const painter = createTilePainter();
  return (surface, data) => {
    const { w, h, theme, g } = surface;
    const { shown, others, spacing, real, position, symbol } = data;
    const rows = rowsOf(data, h);
    layer(surface, [shown, others, spacing, real], (still) => {
      for (const row of rows) {
        drawRow(still, row, data, painter);
        drawName(still, row, data);
      }
      if (spacing === 'snr') drawThreads(still, rows[rows.length - 1]);
      if (!real)
        text(still, 'No data yet: open or draw them in the Train view.', w / 2, h / 2, {
          align: 'center',
          base: 'middle',
          size: 13,
          halo: theme.colours.stage,
        });
    });
    const gutter = gutterOf(w);
    const step = (w - 2 * gutter) / TILES;
    const outline = (row: Row, i: number) => {
      g.strokeStyle = css(theme.colours.ink);
      g.lineWidth = 1.5;
      g.strokeRect(gutter + i * step + GAP / 2, row.top + 0.75, step - GAP, row.height - 1.5);
    };
    if (spacing === 'time') cursor(surface, axisOf(w)(position), 0, h);
    else for (const row of rows) outline(row, nearest(row, nativeTime(row.shown.process, position)));
    if (symbol === 'data') outline(rows[rows.length - 1], 0);
    if (symbol === 'noise') outline(rows[rows.length - 1], TILES - 1);
  };
});

/** Which symbol a place on the strip belongs to. */
export function stripSymbol(x: number, w: number): 'data' | 'noise' | null {
  const gutter = gutterOf(w);
  const tile = Math.floor(((x - gutter) / (w - 2 * gutter)) * TILES);
  return tile === 0 ? 'data' : tile === TILES - 1 ? 'noise' : null;
}
