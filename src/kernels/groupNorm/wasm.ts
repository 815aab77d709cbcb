/**
 * The group norm on the WASM heap: two passes forward, two backward. For a channel of a sample the whole operation is z = a x + b, and its
 * gradient dx = a dz + factor x + constant, with numbers computed from sums that the first pass collects in float64.
 */
import * as tf from '@tensorflow/tfjs-core';
import { onHeap } from '../../wasm/heap';
import { groupNormBy } from './rows';

/** The numbers of one sample, x[begin] to x[end - 1], channel by channel for each pixel. `row` is the first number of its row in [B, C]. */
interface Sample {
  readonly begin: number;
  readonly end: number;
  readonly row: number;
  readonly channels: number;
  readonly pixels: number;
}

function* samplesOf([batch, height, width, channels]: readonly number[]): Generator<Sample> {
  const pixels = height * width;
  for (let row = 0; row < batch * channels; row += channels)
    yield { begin: row * pixels, end: (row + channels) * pixels, row, channels, pixels };
}

/** Sums and sums of squares of each channel of x + offset. */
function sumSquares(
  x: Float32Array,
  offset: Float32Array | undefined,
  { begin, end, row, channels, pixels }: Sample,
  out: { readonly sums: Float64Array; readonly squares: Float64Array },
): void {
  const { sums, squares } = out;
  sums.fill(0);
  squares.fill(0);
  for (let at = begin; at < end; at += channels) {
    for (let c = 0; c < channels; c++) {
      const value = x[at + c];
      sums[c] += value;
      squares[c] += value * value;
    }
  }
  for (let c = 0; offset && c < channels; c++) {
    const o = offset[row + c];
    squares[c] += o * (2 * sums[c] + pixels * o);
    sums[c] += pixels * o;
  }
}

/** Mean and 1/deviation of each group of one sample, at every channel of the group. */
function groupStatistics(
  sums: Float64Array,
  squares: Float64Array,
  { groups, pixels, epsilon }: { groups: number; pixels: number; epsilon: number },
  out: { mean: Float32Array; rstd: Float32Array; at: number },
): void {
  const each = sums.length / groups;
  for (let first = 0; first < sums.length; first += each) {
    let sum = 0;
    let square = 0;
    for (let c = first; c < first + each; c++) {
      sum += sums[c];
      square += squares[c];
    }
    const mean = sum / (pixels * each);
    const variance = Math.max(0, square / (pixels * each) - mean * mean); // float64: no digits are lost
    const rstd = 1 / Math.sqrt(variance + epsilon);
    out.mean.fill(mean, out.at + first, out.at + first + each);
    out.rstd.fill(rstd, out.at + first, out.at + first + each);
  }
}

/** The arrays that the forward pass saves, and `sigmoid`, σ(z), where the activation is SiLU. */
interface SavedArrays {
  readonly x: Float32Array;
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly mean: Float32Array;
  readonly rstd: Float32Array;
  readonly gain: Float32Array;
  readonly sigmoid?: Float32Array;
}

/** Sums of each channel of one sample. */
interface GradientSums {
  readonly sumDy: Float64Array;
  readonly sumDyXhat: Float64Array;
  readonly sumX: Float64Array;
}

/** Writes dz and sums it: alone, times x̂, and x alone. */
function throughActivation(
  dy: Float32Array,
  { x, a, b, mean, rstd, sigmoid }: SavedArrays,
  { begin, end, row, channels }: Sample,
  dz: Float32Array,
  { sumDy, sumDyXhat, sumX }: GradientSums,
): void {
  sumDy.fill(0);
  sumDyXhat.fill(0);
  sumX.fill(0);
  for (let at = begin; at < end; at += channels) {
    for (let c = 0; c < channels; c++) {
      const value = x[at + c];
      let d = dy[at + c];
      if (sigmoid) {
        const sigma = sigmoid[at + c];
        d *= sigma * (1 + (value * a[row + c] + b[row + c]) * (1 - sigma));
      }
      dz[at + c] = d;
      sumDy[c] += d;
      sumDyXhat[c] += d * value;
      sumX[c] += value;
    }
  }
  // So far the sum is of dz x, and x̂ = (x - mean) rstd.
  for (let c = 0; c < channels; c++) sumDyXhat[c] = (sumDyXhat[c] - mean[row + c] * sumDy[c]) * rstd[row + c];
}

/** dx = a dz + factor x + constant, for each channel of one sample. */
interface Coefficients {
  readonly factor: Float64Array;
  readonly constant: Float64Array;
}

function throughNorm(
  { mean, rstd, gain }: SavedArrays,
  { row, channels, pixels }: Sample,
  groups: number,
  { sumDy, sumDyXhat }: GradientSums,
  { factor, constant }: Coefficients,
): void {
  const each = channels / groups;
  for (let first = 0; first < channels; first += each) {
    let meanDy = 0;
    let meanDyXhat = 0;
    for (let c = first; c < first + each; c++) {
      meanDy += (gain[row + c] * sumDy[c]) / (pixels * each);
      meanDyXhat += (gain[row + c] * sumDyXhat[c]) / (pixels * each);
    }
    for (let c = first; c < first + each; c++) {
      const r = rstd[row + c];
      factor[c] = -r * r * meanDyXhat;
      constant[c] = -r * meanDy - factor[c] * mean[row + c];
    }
  }
}

export const groupNormOnWasm = groupNormBy({
  forward(x, { offset, gain, shift }, { groups, epsilon, activation }) {
    const [batch, , , channels] = x.shape as [number, number, number, number];
    const rows = [batch, channels];
    const inputs = offset ? [x, gain, shift, offset] : [x, gain, shift];
    const [z, a, b, mean, rstd] = onHeap(inputs, [x.shape, rows, rows, rows, rows], (arrays, results) => {
      const [values, gain, shift, offset] = arrays;
      const [z, a, b, mean, rstd] = results;
      const sums = new Float64Array(channels);
      const squares = new Float64Array(channels);
      for (const sample of samplesOf(x.shape)) {
        const { begin, end, row, pixels } = sample;
        sumSquares(values, offset, sample, { sums, squares });
        groupStatistics(sums, squares, { groups, pixels, epsilon }, { mean, rstd, at: row });
        for (let c = row; c < row + channels; c++) {
          if (offset) mean[c] -= offset[c]; // from here on it is the mean of x without the offset
          a[c] = gain[c] * rstd[c];
          b[c] = shift[c] - mean[c] * a[c];
        }
        for (let at = begin; at < end; at += channels) {
          for (let c = 0; c < channels; c++) z[at + c] = values[at + c] * a[row + c] + b[row + c];
        }
      }
    });
    const saved = [x, a, b, mean, rstd, gain];
    if (activation === 'linear') return { value: z, saved };
    const s = tf.sigmoid(z);
    onHeap([z, s], [], ([z, s]) => {
      for (let i = 0; i < z.length; i++) z[i] *= s[i]; // in place: nothing else reads z
    });
    return { value: z, saved: [...saved, s] };
  },

  backward(dy, saved, { groups }, hasOffset) {
    const [x] = saved;
    const [batch, , , channels] = x.shape as [number, number, number, number];
    const rows = [batch, channels];
    const [dx, dGain, dShift, dOffset] = onHeap(
      [dy, ...saved],
      [x.shape, rows, rows, rows],
      (arrays, results) => {
        const [dy, x, a, b, mean, rstd, gain, sigmoid] = arrays;
        const [dx, dGain, dShift, dOffset] = results;
        const numbers: SavedArrays = { x, a, b, mean, rstd, gain, sigmoid };
        const zeros = () => new Float64Array(channels);
        const sums = { sumDy: zeros(), sumDyXhat: zeros(), sumX: zeros() };
        const coefficients = { factor: zeros(), constant: zeros() };
        const { factor, constant } = coefficients;
        for (const sample of samplesOf(saved[0].shape)) {
          const { begin, end, row, pixels } = sample;
          throughActivation(dy, numbers, sample, dx, sums);
          throughNorm(numbers, sample, groups, sums, coefficients);
          for (let c = 0; c < channels; c++) {
            dShift[row + c] = sums.sumDy[c];
            dGain[row + c] = sums.sumDyXhat[c];
            dOffset[row + c] = a[row + c] * sums.sumDy[c] + factor[c] * sums.sumX[c] + constant[c] * pixels;
          }
          for (let at = begin; at < end; at += channels) {
            for (let c = 0; c < channels; c++)
              dx[at + c] = a[row + c] * dx[at + c] + factor[c] * x[at + c] + constant[c];
          }
        }
      },
    );
    if (hasOffset) return { dx, dGain, dShift, dOffset };
    dOffset.dispose();
    return { dx, dGain, dShift, dOffset: null };
  },
});
