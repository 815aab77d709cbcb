/**
 * Arrows of the score, or of the velocity backwards in time, on a grid: blue needles are the network's, orange lines over them are exact.
 * They differ where the network is wrong.
 */
import { css, type Rgb } from '../canvas/colour';
import type { Surface } from '../canvas/island';
import { line } from '../canvas/marks';
import type { Placing } from '../canvas/splat';

/** A field at a list of places, both in the units of what the stage shows. */
export interface ScoreField {
  /** [n, 2] places in units of the stage. */
  readonly places: Float32Array;
  /** [n, 2] eps at those places, against which the score points, or the velocity from data to noise. Null where it is unknown. */
  readonly learned: Float32Array | null;
  readonly exact: Float32Array | null;
  /** [m, 2] lines along each in the place of arrows, in units of the stage. */
  readonly lines?: Readonly<Record<'learned' | 'exact', readonly Float32Array[]>>;
}

/** Columns and rows of the grid that arrows stand on. */
export const ARROWS = 22;

/** @returns [ARROWS², 2] places evenly over the square of `half` units around 0 */
export function arrowPlaces(half: number): Float32Array {
  const places = new Float32Array(2 * ARROWS * ARROWS);
  for (let i = 0; i < ARROWS * ARROWS; i++) {
    places[2 * i] = half * ((2 * ((i % ARROWS) + 0.5)) / ARROWS - 1);
    places[2 * i + 1] = half * (1 - (2 * (Math.floor(i / ARROWS) + 0.5)) / ARROWS);
  }
  return places;
}

interface Arrow {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

/** A needle: wide at the place, with its point at the arrow's head. */
function needle({ g }: Surface, { x, y, dx, dy }: Arrow, half: number, colour: Rgb) {
  const length = Math.hypot(dx, dy) + 1e-9;
  const nx = (-dy / length) * half;
  const ny = (dx / length) * half;
  g.beginPath();
  g.moveTo(x + nx, y + ny);
  g.lineTo(x + dx, y + dy);
  g.lineTo(x - nx, y - ny);
  g.arc(x, y, half, Math.atan2(-ny, -nx), Math.atan2(ny, nx), true);
  g.fillStyle = css(colour, 0.8);
  g.fill();
}

/** Lines with a head in the middle of each. */
function drawLines(
  surface: Surface,
  { centreX, centreY, perUnit }: Placing,
  lines: readonly Float32Array[],
  colour: Rgb,
  width: number,
) {
  const { g } = surface;
  g.strokeStyle = g.fillStyle = css(colour, 0.8);
  g.lineWidth = width;
  const X = (line: Float32Array, i: number) => centreX + perUnit * line[2 * i];
  const Y = (line: Float32Array, i: number) => centreY - perUnit * line[2 * i + 1];
  g.beginPath();
  for (const line of lines) {
    g.moveTo(X(line, 0), Y(line, 0));
    for (let i = 1; i < line.length / 2; i++) g.lineTo(X(line, i), Y(line, i));
  }
  g.stroke();
  for (const line of lines) {
    const middle = Math.floor(line.length / 4);
    const [x, y] = [X(line, middle), Y(line, middle)];
    const angle = Math.atan2(y - Y(line, middle - 1), x - X(line, middle - 1));
    g.beginPath();
    for (const [turn, reach] of [
      [0, 5],
      [2.5, 4],
      [-2.5, 4],
    ])
      g.lineTo(x + reach * Math.cos(angle + turn), y + reach * Math.sin(angle + turn));
    g.fill();
  }
}

export function drawField(surface: Surface, placing: Placing, field: ScoreField, strong: boolean): void {
  const { theme, w, h } = surface;
  if (field.lines) {
    drawLines(surface, placing, field.lines.learned, theme.colours.model, strong ? 2 : 1.4);
    drawLines(surface, placing, field.lines.exact, theme.colours.data, 1.2);
    return;
  }
  const gap = Math.min(w, h) / ARROWS;
  const arrowsOf = (eps: Float32Array) =>
    Array.from({ length: field.places.length / 2 }, (_, i): Arrow => {
      // The score points against the noise, and sampling moves against the velocity; tanh compresses lengths, so that distant places stay legible.
      const ex = -eps[2 * i];
      const ey = -eps[2 * i + 1];
      const size = Math.hypot(ex, ey) + 1e-9;
      const length = (gap * 0.8 * Math.tanh(size)) / size;
      return {
        x: placing.centreX + placing.perUnit * field.places[2 * i],
        y: placing.centreY - placing.perUnit * field.places[2 * i + 1],
        dx: ex * length,
        dy: -ey * length,
      };
    });
  if (field.learned) {
    for (const arrow of arrowsOf(field.learned))
      needle(surface, arrow, strong ? 3.2 : 2.6, theme.colours.model);
  }
  if (field.exact) {
    for (const { x, y, dx, dy } of arrowsOf(field.exact))
      line(surface, [x, x + dx], [y, y + dy], theme.colours.data, { width: 1.4 });
  }
}
