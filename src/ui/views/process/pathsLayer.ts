/** The paths over the density map: forward, reverse SDE and probability-flow ODE, and which of them is under the pointer. */

import { PATH_KINDS, type PathKind } from '../../../config/pageParameters';
import type { Surface } from '../../canvas/island';
import { dot, line } from '../../canvas/marks';
import { type DrawnPath, type DrawnPaths, REACH } from './model/example1d';

export interface PathsData {
  readonly lines: DrawnPaths | null;
  readonly paths: ReadonlySet<PathKind>;
  readonly symbol: string | null;
}

/** From positions and places to CSS pixels. */
export interface PathScales {
  readonly X: (position: number) => number;
  readonly Y: (place: number) => number;
}

/** The symbols that each kind of path illustrates; a path under the pointer highlights the first. */
const SYMBOLS: Readonly<Record<PathKind, readonly string[]>> = {
  forward: ['kick', 'step'],
  reverse: ['wiener'],
  ode: ['ode'],
};

/** The symbol of a forward path is of the chain's own equation, or of the SDE's. */
const symbolOf = (kind: PathKind, discrete: boolean) =>
  kind === 'forward' && discrete ? 'step' : SYMBOLS[kind][0];

const isVisible = (kind: PathKind, { paths, symbol }: PathsData) =>
  paths.has(kind) || (symbol !== null && SYMBOLS[kind].includes(symbol));

const colourOf = ({ theme }: Surface, kind: PathKind) =>
  kind === 'forward' ? theme.colours.data : theme.colours.model;

export function drawPaths(surface: Surface, { X, Y }: PathScales, data: PathsData): void {
  if (!data.lines) return;
  // A wide casing in the ground's colour separates a path from the map and from other paths.
  const casing = surface.theme.density[8];
  for (const kind of PATH_KINDS) {
    if (!isVisible(kind, data)) continue;
    const highlighted = data.symbol !== null && SYMBOLS[kind].includes(data.symbol);
    const width = (kind === 'ode' ? 1.6 : 1) + (highlighted ? 1.2 : 0);
    const dash = kind === 'reverse' && !highlighted ? [5, 2] : [];
    for (const { positions, places } of data.lines[kind]) {
      const xs = positions.map(X);
      const ys = places.map(Y);
      line(surface, xs, ys, casing, { width: width + 1.6, alpha: 0.5 });
      line(surface, xs, ys, colourOf(surface, kind), { width, dash });
    }
  }
}

/** A dot on each path at the cursor. */
export function drawPathDots(
  surface: Surface,
  { X, Y }: PathScales,
  data: PathsData,
  position: number,
): void {
  if (!data.lines) return;
  for (const kind of PATH_KINDS) {
    if (!isVisible(kind, data)) continue;
    for (const path of data.lines[kind]) {
      const place = placeOnPath(path, position);
      if (Math.abs(place) >= REACH) continue;
      dot(surface, X(position), Y(place), 3.6, surface.theme.colours.stage);
      dot(surface, X(position), Y(place), 2.6, colourOf(surface, kind));
    }
  }
}

/** The place of a path at a position, interpolated between its points. */
function placeOnPath({ positions, places }: DrawnPath, position: number): number {
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

/** Pixels within which a path counts as pointed at. */
const NEAR = 7;

/** The symbol of the path nearest to the pointer, or null. @param y of the pointer, in CSS pixels */
export function symbolOfPath(
  { lines, paths }: PathsData,
  { Y }: Pick<PathScales, 'Y'>,
  { position, y, discrete }: { position: number; y: number; discrete: boolean },
): string | null {
  let symbol: string | null = null;
  let nearest = NEAR;
  for (const kind of PATH_KINDS) {
    if (!paths.has(kind)) continue;
    for (const path of lines?.[kind] ?? []) {
      const distance = Math.abs(Y(placeOnPath(path, position)) - y);
      if (distance < nearest) {
        nearest = distance;
        symbol = symbolOf(kind, discrete);
      }
    }
  }
  return symbol;
}
