/** Muon beside Adam: what its step does beside products of matrices. */
import { fma } from './lanes';
import { clipScale, squaresOf } from './norms';
import { endNumber, endRow, firstNumber, firstRow } from './threads';

/**
 * The momentum of matrices with clipping before it, their second moment as Adam has it, and Nesterov's momentum: the average as it will be
 * after one more gradient like this one.
 * @param m, v, g [all], of which the matrices are the numbers from `first` on; both are multiples of 16
 * @param x       [all - first] receives Nesterov's momentum
 * @param rest, rest2 1 - momentum, 1 - beta2
 */
export function muonMomentum(m: usize, v: usize, g: usize, x: usize, first: i32, all: i32, momentum: f32, rest: f32, beta2: f32, rest2: f32, clip: f32): void {
  const scales = f32x4.splat(clipScale(g, all, clip)), b1 = f32x4.splat(momentum), r1 = f32x4.splat(rest), b2 = f32x4.splat(beta2), r2 = f32x4.splat(rest2);
  const n = all - first, begin = <usize>first * 4, mine = <usize>endNumber(n) * 4;
  for (let i = <usize>firstNumber(n) * 4; i < mine; i += 16) {
    const at = begin + i, gradient = f32x4.mul(v128.load(g + at), scales);
    const nextM = fma(v128.load(m + at), b1, f32x4.mul(gradient, r1));
    v128.store(m + at, nextM);
    v128.store(v + at, fma(v128.load(v + at), b2, f32x4.mul(f32x4.mul(gradient, gradient), r2)));
    v128.store(x + i, fma(nextM, b1, f32x4.mul(gradient, r1)));
  }
}

/** Scales n numbers to norm 1; zeros stay zeros. The numbers up to the next multiple of 4 are 0. */
export function toUnitNorm(x: usize, n: i32, epsilon: f32): void {
  const fours = (n + 3) & ~3, end = <usize>fours * 4;
  const factor = f32x4.splat(<f32>(1 / (Math.sqrt(squaresOf(x, fours)) + <f64>epsilon)));
  for (let i: usize = 0; i < end; i += 16) v128.store(x + i, f32x4.mul(v128.load(x + i), factor));
}

/** square = a I + b x + c square, of matrices [n, n]. */
export function polynomial(x: usize, square: usize, n: i32, a: f32, b: f32, c: f32): void {
  const row = <usize>n * 4, end = endRow(n);
  for (let i = firstRow(n); i < end; i++) {
    const from = x + <usize>i * row, to = square + <usize>i * row;
    for (let j: usize = 0; j < row; j += 4) store<f32>(to + j, b * load<f32>(from + j) + c * load<f32>(to + j));
    store<f32>(to + <usize>i * 4, load<f32>(to + <usize>i * 4) + a);
  }
}

/**
 * A step of n weights against a direction, and of their moving average.
 * @param step   [4] of which the third is the decay of the average and the fourth the learning rate
 * @param factor of the learning rate
 */
export function stepAgainst(p: usize, ema: usize, x: usize, step: usize, n: i32, factor: f32): void {
  const decay = load<f32>(step, 8), rate = load<f32>(step, 12) * factor, end = <usize>endNumber(n) * 4;
  const decays = f32x4.splat(decay), rates = f32x4.splat(rate);
  let i = <usize>firstNumber(n) * 4;
  for (; i + 16 <= end; i += 16) {
    const next = f32x4.sub(v128.load(p + i), f32x4.mul(rates, v128.load(x + i)));
    v128.store(p + i, next);
    v128.store(ema + i, fma(decays, f32x4.sub(v128.load(ema + i), next), next));
  }
  for (; i < end; i += 4) {
    const next = load<f32>(p + i) - rate * load<f32>(x + i);
    store<f32>(p + i, next);
    store<f32>(ema + i, decay * (load<f32>(ema + i) - next) + next);
  }
}
