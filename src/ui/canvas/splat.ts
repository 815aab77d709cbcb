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

/** A disc of some radius as weights on a square of pixels, for one sub-pixel offset. */
interface Stamp {
  readonly side: number;
  readonly weights: Float32Array;
}

/** Sub-pixel places in each direction: moving points would jump from pixel to pixel without. */
const PHASES = 4;
const stampsByRadius = new Map<number, readonly Stamp[]>();

function stampsOf(radius: number): readonly Stamp[] {
  const key = Math.round(radius * 16) / 16;
  const known = stampsByRadius.get(key);
  if (known) return known;
  const half = Math.ceil(key + 1);
  const side = 2 * half + 1;
  const stamps: Stamp[] = [];
  for (let py = 0; py < PHASES; py++) {
    for (let px = 0; px < PHASES; px++) {
      const cx = half + px / PHASES;
      const cy = half + py / PHASES;
      const weights = new Float32Array(side * side);
      for (let y = 0; y < side; y++) {
        for (let x = 0; x < side; x++) {
          // Full within the radius, falling to nothing over one pixel: an antialiased edge.
          const distance = Math.hypot(x - cx, y - cy);
          weights[y * side + x] = Math.min(1, Math.max(0, key + 0.5 - distance));
        }
      }
      stamps.push({ side, weights });
    }
  }
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
  const stamps = stampsOf(radius);
  const side = stamps[0].side;
  const half = (side - 1) / 2;
  const perUnit = placing.perUnit * scale;
  const end = Math.min(from.length, 2 * (part.limit ?? Number.POSITIVE_INFINITY));
  for (let i = 0; i < end; i += 2) {
    const x = placing.centreX + perUnit * (from[i] + (to[i] - from[i]) * share);
    const y = placing.centreY - perUnit * (from[i + 1] + (to[i + 1] - from[i + 1]) * share);
    const left = Math.floor(x) - half;
    const top = Math.floor(y) - half;
    // NaN fails every comparison: a sample that flew off is not drawn.
    if (!(left >= 0 && top >= 0 && left + side <= width && top + side <= height)) continue;
    const phase =
      Math.floor((y - Math.floor(y)) * PHASES) * PHASES + Math.floor((x - Math.floor(x)) * PHASES);
    const { weights } = stamps[phase];
    for (let row = 0, w = 0; row < side; row++) {
      let pixel = (top + row) * width + left;
      for (let column = 0; column < side; column++) values[pixel++] += strength * weights[w++];
    }
  }
}

export interface Ink {
  readonly colour: Rgb;
  /** Opacity of one point; overlapping ones cover as 1 - (1 - opacity)^n. */
  readonly opacity: number;
  /** What crowded places tend to: white in the dark, so that density shows as light. */
  readonly glow?: Rgb;
}

const TABLE = 1024;
const MOST = 16;

/** Lays the coverage over opaque pixels as ink, and empties it. @param pixels RGBA of the same size */
export function ink({ values }: Coverage, pixels: Uint8ClampedArray, { colour, opacity, glow }: Ink): void {
  const alphas = new Float32Array(TABLE + 1);
  const glows = new Float32Array(TABLE + 1);
  for (let i = 0; i <= TABLE; i++) {
    const points = (i / TABLE) * MOST;
    alphas[i] = 1 - (1 - opacity) ** points;
    glows[i] = glow ? 0.75 * (1 - Math.exp(-Math.max(0, points - 1) / 3)) : 0;
  }
  const [r, g, b] = colour;
  const [gr, gg, gb] = glow ?? colour;
  for (let i = 0, p = 0; i < values.length; i++, p += 4) {
    const value = values[i];
    if (value === 0) continue;
    values[i] = 0;
    const entry = value >= MOST ? TABLE : (value * (TABLE / MOST)) | 0;
    const alpha = alphas[entry];
    const light = glows[entry];
    pixels[p] += alpha * (r + (gr - r) * light - pixels[p]);
    pixels[p + 1] += alpha * (g + (gg - g) * light - pixels[p + 1]);
    pixels[p + 2] += alpha * (b + (gb - b) * light - pixels[p + 2]);
  }
}
