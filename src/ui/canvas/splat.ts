/**
 * Splatting draws a cloud of points as coverage: every point adds a small soft disc to a grid of numbers, and the grid becomes
 * colour at the end. It costs the same for overlapping points, needs no GPU (training may have it), and 20 000 points take
 * a few milliseconds.
 */
import type { Rgb } from './colour';

/** Coverage of every pixel, 0 where no point is. */
export interface Coverage {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

export const createCoverage = (width: number, height: number): Coverage => ({
  width,
  height,
  values: new Float32Array(width * height),
});

/** A disc of some radius as weights on squares of pixels, one for each sub-pixel place of its centre. */
interface Stamps {
  readonly side: number;
  /** Pixels of the square left of (and above) the pixel that the point is in. */
  readonly before: number;
  /** [PHASES down, PHASES across, side, side] */
  readonly weights: Float32Array;
}

/** Sub-pixel places in each direction: moving points would jump from pixel to pixel without. */
const PHASES = 4;
const stampsByRadius = new Map<number, Stamps>();

function stampsOf(radius: number): Stamps {
  const key = Math.round(radius * 16) / 16;
  const known = stampsByRadius.get(key);
  if (known) return known;
  // No wider than the disc in its four places: of 20 000 small discs every pixel counts.
  const before = Math.ceil(key + 0.5) - 1;
  const after = Math.ceil(key + 0.5 + (PHASES - 1) / PHASES) - 1;
  const side = before + 1 + after;
  const weights = new Float32Array(PHASES * PHASES * side * side);
  let w = 0;
  for (let py = 0; py < PHASES; py++) {
    for (let px = 0; px < PHASES; px++) {
      const cx = before + px / PHASES;
      const cy = before + py / PHASES;
      for (let y = 0; y < side; y++) {
        for (let x = 0; x < side; x++) {
          // Full within the radius, falling to nothing over one pixel: an antialiased edge.
          const distance = Math.hypot(x - cx, y - cy);
          weights[w++] = Math.min(1, Math.max(0, key + 0.5 - distance));
        }
      }
    }
  }
  const stamps = { side, before, weights };
  stampsByRadius.set(key, stamps);
  return stamps;
}

/** Where the plane lies on the grid: pixel = centre + perUnit · (x, -y). */
export interface Placing {
  readonly centreX: number;
  readonly centreY: number;
  readonly perUnit: number;
}

export interface CloudPart {
  /** [n, 2] two states of the same points and the share of the second: what is drawn lies between. */
  readonly from: Float32Array;
  readonly to: Float32Array;
  readonly share: number;
  /** Multiplies the coordinates: 1 where the states have about unit variance. */
  readonly scale: number;
  /** Draw at most this many. */
  readonly limit?: number;
  /** Weight of a point, 1 for full. */
  readonly strength: number;
}

/** Adds a cloud to the coverage. @param radius of a point, in pixels of the grid */
export function splat(coverage: Coverage, placing: Placing, radius: number, part: CloudPart): void {
  const { width, height, values } = coverage;
  const { from, to, share, scale, strength } = part;
  const { side, before, weights } = stampsOf(radius);
  const area = side * side;
  const perUnit = placing.perUnit * scale;
  const end = Math.min(from.length, 2 * (part.limit ?? Number.POSITIVE_INFINITY));
  // Whole discs alone are drawn: the pixel of a point lies this far from each edge.
  const right = width - side + before + 1;
  const bottom = height - side + before + 1;
  for (let i = 0; i < end; i += 2) {
    const x = placing.centreX + perUnit * (from[i] + (to[i] - from[i]) * share);
    const y = placing.centreY - perUnit * (from[i + 1] + (to[i + 1] - from[i + 1]) * share);
    // NaN fails every comparison: a sample that flew off is not drawn.
    if (!(x >= before && y >= before && x < right && y < bottom)) continue;
    const column = x | 0;
    const row = y | 0;
    const phase = (((y - row) * PHASES) | 0) * PHASES + (((x - column) * PHASES) | 0);
    let w = phase * area;
    let first = (row - before) * width + column - before;
    if (side === 2) {
      // the largest clouds have the smallest discs
      values[first] += strength * weights[w];
      values[first + 1] += strength * weights[w + 1];
      values[first + width] += strength * weights[w + 2];
      values[first + width + 1] += strength * weights[w + 3];
      continue;
    }
    for (const last = w + area; w < last; first += width)
      for (let pixel = first; pixel < first + side; pixel++, w++) values[pixel] += strength * weights[w];
  }
}

export interface Ink {
  readonly colour: Rgb;
  /** Opacity of one point; overlapping ones cover as 1 - (1 - opacity)^n. */
  readonly opacity: number;
  /** The colour that dense places approach: white on a dark page, so that density shows as light. */
  readonly glow?: Rgb;
}

const TABLE = 1024;
const MOST = 16;
const STEP = TABLE / MOST;

/** The effect of coverage: the share of the ink, and how much of that is glow, by coverage in steps of MOST / TABLE. */
interface InkTable {
  readonly alphas: Float32Array;
  readonly glows: Float32Array;
}

/** Few inks are in use at a time, and each is used in every frame. */
const tables = new Map<string, InkTable>();
const MOST_TABLES = 16;

function tableOf({ opacity, glow }: Ink): InkTable {
  const key = `${opacity} ${glow !== undefined}`;
  const known = tables.get(key);
  if (known) return known;
  const alphas = new Float32Array(TABLE + 1);
  const glows = new Float32Array(TABLE + 1);
  for (let i = 0; i <= TABLE; i++) {
    const points = i / STEP;
    alphas[i] = 1 - (1 - opacity) ** points;
    glows[i] = glow ? 0.75 * (1 - Math.exp(-Math.max(0, points - 1) / 3)) : 0;
  }
  if (tables.size >= MOST_TABLES) tables.clear();
  const table = { alphas, glows };
  tables.set(key, table);
  return table;
}

/** One 32-bit word a pixel, in the byte order of every machine that runs browsers. */
const wordOf = (r: number, g: number, b: number): number =>
  ((255 << 24) | (Math.round(b) << 16) | (Math.round(g) << 8) | Math.round(r)) >>> 0;

/** The colour of each entry of the table on the ground in use: made anew for every painting, in the same place. */
const words = new Uint32Array(TABLE + 1);

/** Lays the coverage over a ground of one colour as ink, and empties it. @param pixels RGBA of the same size: every one is written */
export function inkOn({ values }: Coverage, pixels: Uint8ClampedArray, ground: Rgb, style: Ink): void {
  const { alphas, glows } = tableOf(style);
  const { colour, glow = colour } = style;
  for (let i = 0; i <= TABLE; i++) {
    const alpha = alphas[i];
    const light = glows[i];
    const r = ground[0] + alpha * (colour[0] + (glow[0] - colour[0]) * light - ground[0]);
    const g = ground[1] + alpha * (colour[1] + (glow[1] - colour[1]) * light - ground[1]);
    const b = ground[2] + alpha * (colour[2] + (glow[2] - colour[2]) * light - ground[2]);
    words[i] = wordOf(r, g, b);
  }
  const out = new Uint32Array(pixels.buffer, pixels.byteOffset, values.length);
  out.fill(words[0]);
  // Most pixels are empty: two coverages of 0 are one 64-bit 0.
  const pairs = new Float64Array(values.buffer, 0, values.length >> 1);
  for (let pair = 0; pair < pairs.length; pair++) {
    if (pairs[pair] === 0) continue;
    const i = 2 * pair;
    out[i] = words[Math.min(TABLE, values[i] * STEP) | 0];
    out[i + 1] = words[Math.min(TABLE, values[i + 1] * STEP) | 0];
    pairs[pair] = 0;
  }
  const last = values.length - 1;
  if (values.length & 1) {
    out[last] = words[Math.min(TABLE, values[last] * STEP) | 0];
    values[last] = 0;
  }
}

/** Lays the coverage over opaque pixels as ink, and empties it. @param pixels RGBA of the same size */
export function ink({ values }: Coverage, pixels: Uint8ClampedArray, style: Ink): void {
  const { alphas, glows } = tableOf(style);
  const [r, g, b] = style.colour;
  const [gr, gg, gb] = style.glow ?? style.colour;
  for (let i = 0, p = 0; i < values.length; i++, p += 4) {
    const value = values[i];
    if (value === 0) continue;
    values[i] = 0;
    const entry = value >= MOST ? TABLE : (value * STEP) | 0;
    const alpha = alphas[entry];
    const light = glows[entry];
    pixels[p] += alpha * (r + (gr - r) * light - pixels[p]);
    pixels[p + 1] += alpha * (g + (gg - g) * light - pixels[p + 1]);
    pixels[p + 2] += alpha * (b + (gb - b) * light - pixels[p + 2]);
  }
}
