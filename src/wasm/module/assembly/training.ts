/** The loss and the optimizer of a training step. */
import { fma, ZERO } from './lanes';

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

/**
 * A step of Adam with clipping before it and the moving average of the parameters after it, in place.
 * @param p, m, v, ema, g [n], n a multiple of 4
 * @param step            [3] rate, epsilon, decay of the average
 * @param rest1, rest2    1 - beta1, 1 - beta2
 * @param clip            largest norm of the gradient, 0 for no limit
 */
export function adamStep(p: usize, m: usize, v: usize, ema: usize, g: usize, step: usize, n: i32, beta1: f32, rest1: f32, beta2: f32, rest2: f32, clip: f32): void {
  const end = <usize>n * 4;
  let scale: f32 = 1;
  if (clip > 0) {
    let low = f64x2.splat(0), high = f64x2.splat(0);
    for (let i: usize = 0; i < end; i += 16) {
      const x = v128.load(g + i), a = f64x2.promote_low_f32x4(x), b = f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 0));
      low = f64x2.add(low, f64x2.mul(a, a));
      high = f64x2.add(high, f64x2.mul(b, b));
    }
    const squares = f64x2.add(low, high);
    const norm = Math.sqrt(f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1));
    if (norm > <f64>clip) scale = <f32>(<f64>clip / norm);
  }
  const scales = f32x4.splat(scale), rate = v128.load32_splat(step), epsilon = v128.load32_splat(step, 4), decay = v128.load32_splat(step, 8);
  const b1 = f32x4.splat(beta1), r1 = f32x4.splat(rest1), b2 = f32x4.splat(beta2), r2 = f32x4.splat(rest2);
  for (let i: usize = 0; i < end; i += 16) {
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
