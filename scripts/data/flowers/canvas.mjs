/**
 * A canvas of 32 × 32 pixels that is painted with 4 × 4 samples a pixel.
 *
 * A shape is a test of points in coordinates of its own, which a transform places on the canvas. Only +, −, ×, ÷ and √ are used, which
 * IEEE 754 rounds in one way: the same numbers give the same bytes on every machine.
 */

export const SIZE = 32;
const SAMPLES = 4;
const SIDE = SIZE * SAMPLES;
/** Colours have 52 levels, 0, 5, … 255: zipped, an image is a third smaller than with 256, and looks the same. */
const STEP = 5;

/** sin(2π t) by its series, on the quarter turn where it is short: `Math.sin` differs in its last bit between engines. */
export function sin(t) {
  const turn = t - Math.floor(t);
  const half = turn < 0.5 ? turn : turn - 0.5;
  const x = 2 * Math.PI * (half > 0.25 ? 0.5 - half : half);
  const s = x * x;
  const series = x * (1 - (s / 6) * (1 - (s / 20) * (1 - (s / 42) * (1 - (s / 72) * (1 - s / 110)))));
  return turn < 0.5 ? series : -series;
}
export const cos = (t) => sin(t + 0.25);

/** x' = a x + c y + e, y' = b x + d y + f. */
export const IDENTITY = [1, 0, 0, 1, 0, 0];

/** The transform that applies `inner` first. */
export const after = ([a, b, c, d, e, f], [A, B, C, D, E, F]) => [
  a * A + c * B,
  b * A + d * B,
  a * C + c * D,
  b * C + d * D,
  a * E + c * F + e,
  b * E + d * F + f,
];
export const move = (x, y) => [1, 0, 0, 1, x, y];
export const scale = (x, y = x) => [x, 0, 0, y, 0, 0];
/** @param t turns, clockwise, since y goes down */
export const rotate = (t) => [cos(t), sin(t), -sin(t), cos(t), 0, 0];
export const chain = (...transforms) => transforms.reduce(after);

export const newCanvas = () => new Float64Array(SIDE * SIDE * 3);

/**
 * Paints a shape.
 * @param shape { box: [left, top, right, bottom], inside(x, y) } in its own coordinates
 * @param colour [red, green, blue] of 0 to 1
 */
export function paint(canvas, transform, { box: [left, top, right, bottom], inside }, colour, opacity = 1) {
  const [a, b, c, d, e, f] = transform;
  const area = a * d - b * c;
  const corners = [
    [left, top],
    [right, top],
    [left, bottom],
    [right, bottom],
  ].map(([x, y]) => [a * x + c * y + e, b * x + d * y + f]);
  const range = (axis) => {
    const values = corners.map((corner) => corner[axis] * SAMPLES);
    return [Math.max(0, Math.floor(Math.min(...values))), Math.min(SIDE, Math.ceil(Math.max(...values)))];
  };
  const [fromX, toX] = range(0);
  const [fromY, toY] = range(1);
  for (let row = fromY; row < toY; row++) {
    for (let column = fromX; column < toX; column++) {
      const x = (column + 0.5) / SAMPLES - e;
      const y = (row + 0.5) / SAMPLES - f;
      if (!inside((d * x - c * y) / area, (a * y - b * x) / area)) continue;
      const at = 3 * (row * SIDE + column);
      for (let k = 0; k < 3; k++) canvas[at + k] += opacity * (colour[k] - canvas[at + k]);
    }
  }
}

/** A unit circle. */
export const DISC = { box: [-1, -1, 1, 1], inside: (x, y) => x * x + y * y <= 1 };

/** All below a line that waves: y > height(x). */
export const below = (height) => ({ box: [0, 0, SIZE, SIZE], inside: (x, y) => y > height(x) });

/**
 * A petal or leaf along x from 0 to 1. Its half width follows a table of values at equal distances; its axis bends by `bend` x².
 */
export function blade(widths, bend = 0) {
  const last = widths.length - 1;
  const most = Math.max(...widths);
  return {
    box: [0, Math.min(0, bend) - most, 1, Math.max(0, bend) + most],
    inside(x, y) {
      if (x < 0 || x > 1) return false;
      const i = Math.min(last - 1, Math.floor(x * last));
      const width = widths[i] + (x * last - i) * (widths[i + 1] - widths[i]);
      const off = y - bend * x * x;
      return off <= width && off >= -width;
    },
  };
}

/** A line along a quadratic Bézier curve, its half width from `thick` to `thin`. */
export function paintLine(canvas, transform, [[x0, y0], [x1, y1], [x2, y2]], thick, thin, colour) {
  const STEPS = 48;
  for (let i = 0; i <= STEPS; i++) {
    const u = i / STEPS;
    const v = 1 - u;
    const place = move(v * v * x0 + 2 * u * v * x1 + u * u * x2, v * v * y0 + 2 * u * v * y1 + u * u * y2);
    paint(canvas, chain(transform, place, scale(thick + u * (thin - thick))), DISC, colour);
  }
}

/** @returns {Buffer} [32, 32, 3] means of the samples */
export function toBytes(canvas) {
  const bytes = Buffer.alloc(SIZE * SIZE * 3);
  for (let i = 0; i < bytes.length; i++) {
    const k = i % 3;
    const column = ((i - k) / 3) % SIZE;
    const row = (i - k - 3 * column) / (3 * SIZE);
    let sum = 0;
    for (let y = 0; y < SAMPLES; y++)
      for (let x = 0; x < SAMPLES; x++)
        sum += canvas[3 * ((row * SAMPLES + y) * SIDE + column * SAMPLES + x) + k];
    const value = Math.min(1, Math.max(0, sum / SAMPLES ** 2));
    bytes[i] = STEP * Math.round((255 / STEP) * value);
  }
  return bytes;
}
