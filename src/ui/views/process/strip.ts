/**
 * The strip: one cloud of points, or one image, in nine frames of the forward process, each in units of its own spread. Frames are evenly
 * spaced in time, under the cursor, or in log SNR, with lines to their times on the axis below. Other schedules are above.
 */
import { qSample } from '../../../diffusion/forward';
import { logSnr, shareOf } from '../../../diffusion/process';
import * as words from '../../../words/process';
import { css, type Rgb } from '../../canvas/colour';
import { island, type Surface } from '../../canvas/island';
import { createLayer } from '../../canvas/layer';
import { cursor, line, SANS, text } from '../../canvas/marks';
import { createTilePainter, imageShape, layTile, type TilePainter } from '../../canvas/pixels';
import { createCoverage, inkOn, splat } from '../../canvas/splat';
import { tint } from '../../canvas/theme';
import type { ProcessFacts } from '../../chosenProcess';
import type { RealSample } from '../../families/realSample';
import { percent } from '../../format';
import { placeOn } from '../../islands/place';
import { labelOf } from '../../labels';
import { nativeTime, tilePosition } from '../../time/axis';
import { commonLogSnr, equalLogSnrTimes } from '../../time/curves';
import { signalCoefficient } from '../../time/reel';
import { axisOf, gutterOf, isNarrow } from './axis';

export interface StripData {
  readonly facts: ProcessFacts;
  readonly others: readonly ProcessFacts[];
  readonly spacing: 'time' | 'snr';
  readonly real: RealSample | null;
  /** Why there are no samples, where there are none. */
  readonly absent: string;
  readonly position: number;
  readonly symbol: string | null;
}

const FRAMES = 9;
const GAP = 4;
/** Height of the lines from the frames to the axis. */
const LEADER_HEIGHT = 22;

/** The native times of a row's tiles. */
export function frameTimes(
  facts: ProcessFacts,
  processes: readonly ProcessFacts[],
  spacing: StripData['spacing'],
): number[] {
  const { process } = facts;
  if (spacing === 'time')
    return Array.from({ length: FRAMES }, (_, i) => {
      const time = nativeTime(process, tilePosition(i, FRAMES));
      return process.discrete ? Math.round(time) : time;
    });
  const { from, to } = commonLogSnr(processes.map((one) => one.process));
  return equalLogSnrTimes(process, from, to, FRAMES);
}

/** x_t = α x0 + σ eps of a cloud in units of its spread, as a blend of data and noise. */
function drawCloud(
  { w, h, scale }: { w: number; h: number; scale: number },
  { samples, eps, world }: RealSample,
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
  readonly facts: ProcessFacts;
  readonly times: readonly number[];
  readonly top: number;
  readonly height: number;
}

function rowsOf({ facts, others, spacing }: StripData, h: number): Row[] {
  // The schedule of the form is the lowest row, above its density, to which the lines lead.
  const all = [...others, facts];
  const leaders = spacing === 'snr' ? LEADER_HEIGHT : 0;
  const height = (h - leaders - (all.length - 1) * GAP) / all.length;
  return all.map((one, k) => ({
    facts: one,
    times: frameTimes(one, all, spacing),
    top: k * (height + GAP),
    height,
  }));
}

/** [9, ...shape] the images of a row: x_t in units of its spread. */
function imagesOfRow({ facts, times }: Row, { samples, eps }: RealSample): Float32Array {
  const values = new Float32Array(times.length * samples.length);
  times.forEach((time, i) => {
    const { alpha, sigma } = facts.process.level(time);
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
  const { process } = row.facts;
  const gutter = gutterOf(w);
  const step = (w - 2 * gutter) / FRAMES;
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
      const colour = tint(theme, theme.colours.data, signalCoefficient(level));
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
      text(surface, `t ${process.formatTime(time)}`, left + 5, row.top + row.height - 6, {
        size: 10,
        halo: theme.colours.stage,
      });
  });
}

/** A line from each frame to its time on the axis below. */
function drawLeaders(surface: Surface, row: Row) {
  const { w, h, theme } = surface;
  const X = axisOf(w);
  const gutter = gutterOf(w);
  const step = (w - 2 * gutter) / FRAMES;
  const { process } = row.facts;
  const top = row.top + row.height;
  row.times.forEach((time, i) => {
    const from = gutter + (i + 0.5) * step;
    const to = X(time / process.timeMax);
    line(surface, [from, from, to, to], [top, top + 3, h - 3, h], theme.colours['line-2'], {
      width: 1,
    });
  });
}

/** The size at which the longest word of all names fits the gutter, the same for each name. */
function sizeOfNames({ g, w }: Surface, names: readonly string[]): number {
  const size = isNarrow(w) ? 10 : 11;
  g.font = `400 ${size}px ${SANS}`;
  const widest = Math.max(
    ...names.flatMap((name) => name.split(' ')).map((word) => g.measureText(word).width),
  );
  return Math.min(size, (size * (gutterOf(w) - marginOf(w) - 1)) / widest);
}

/** Between a name and its row, in CSS pixels. */
const marginOf = (w: number): number => (isNarrow(w) ? 3 : 8);

function drawNames(surface: Surface, rows: readonly Row[]) {
  const { w, theme } = surface;
  const x = gutterOf(w) - marginOf(w);
  const middle = ({ top, height }: Row) => top + height / 2;
  const style = { align: 'right', base: 'middle' } as const;
  if (rows.length === 1) {
    text(surface, 'xₜ', x, middle(rows[0]), { ...style, size: 13, colour: theme.colours.ink });
    return;
  }
  const names = rows.map(({ facts }) => labelOf('schedule', facts.config.schedule));
  const size = sizeOfNames(surface, names);
  // The gutter is narrow: one word per line.
  names.forEach((name, row) => {
    const parts = name.split(' ');
    parts.forEach((part, i) => {
      text(surface, part, x, middle(rows[row]) + 13 * (i - (parts.length - 1) / 2), { ...style, size });
    });
  });
}

/** The frames' times and signal, in a sentence. */
export function stripSummary({ facts, others, spacing, real }: StripData): string {
  const framesOf = (one: ProcessFacts) => {
    const { process } = one;
    const times = frameTimes(one, [facts, ...others], spacing);
    const left = times.map((time) => percent(shareOf(process.level(time)), 0));
    return words.frames(times.map((time) => process.formatTime(time)).join(', '), left.join(', '));
  };
  const isImage = real !== null && imageShape(real.shape) !== null;
  const above = others.map((one) =>
    words.stripAbove(labelOf('schedule', one.config.schedule), framesOf(one)),
  );
  return [words.stripOf(isImage, spacing, framesOf(facts)), ...above].join(' ');
}

/** The index of the frame nearest to a time in log SNR. */
function nearest(row: Row, time: number): number {
  const { process } = row.facts;
  const here = logSnr(process.level(time));
  let best = 0;
  row.times.forEach((t, i) => {
    const distance = Math.abs(logSnr(process.level(t)) - here);
    if (distance < Math.abs(logSnr(process.level(row.times[best])) - here)) best = i;
  });
  return best;
}

export const strip = island<StripData>(() => {
  const layer = createLayer();
  const painter = createTilePainter();
  return (surface, data) => {
    const { w, h, theme, g } = surface;
    const { facts, others, spacing, real, absent, position, symbol } = data;
    const rows = rowsOf(data, h);
    layer(surface, [facts, others, spacing, real, absent], (still) => {
      for (const row of rows) drawRow(still, row, data, painter);
      drawNames(still, rows);
      if (spacing === 'snr') drawLeaders(still, rows[rows.length - 1]);
      if (!real)
        text(still, absent, w / 2, h / 2, {
          align: 'center',
          base: 'middle',
          size: 13,
          halo: theme.colours.stage,
        });
    });
    const gutter = gutterOf(w);
    const step = (w - 2 * gutter) / FRAMES;
    const outline = (row: Row, i: number) => {
      g.strokeStyle = css(theme.colours.ink);
      g.lineWidth = 1.5;
      g.strokeRect(gutter + i * step + GAP / 2, row.top + 0.75, step - GAP, row.height - 1.5);
    };
    if (spacing === 'time') cursor(surface, axisOf(w)(position), 0, h);
    else for (const row of rows) outline(row, nearest(row, nativeTime(row.facts.process, position)));
    if (symbol === 'data') outline(rows[rows.length - 1], 0);
    if (symbol === 'noise') outline(rows[rows.length - 1], FRAMES - 1);
  };
});

/** The symbol whose mark is at this place. */
export function stripSymbol(x: number, w: number): 'data' | 'noise' | null {
  const gutter = gutterOf(w);
  const tile = Math.floor(((x - gutter) / (w - 2 * gutter)) * FRAMES);
  return tile === 0 ? 'data' : tile === FRAMES - 1 ? 'noise' : null;
}
