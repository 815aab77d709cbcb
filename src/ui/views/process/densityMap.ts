/** The density of the one-dimensional example over time: a heat map on a square-root scale with paths, p₀ and p_T at its sides, and the cursor. */

import { PATH_KINDS } from '../../../config/pageParameters';
import * as words from '../../../words/process';
import { css } from '../../canvas/colour';
import { colourBar } from '../../canvas/colourBar';
import { heatMap } from '../../canvas/heatMap';
import { island, type Surface } from '../../canvas/island';
import { createLayer } from '../../canvas/layer';
import { clipped, cursor, line, text } from '../../canvas/marks';
import type { Theme } from '../../canvas/theme';
import { formulaNumber } from '../../format';
import { nativeTime } from '../../time/axis';
import { axisOf, gutterOf, isNarrow, positionUnder, verticalArrow } from './axis';
import { REACH, type SpaceTimeGrid, spreadAt } from './model/example1d';
import type { ProcessWithCurves } from './model/validProcess';
import { drawPathDots, drawPaths, type PathsData, symbolOfPath } from './pathsLayer';

export interface DensityData extends PathsData {
  readonly facts: ProcessWithCurves;
  readonly density: SpaceTimeGrid | null;
  readonly position: number;
}

/** The places, in spreads, at which the map labels x. */
const RANGE = 2.2;
const TOP = 4;
const BOTTOM = 4;

const scaleY = (h: number) => (place: number) => TOP + ((REACH - place) / (2 * REACH)) * (h - TOP - BOTTOM);

/** One end of the density in the gutter, as a filled curve. */
function drawEnd(
  surface: Surface,
  density: SpaceTimeGrid,
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

/** Height of the legend over the lower edge. */
const LEGEND = 24;

/** Labels of x near both ends, where a spread may be a different distance. */
function drawRange(surface: Surface, { facts }: DensityData) {
  const { w, h, theme } = surface;
  const { process } = facts;
  const gutter = gutterOf(w);
  const Y = scaleY(h);
  const lowest = h - BOTTOM - LEGEND - 8; // above the legend
  for (const [time, x, align] of [
    [process.timeMin, gutter + 5, 'left'],
    [process.timeMax, w - gutter - 5, 'right'],
  ] as const) {
    const spread = spreadAt(process, time);
    for (const place of [-RANGE, RANGE]) {
      const say = `${align === 'left' ? 'x = ' : ''}${formulaNumber(place * spread, 3)}`;
      text(surface, say, x, Math.min(Y(place), lowest), { align, base: 'middle', halo: theme.density[8] });
    }
  }
}

/** Says that the map is not of the chosen data set. */
function drawCaption(surface: Surface) {
  const { w, theme } = surface;
  const caption = isNarrow(w) ? words.mapCaptionShort : words.mapCaption;
  text(surface, caption, w / 2, TOP + 16, {
    align: 'center',
    size: 12,
    colour: theme.colours.ink,
    halo: theme.density[8],
  });
}

function drawLegend(surface: Surface, { density, facts }: DensityData) {
  const { w, h, g, theme } = surface;
  if (!density) return;
  const gutter = gutterOf(w);
  const width = Math.min(90, Math.floor(w / 5));
  const scaled = !facts.process.variancePreserving;
  const room = isNarrow(w) ? 98 : scaled ? 256 : 152;
  const name = isNarrow(w) ? words.mapScaleShort : scaled ? words.mapScaleOfSpread : words.mapScale;
  g.fillStyle = css(theme.colours.stage, 0.86);
  g.fillRect(w - gutter - width - 44 - room, h - BOTTOM - LEGEND, width + 40 + room, 18);
  colourBar(
    surface,
    theme.density,
    { x: w - gutter - width - 36, y: h - BOTTOM - 18, width },
    { low: '0', high: formulaNumber(density.most, 2), name },
  );
}

/** The drift at a grid of times and places. */
function drawDrift(surface: Surface, { facts }: DensityData) {
  const { w, h } = surface;
  const { process } = facts;
  const X = axisOf(w);
  const Y = scaleY(h);
  for (let i = 1; i < 16; i++) {
    const position = i / 16;
    const { drift } = process.rates(nativeTime(process, position));
    for (const place of [-2.4, -1.6, -0.8, 0.8, 1.6, 2.4]) {
      // The displacement in an eighth of the whole time, compressed so that arrows do not overlap.
      const change = 0.6 * Math.tanh((drift * place * process.timeMax) / 8 / 0.6);
      verticalArrow(surface, X(position), Y(place), Y(place + change), 1.5);
    }
  }
}

function drawMap(surface: Surface, image: HTMLCanvasElement) {
  const { g, w, h, theme } = surface;
  const gutter = gutterOf(w);
  g.imageSmoothingEnabled = true;
  g.imageSmoothingQuality = 'high';
  g.drawImage(image, gutter, TOP, w - 2 * gutter, h - TOP - BOTTOM);
  g.strokeStyle = css(theme.colours.line);
  g.lineWidth = 1;
  g.strokeRect(gutter + 0.5, TOP + 0.5, w - 2 * gutter - 1, h - TOP - BOTTOM - 1);
}

export const densityMap = island<DensityData>(() => {
  const layer = createLayer();
  let image: HTMLCanvasElement | null = null;
  let last: readonly [SpaceTimeGrid | null, Theme | null] = [null, null];
  return (surface, data) => {
    const { w, h, theme } = surface;
    const { density, facts, lines, paths, position, symbol } = data;
    const gutter = gutterOf(w);
    if (!density) {
      text(surface, words.computingDensity, w / 2, h / 2, { align: 'center', size: 13 });
      return;
    }
    if (!image || last[0] !== density || last[1] !== theme) {
      last = [density, theme];
      image = heatMap(density, theme.density, (p) => Math.sqrt(p / density.most));
    }
    const map = image;
    const { process } = facts;
    layer(surface, [density, facts, lines, paths, symbol], (still) => {
      drawMap(still, map);
      clipped(still, { l: gutter, r: w - gutter, t: TOP, b: h - BOTTOM }, () => {
        if (symbol === 'drift') drawDrift(still, data);
        drawPaths(still, { X: axisOf(w), Y: scaleY(h) }, data);
      });
      drawEnd(still, density, 'data', { strong: symbol === 'data', label: 'p₀' });
      drawEnd(still, density, 'noise', {
        strong: symbol === 'noise',
        label: process.discrete ? `p${subscript(process.timeMax)}` : 'p₁',
      });
      drawRange(still, data);
      drawCaption(still);
      drawLegend(still, data);
    });
    const X = axisOf(w);
    const Y = scaleY(h);
    cursor(surface, X(position), TOP, h - BOTTOM);
    if (symbol === 'density')
      line(surface, [X(position), X(position)], [TOP, h - BOTTOM], theme.colours.ink, { width: 3 });
    drawPathDots(surface, { X, Y }, data, position);
  };
});

const subscript = (n: number): string => String(n).replace(/\d/g, (d) => '₀₁₂₃₄₅₆₇₈₉'[Number(d)]);

/** The symbol whose mark is at this place: an end, or a path. */
export function densitySymbol(
  data: DensityData,
  { x, y, w, h }: { x: number; y: number; w: number; h: number },
): string | null {
  const gutter = gutterOf(w);
  if (x < gutter) return 'data';
  if (x > w - gutter) return 'noise';
  const { discrete } = data.facts.process;
  return symbolOfPath(data, { Y: scaleY(h) }, { position: positionUnder(x, w), y, discrete });
}

/** The content of the map, in a sentence. */
export function densitySummary({ facts, density, paths, lines }: DensityData, time: number): string {
  const { process } = facts;
  if (!density) return words.densityNotReady;
  const over = PATH_KINDS.filter((kind) => paths.has(kind)).map(
    (kind) => `${lines?.[kind].length ?? 0} ${words.pathNames[kind]}`,
  );
  return words.densitySummary({
    from: process.formatTime(process.timeMin),
    to: process.formatTime(process.timeMax),
    most: formulaNumber(density.most, 2),
    cursor: process.formatTime(time),
    scaled: !process.variancePreserving,
    paths: over,
  });
}
