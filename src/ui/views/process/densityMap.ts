/** The density over time as a heat map on a square-root scale, with paths over it, p₀ and p_T at its sides, and the cursor. */
import { css, type Ramp } from '../../canvas/colour';
import { island, type Surface } from '../../canvas/island';
import { createLayer } from '../../canvas/layer';
import { colourBar, cursor, dot, line, text } from '../../canvas/plot';
import type { Theme } from '../../canvas/theme';
import { axisOf, clipped, gutterOf, isNarrow, positionUnder, verticalArrow } from './axis';
import type { Shown } from './model';
import {
  type DrawnPath,
  type DrawnPaths,
  type Field,
  nativeTime,
  PATH_KINDS,
  type PathKind,
  REACH,
  spreadAt,
} from './picture';
import { number, timeText } from './words';

export interface DensityData {
  readonly shown: Shown;
  readonly density: Field | null;
  readonly lines: DrawnPaths | null;
  readonly paths: ReadonlySet<PathKind>;
  readonly position: number;
  readonly symbol: string | null;
}

/** The place at whose height the map says what x is. */
const RANGE = 2.2;
const TOP = 4;
const BOTTOM = 4;

/** The symbols whose marks the paths are; the first of each is what a path under the pointer lights. */
const SYMBOLS: Readonly<Record<PathKind, readonly string[]>> = {
  forward: ['kick', 'step'],
  reverse: ['wiener'],
  ode: ['ode'],
};

/** What a path under the pointer lights in a chain's own equation, or in the SDE's. */
const symbolOf = (kind: PathKind, discrete: boolean) =>
  kind === 'forward' && discrete ? 'step' : SYMBOLS[kind][0];

/** Colours of a field's values: (value) -> position on the ramp. */
export function heatMap(
  { columns, rows, values }: Field,
  ramp: Ramp,
  place: (value: number) => number,
): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = rows;
  const g = canvas.getContext('2d')!;
  const image = g.createImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  const packed = Uint32Array.from(ramp, ([r, gr, b]) => ((255 << 24) | (b << 16) | (gr << 8) | r) >>> 0);
  const last = packed.length - 1;
  for (let j = 0; j < rows; j++) {
    // Places rise upwards, pixel rows run downwards.
    const row = (rows - 1 - j) * columns;
    for (let i = 0; i < columns; i++) {
      const v = place(values[i * rows + j]);
      pixels[row + i] = packed[v <= 0 ? 0 : v >= 1 ? last : (v * last + 0.5) | 0];
    }
  }
  g.putImageData(image, 0, 0);
  return canvas;
}

const isShown = (kind: PathKind, { paths, symbol }: DensityData) =>
  paths.has(kind) || (symbol !== null && SYMBOLS[kind].includes(symbol));

const scaleY = (h: number) => (place: number) => TOP + ((REACH - place) / (2 * REACH)) * (h - TOP - BOTTOM);

function drawPaths(surface: Surface, data: DensityData) {
  const { w, h, theme } = surface;
  if (!data.lines) return;
  const X = axisOf(w);
  const Y = scaleY(h);
  // Wide casing in the ground's colour keeps a path apart from the map beneath and from other paths.
  const under = theme.density[8];
  for (const kind of PATH_KINDS) {
    if (!isShown(kind, data)) continue;
    const lit = data.symbol !== null && SYMBOLS[kind].includes(data.symbol);
    const colour = kind === 'forward' ? theme.colours.data : theme.colours.model;
    const width = (kind === 'ode' ? 1.6 : 1) + (lit ? 1.2 : 0);
    const dash = kind === 'reverse' ? [5, 2] : [];
    for (const { positions, places } of data.lines[kind]) {
      const xs = positions.map(X);
      const ys = places.map(Y);
      line(surface, xs, ys, under, { width: width + 1.6, alpha: 0.5 });
      line(surface, xs, ys, colour, { width, dash: lit ? [] : dash });
    }
  }
}

/** One end of the density in the gutter, as a filled curve. */
function drawEnd(
  surface: Surface,
  density: Field,
  end: 'data' | 'noise',
  { strong, label }: { strong: boolean; label: string },
) {
  const { g, w, h, theme } = surface;
  const { rows, columns, values } = density;
  const gutter = gutterOf(w);
  const Y = scaleY(h);
  const column = end === 'data' ? 0 : columns - 1;
  const side = end === 'data' ? -1 : 1;
  const edge = end === 'data' ? gutter - 3 : w - gutter + 3;
  const slice = values.subarray(column * rows, (column + 1) * rows);
  const most = slice.reduce((a, b) => Math.max(a, b), 0) || 1;
  const ys = Array.from(slice, (_, j) => Y(-REACH + (2 * REACH * j) / (rows - 1)));
  const xs = Array.from(slice, (p) => edge + side * (gutter - 16) * (p / most));
  const colour = theme.colours[end];
  g.beginPath();
  g.moveTo(edge, ys[0]);
  for (let j = 0; j < rows; j++) g.lineTo(xs[j], ys[j]);
  g.lineTo(edge, ys[rows - 1]);
  g.fillStyle = css(colour, strong ? 0.5 : 0.22);
  g.fill();
  line(surface, xs, ys, colour, { width: strong ? 3 : 1.5 });
  text(surface, label, end === 'data' ? 2 : w - 2, TOP + 10, {
    align: end === 'data' ? 'left' : 'right',
    colour: end === 'data' ? theme.colours.data : theme.colours['ink-2'],
    size: 12,
    weight: strong ? 600 : 400,
  });
}

/** What x the edges of the map are worth, where that is not the same everywhere. */
function drawRange(surface: Surface, { shown }: DensityData) {
  const { w, h, theme } = surface;
  const { process } = shown;
  const gutter = gutterOf(w);
  const Y = scaleY(h);
  for (const [time, x, align] of [
    [process.timeMin, gutter + 5, 'left'],
    [process.timeMax, w - gutter - 5, 'right'],
  ] as const) {
    const spread = spreadAt(process, time);
    for (const place of [-RANGE, RANGE]) {
      const say = `${align === 'left' ? 'x = ' : ''}${number(place * spread, 3)}`;
      text(surface, say, x, Y(place), { align, base: 'middle', halo: theme.density[8] });
    }
  }
}

function drawLegend(surface: Surface, { density, shown }: DensityData) {
  const { w, h, g, theme } = surface;
  if (!density) return;
  const gutter = gutterOf(w);
  const width = Math.min(90, Math.floor(w / 5));
  const changes = shown.process.id === 've-sde';
  const room = isNarrow(w) ? 98 : changes ? 242 : 152;
  const name = isNarrow(w)
    ? 'pₜ(x), √ scale'
    : changes
      ? 'pₜ over x / √(1 + σ²), square-root scale'
      : 'pₜ(x), square-root scale';
  g.fillStyle = css(theme.colours.stage, 0.86);
  g.fillRect(w - gutter - width - 44 - room, h - BOTTOM - 24, width + 40 + room, 18);
  colourBar(
    surface,
    theme.density,
    { x: w - gutter - width - 36, y: h - BOTTOM - 18, width },
    { low: '0', high: number(density.most, 2), name },
  );
}

/** The pull of the drift at a grid of times and places. */
function drawDrift(surface: Surface, { shown }: DensityData) {
  const { w, h } = surface;
  const { process } = shown;
  const X = axisOf(w);
  const Y = scaleY(h);
  for (let i = 1; i < 16; i++) {
    const position = i / 16;
    const { drift } = process.rates(nativeTime(process, position));
    for (const place of [-2.4, -1.6, -0.8, 0.8, 1.6, 2.4]) {
      // As far as it pulls in an eighth of the whole time; squeezed, so that arrows do not run into each other.
      const change = 0.6 * Math.tanh((drift * place * process.timeMax) / 8 / 0.6);
      verticalArrow(surface, X(position), Y(place), Y(place + change), 1.5);
    }
  }
}

function drawMap(surface: Surface, density: Field, image: HTMLCanvasElement) {
  const { g, w, h, theme } = surface;
  const gutter = gutterOf(w);
  g.imageSmoothingEnabled = true;
  g.imageSmoothingQuality = 'high';
  g.drawImage(image, gutter, TOP, w - 2 * gutter, h - TOP - BOTTOM);
  g.strokeStyle = css(theme.colours.line);
  g.lineWidth = 1;
  g.strokeRect(gutter + 0.5, TOP + 0.5, w - 2 * gutter - 1, h - TOP - BOTTOM - 1);
  return density;
}

/** The values of a path at a position, between its points. */
export function placeOnPath({ positions, places }: DrawnPath, position: number): number {
  let low = 0;
  let high = positions.length - 1;
  if (position <= positions[0]) return places[0];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (positions[middle] <= position) low = middle;
    else high = middle;
  }
  const span = positions[high] - positions[low] || 1;
  return places[low] + (places[high] - places[low]) * Math.min(1, (position - positions[low]) / span);
}

export const densityMap = island<DensityData>(() => {
  const layer = createLayer();
  let image: HTMLCanvasElement | null = null;
  let made: readonly [Field | null, Theme | null] = [null, null];
  return (surface, data) => {
    const { w, h, theme } = surface;
    const { density, shown, lines, paths, position, symbol } = data;
    const gutter = gutterOf(w);
    if (!density) {
      text(surface, 'Working out the density…', w / 2, h / 2, { align: 'center', size: 13 });
      return;
    }
    if (!image || made[0] !== density || made[1] !== theme) {
      made = [density, theme];
      image = heatMap(density, theme.density, (p) => Math.sqrt(p / density.most));
    }
    const map = image;
    const { process } = shown;
    layer(surface, [density, shown, lines, paths, symbol], (still) => {
      drawMap(still, density, map);
      clipped(still, { l: gutter, r: w - gutter, t: TOP, b: h - BOTTOM }, () => {
        if (symbol === 'drift') drawDrift(still, data);
        drawPaths(still, data);
      });
      drawEnd(still, density, 'data', { strong: symbol === 'data', label: 'p₀' });
      drawEnd(still, density, 'noise', {
        strong: symbol === 'noise',
        label: process.discrete ? `p${subscript(process.timeMax)}` : 'p₁',
      });
      drawRange(still, data);
      drawLegend(still, data);
    });
    const X = axisOf(w);
    const Y = scaleY(h);
    cursor(surface, X(position), TOP, h - BOTTOM);
    if (symbol === 'density')
      line(surface, [X(position), X(position)], [TOP, h - BOTTOM], theme.colours.ink, { width: 3 });
    if (!lines) return;
    // Where each path is now.
    for (const kind of PATH_KINDS) {
      if (!isShown(kind, data)) continue;
      const colour = kind === 'forward' ? theme.colours.data : theme.colours.model;
      for (const path of lines[kind]) {
        const place = placeOnPath(path, position);
        if (Math.abs(place) < REACH) {
          dot(surface, X(position), Y(place), 3.6, theme.colours.stage);
          dot(surface, X(position), Y(place), 2.6, colour);
        }
      }
    }
  };
});

const subscript = (n: number): string => String(n).replace(/\d/g, (d) => '₀₁₂₃₄₅₆₇₈₉'[Number(d)]);

/** Pixels within which a path counts as pointed at. */
const NEAR = 7;

/** Which symbol a place on the map belongs to: an end, a path, or the density itself. */
export function densitySymbol(
  data: DensityData,
  { x, y, w, h }: { x: number; y: number; w: number; h: number },
): string | null {
  const gutter = gutterOf(w);
  if (x < gutter) return 'data';
  if (x > w - gutter) return 'noise';
  const Y = scaleY(h);
  const position = positionUnder(x, w);
  let best: string | null = null;
  let nearest = NEAR;
  for (const kind of PATH_KINDS) {
    if (!data.paths.has(kind)) continue;
    for (const path of data.lines?.[kind] ?? []) {
      const away = Math.abs(Y(placeOnPath(path, position)) - y);
      if (away < nearest) {
        nearest = away;
        best = symbolOf(kind, data.shown.process.discrete);
      }
    }
  }
  return best;
}

/** What the map shows, in a sentence. */
export function densitySummary({ shown, density, paths, lines }: DensityData, time: number): string {
  const { process } = shown;
  if (!density) return 'The density is being worked out.';
  const names = { forward: 'forward', reverse: 'reverse SDE', ode: 'flow ODE' };
  const over = PATH_KINDS.filter((kind) => paths.has(kind)).map(
    (kind) => `${lines?.[kind].length ?? 0} ${names[kind]}`,
  );
  const paths_ = over.length > 0 ? ` ${over.join(', ')} paths over it.` : '';
  const scaled = process.id === 've-sde' ? ' Each time is divided by its own spread.' : '';
  return `Density of a mixture of five bumps from t = ${timeText(process, process.timeMin)} to ${timeText(process, process.timeMax)}, at most ${number(density.most, 2)}; the cursor is at t = ${timeText(process, time)}.${scaled}${paths_}`;
}
