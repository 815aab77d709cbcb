/**
 * Group normalisation on WASM's heap: two passes forward, two backward. For a channel of a sample the whole operation is z = a x + b,
 * and its gradient dx = A dz + B x + C, with numbers found from sums that one pass collects.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { GroupNormImplementation } from '../groupNorm';
import { onHeap } from './heap';

/** Mean and 1/deviation of each group of one sample, at every channel of it. */
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

export const heapGroupNorm: GroupNormImplementation = {
  forward(x, { offset, gain, shift }, { groups, epsilon, activation }) {
    const [batch, height, width, channels] = x.shape as [number, number, number, number];
    const pixels = height * width;
    const rows = [batch, channels];
    const inputs = offset ? [x, gain, shift, offset] : [x, gain, shift];
    const [z, a, b, mean, rstd] = onHeap(inputs, [x.shape, rows, rows, rows, rows], (given, made) => {
      const [x, gain, shift, offset] = given;
      const [z, a, b, mean, rstd] = made;
      const sums = new Float64Array(channels);
      const squares = new Float64Array(channels);
      for (let sample = 0; sample < batch; sample++) {
        const row = sample * channels;
        const [begin, end] = [row * pixels, (row + channels) * pixels];
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
        groupStatistics(sums, squares, { groups, pixels, epsilon }, { mean, rstd, at: row });
        for (let c = row; c < row + channels; c++) {
          if (offset) mean[c] -= offset[c]; // from here on relative to x itself
          a[c] = gain[c] * rstd[c];
          b[c] = shift[c] - mean[c] * a[c];
        }
        for (let at = begin; at < end; at += channels) {
          for (let c = 0; c < channels; c++) z[at + c] = x[at + c] * a[row + c] + b[row + c];
        }
      }
    });
    const kept = [x, a, b, mean, rstd, gain];
    if (activation === 'linear') return { value: z, kept };
    const s = tf.sigmoid(z);
    onHeap([z, s], [], ([z, s]) => {
      for (let i = 0; i < z.length; i++) z[i] *= s[i]; // in place: z is read nowhere else
    });
    return { value: z, kept: [...kept, s] };
  },

  backward(dy, [x, a, b, mean, rstd, gain, ...rest], { groups, activation }, hasOffset) {
    const silu = activation === 'silu';
    const [batch, height, width, channels] = x.shape as [number, number, number, number];
    const pixels = height * width;
    const each = channels / groups;
    const rows = [batch, channels];
    const inputs = [dy, x, a, b, mean, rstd, gain, ...rest];
    const [dx, dGain, dShift, dOffset] = onHeap(inputs, [x.shape, rows, rows, rows], (given, made) => {
      const [dy, x, a, b, mean, rstd, gain, s] = given;
      const [dx, dGain, dShift, dOffset] = made;
      const sums = new Float64Array(channels);
      const along = new Float64Array(channels);
      const inputSums = new Float64Array(channels);
      const factor = new Float64Array(channels);
      const constant = new Float64Array(channels);
      for (let sample = 0; sample < batch; sample++) {
        const row = sample * channels;
        const [begin, end] = [row * pixels, (row + channels) * pixels];
        sums.fill(0);
        along.fill(0);
        inputSums.fill(0);
        for (let at = begin; at < end; at += channels) {
          for (let c = 0; c < channels; c++) {
            const value = x[at + c];
            let dz = dy[at + c];
            if (silu) {
              const sigma = s[at + c];
              dz *= sigma * (1 + (value * a[row + c] + b[row + c]) * (1 - sigma));
            }
            dx[at + c] = dz;
            sums[c] += dz;
            along[c] += dz * value;
            inputSums[c] += value;
          }
        }
        for (let c = 0; c < channels; c++) {
          dShift[row + c] = sums[c];
          along[c] = (along[c] - mean[row + c] * sums[c]) * rstd[row + c]; // Σ dz x̂
          dGain[row + c] = along[c];
        }
        for (let first = 0; first < channels; first += each) {
          let level = 0;
          let slope = 0;
          for (let c = first; c < first + each; c++) {
            level += (gain[row + c] * sums[c]) / (pixels * each);
            slope += (gain[row + c] * along[c]) / (pixels * each);
          }
          for (let c = first; c < first + each; c++) {
            const r = rstd[row + c];
            factor[c] = -r * r * slope;
            constant[c] = -r * level - factor[c] * mean[row + c];
            dOffset[row + c] = a[row + c] * sums[c] + factor[c] * inputSums[c] + constant[c] * pixels;
          }
        }
        for (let at = begin; at < end; at += channels) {
          for (let c = 0; c < channels; c++) {
            dx[at + c] = a[row + c] * dx[at + c] + factor[c] * x[at + c] + constant[c];
          }
        }
      }
    });
    if (hasOffset) return { dx, dGain, dShift, dOffset };
    dOffset.dispose();
    return { dx, dGain, dShift, dOffset: null };
  },
};
