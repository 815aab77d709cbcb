/** The loss and the optimizer of a training step. */
import { exp, fma, sigmoid, ZERO } from './lanes';
import { clipScale } from './norms';
import { endNumber, firstNumber } from './threads';

// @ts-ignore: decorator
@inline function wide(x: v128): f64 {
  return <f64>f32x4.extract_lane(x, 0) + <f64>f32x4.extract_lane(x, 1) + (<f64>f32x4.extract_lane(x, 2) + <f64>f32x4.extract_lane(x, 3));
}

/**
 * The squared error of each sample, the mean over its numbers; the mean over the batch of weight · error; and its gradient.
 * @param output, target, gradient [rows, n]
 * @param weight, errors           [rows]
 * @param loss                     []
 */
export function squaredError(output: usize, target: usize, weight: usize, errors: usize, gradient: usize, loss: usize, rows: i32, n: i32): void {
  const row = <usize>n * 4, whole = row & ~15, factor = <f32>(2 / (<f64>rows * <f64>n));
  let mean: f64 = 0;
  for (let left = rows; left > 0; left--) {
    const w = load<f32>(weight), slope = w * factor, slopes = f32x4.splat(slope);
    let squares = ZERO, rest: f64 = 0;
    for (let i: usize = 0; i < whole; i += 16) {
      const delta = f32x4.sub(v128.load(output + i), v128.load(target + i));
      squares = fma(delta, delta, squares);
      v128.store(gradient + i, f32x4.mul(delta, slopes));
    }
    for (let i = whole; i < row; i += 4) {
      const delta = load<f32>(output + i) - load<f32>(target + i);
      rest += <f64>(delta * delta);
      store<f32>(gradient + i, delta * slope);
    }
    const error = (wide(squares) + rest) / <f64>n;
    store<f32>(errors, <f32>error);
    mean += error * <f64>w;
    output += row;
    target += row;
    gradient += row;
    weight += 4;
    errors += 4;
  }
  store<f32>(loss, <f32>(mean / <f64>rows));
}

// @ts-ignore: decorator
@inline function one(x: v128): f32 {
  return f32x4.extract_lane(x, 0);
}

/**
 * L_hybrid of a network that predicts the variance (Nichol & Dhariwal 2021, Eq. 15 and 16): the squared error of the mean as above, and
 * `share` times the mean over the batch of the bound's terms, ½ weight (log σ² + constant + spread / σ²), to which the mean is a constant.
 * @param output, gradient [rows, pixels, 2 C]: the mean's C numbers, then those of the variance
 * @param target           [rows, pixels, C]
 * @param variance         [rows, 6] log β̃, log β, posterior variance, scale of the mean's error, constant, weight; not read where share is 0
 * @param squashed         1: the variance's part passes a sigmoid; 0: it is 2v - 1
 */
export function hybridError(output: usize, target: usize, weight: usize, variance: usize, errors: usize, gradient: usize, loss: usize, rows: i32, pixels: i32, C: i32, squashed: i32, share: f32): void {
  const n = <f64>pixels * <f64>C, part = <usize>C * 4;
  let mean: f64 = 0, bound: f64 = 0;
  for (let left = rows; left > 0; left--) {
    const w = load<f32>(weight), slope = <f32>(2 * <f64>w / (<f64>rows * n));
    let low: f32 = 0, range: f32 = 0, posterior: f32 = 0, scale: f32 = 0, constant: f32 = 0, ofTime: f32 = 0;
    if (share != 0) {
      low = load<f32>(variance);
      range = load<f32>(variance, 4) - low;
      posterior = load<f32>(variance, 8);
      scale = load<f32>(variance, 12);
      constant = load<f32>(variance, 16);
      ofTime = load<f32>(variance, 20);
      variance += 24;
    }
    const slopeOfBound = <f32>(0.5 * <f64>share * <f64>ofTime / (<f64>rows * n)) * range;
    let squares: f64 = 0, terms: f64 = 0;
    for (let p = pixels; p > 0; p--) {
      for (let c: usize = 0; c < part; c += 4) {
        const delta = load<f32>(output + c) - load<f32>(target + c), error = delta * delta;
        squares += <f64>error;
        store<f32>(gradient + c, delta * slope);
        let ofVariance: f32 = 0;
        if (share != 0) {
          const z = load<f32>(output + part + c), s = squashed ? one(sigmoid(f32x4.splat(z))) : 0.5 * (z + 1);
          const log = s * range + low, ratio = (posterior + scale * error) * one(exp(f32x4.splat(-log)));
          terms += <f64>(log + constant + ratio);
          ofVariance = slopeOfBound * (1 - ratio) * (squashed ? s * (1 - s) : 0.5);
        }
        store<f32>(gradient + part + c, ofVariance);
      }
      output += 2 * part;
      gradient += 2 * part;
      target += part;
    }
    store<f32>(errors, <f32>(squares / n));
    mean += squares / n * <f64>w;
    bound += 0.5 * <f64>ofTime * terms / n;
    weight += 4;
    errors += 4;
  }
  store<f32>(loss, <f32>((mean + <f64>share * bound) / <f64>rows));
}

/**
 * A step of Adam with clipping before it and the moving average of the parameters after it, in place.
 * @param p, m, v, ema, g [all], of which the first n are updated; both are multiples of 4
 * @param step            [4] of which the first three are rate, epsilon, decay of the average
 * @param rest1, rest2    1 - beta1, 1 - beta2
 * @param clip            largest norm of the whole gradient, 0 for no limit
 */
export function adamStep(p: usize, m: usize, v: usize, ema: usize, g: usize, step: usize, n: i32, all: i32, beta1: f32, rest1: f32, beta2: f32, rest2: f32, clip: f32): void {
  const scales = f32x4.splat(clipScale(g, all, clip)), rate = v128.load32_splat(step), epsilon = v128.load32_splat(step, 4), decay = v128.load32_splat(step, 8);
  const b1 = f32x4.splat(beta1), r1 = f32x4.splat(rest1), b2 = f32x4.splat(beta2), r2 = f32x4.splat(rest2);
  const mine = <usize>endNumber(n) * 4;
  for (let i = <usize>firstNumber(n) * 4; i < mine; i += 16) {
    const gradient = f32x4.mul(v128.load(g + i), scales);
    const nextM = fma(v128.load(m + i), b1, f32x4.mul(gradient, r1));
    const nextV = fma(v128.load(v + i), b2, f32x4.mul(f32x4.mul(gradient, gradient), r2));
    const change = f32x4.div(f32x4.mul(rate, nextM), f32x4.add(f32x4.sqrt(nextV), epsilon));
    const next = f32x4.sub(v128.load(p + i), change);
    v128.store(m + i, nextM);
    v128.store(v + i, nextV);
    v128.store(p + i, next);
    v128.store(ema + i, fma(decay, f32x4.sub(v128.load(ema + i), next), next));
  }
}
