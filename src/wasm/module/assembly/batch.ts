/**
 * A batch of points: the choice of samples and times, the noise, the noised samples and their targets. The random numbers are those of
 * src/lib/rng.ts, bit for bit before they become normal; the reference is the batch of the processor, src/training/data/batch.ts.
 */
import { fma } from './lanes';

/** Streams of src/lib/rng.ts, which are part of the file format. */
const BATCH: u32 = 1;
const TIME: u32 = 2;
const NOISE: u32 = 3;

/** Flag: the times are stratified over the batch. */
export const STRATIFIED = 1;

/** Numbers of a level before the row of its embedding: of x0 and eps in the input, and in the target; the weight; six of the variance. */
const LEVEL_NUMBERS = 11;

/** The words 0 and 1, or 2 and 3, of a block of Philox 4x32-10 (Salmon et al. 2011), the first in the low half. */
function philox(block: u32, stream: u32, step: u32, seed: u32, high: bool): u64 {
  let c0 = block, c1 = stream, c2 = step, c3: u32 = 0, k0 = seed, k1: u32 = 0;
  for (let round = 0; round < 10; round++) {
    const p = <u64>0xd2511f53 * <u64>c0, q = <u64>0xcd9e8d57 * <u64>c2;
    c0 = <u32>(q >> 32) ^ c1 ^ k0;
    c1 = <u32>q;
    c2 = <u32>(p >> 32) ^ c3 ^ k1;
    c3 = <u32>p;
    k0 += 0x9e3779b9;
    k1 += 0xbb67ae85;
  }
  return high ? <u64>c2 | (<u64>c3 << 32) : <u64>c0 | (<u64>c1 << 32);
}

/** The 24 bits of a number of a uniform sequence. */
function bitsOf(index: u32, stream: u32, step: u32, seed: u32): u32 {
  const words = philox(index >> 2, stream, step, seed, (index & 2) != 0);
  return <u32>(index & 1 ? words >> 32 : words) >> 8;
}

/** ⌊u range⌋ of a uniform number by its bits. */
// @ts-ignore: decorator
@inline function below(bits: u32, range: i32): i32 {
  return <i32>((<u64>bits * <u64>range) >> 24);
}

/** -2 ln x of numbers in (0, 1], to some 1e-7 of the value (Cephes): x = 2^e (1 + f). */
// @ts-ignore: decorator
@inline function minusTwoLog(x: v128): v128 {
  let m = v128.or(v128.and(x, i32x4.splat(0x7fffff)), i32x4.splat(0x3f800000));
  let e = f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_s(x, 23), i32x4.splat(127)));
  const large = f32x4.gt(m, f32x4.splat(1.41421356));
  m = v128.bitselect(f32x4.mul(m, f32x4.splat(0.5)), m, large);
  e = f32x4.add(e, v128.and(large, f32x4.splat(1)));
  const f = f32x4.sub(m, f32x4.splat(1)), square = f32x4.mul(f, f);
  let p = f32x4.splat(7.0376836292e-2);
  p = fma(p, f, f32x4.splat(-1.1514610310e-1));
  p = fma(p, f, f32x4.splat(1.1676998740e-1));
  p = fma(p, f, f32x4.splat(-1.2420140846e-1));
  p = fma(p, f, f32x4.splat(1.4249322787e-1));
  p = fma(p, f, f32x4.splat(-1.6668057665e-1));
  p = fma(p, f, f32x4.splat(2.0000714765e-1));
  p = fma(p, f, f32x4.splat(-2.4999993993e-1));
  p = fma(p, f, f32x4.splat(3.3333331174e-1));
  let y = f32x4.mul(f32x4.mul(p, f), square);
  y = fma(e, f32x4.splat(-2.12194440e-4), y);
  y = fma(square, f32x4.splat(-0.5), y);
  y = f32x4.add(f, y);
  return f32x4.mul(f32x4.splat(-2), fma(e, f32x4.splat(0.693359375), y));
}

/** [cos, sin, cos, sin] of the angles of lanes 0 and 2, in turns from -1/2 to 1/2. */
// @ts-ignore: decorator
@inline function cosSin(turns: v128): v128 {
  const four = f32x4.mul(turns, f32x4.splat(4)), shifted = f32x4.add(four, f32x4.splat(12582912.0));
  const a = f32x4.mul(f32x4.sub(four, f32x4.sub(shifted, f32x4.splat(12582912.0))), f32x4.splat(1.5707963267948966));
  const z = f32x4.mul(a, a);
  let s = f32x4.splat(-1.9515295891e-4);
  s = fma(s, z, f32x4.splat(8.3321608736e-3));
  s = fma(s, z, f32x4.splat(-1.6666654611e-1));
  s = fma(f32x4.mul(s, z), a, a);
  let c = f32x4.splat(2.443315711809948e-5);
  c = fma(c, z, f32x4.splat(-1.388731625493765e-3));
  c = fma(c, z, f32x4.splat(4.166664568298827e-2));
  c = fma(f32x4.mul(c, z), z, fma(z, f32x4.splat(-0.5), f32x4.splat(1)));
  // Quarters of a turn: the cosine is one quarter ahead of the sine.
  const quarter = i32x4.add(shifted, i32x4.replace_lane(i32x4.replace_lane(i32x4.splat(0), 0, 1), 2, 1));
  const odd = i32x4.eq(v128.and(quarter, i32x4.splat(1)), i32x4.splat(1));
  return v128.xor(v128.bitselect(c, s, odd), i32x4.shl(v128.and(quarter, i32x4.splat(2)), 30));
}

/** Four numbers of a normal sequence, from index 4 block on: Box–Muller on two pairs of words. */
function normalsOf(block: u32, stream: u32, step: u32, seed: u32): v128 {
  const low = philox(block, stream, step, seed, false), high = philox(block, stream, step, seed, true);
  const words = i64x2.replace_lane(i64x2.splat(low), 1, high);
  const uniform = f32x4.mul(f32x4.convert_i32x4_u(i32x4.shr_u(words, 8)), f32x4.splat(5.9604644775390625e-8));
  const radii = v128.shuffle<i32>(uniform, uniform, 0, 0, 2, 2), turns = v128.shuffle<i32>(uniform, uniform, 1, 1, 3, 3);
  // The radius from (0, 1]: the sum is exact.
  const squares = minusTwoLog(f32x4.add(radii, f32x4.splat(5.9604644775390625e-8)));
  return f32x4.mul(f32x4.sqrt(squares), cosSin(f32x4.sub(turns, f32x4.splat(0.5))));
}

/**
 * @param draw     [2] i32: seed and step
 * @param pool     [count, n] samples
 * @param levels   [times, LEVEL_NUMBERS + embedding]
 * @param x        [rows, n] noised samples, and target likewise
 * @param temb     [rows, embedding]
 * @param weight   [rows]
 * @param variance [rows, varianceNumbers]
 * @param n        numbers of a sample
 */
export function drawBatch(draw: usize, pool: usize, levels: usize, x: usize, target: usize, temb: usize, weight: usize, variance: usize, rows: i32, n: i32, count: i32, times: i32, embedding: i32, varianceNumbers: i32, flags: i32): void {
  const seed = load<u32>(draw), step = load<u32>(draw, 4);
  const level = <usize>(LEVEL_NUMBERS + embedding) * 4;
  let eps = f32x4.splat(0), index: u32 = 0;
  for (let row = 0; row < rows; row++) {
    const part = below(bitsOf(row, TIME, step, seed), times);
    const time = flags & STRATIFIED ? <i32>((<i64>row * <i64>times + <i64>part) / <i64>rows) : part;
    const numbers = levels + <usize>min(time, times - 1) * level;
    const sample = pool + <usize>(below(bitsOf(row, BATCH, step, seed), count) * n) * 4;
    for (let i: usize = 0; i < <usize>n * 4; i += 4) {
      if ((index & 3) == 0) eps = normalsOf(index >> 2, NOISE, step, seed);
      const x0 = load<f32>(sample + i), noise = f32x4.extract_lane(eps, 0);
      store<f32>(x + i, load<f32>(numbers) * x0 + load<f32>(numbers, 4) * noise);
      store<f32>(target + i, load<f32>(numbers, 8) * x0 + load<f32>(numbers, 12) * noise);
      eps = v128.shuffle<i32>(eps, eps, 1, 2, 3, 0);
      index++;
    }
    store<f32>(weight, load<f32>(numbers, 16));
    for (let i: usize = 0; i < <usize>varianceNumbers * 4; i += 4) store<f32>(variance + i, load<f32>(numbers + i, 20));
    memory.copy(temb, numbers + LEVEL_NUMBERS * 4, <usize>embedding * 4);
    x += <usize>n * 4;
    target += <usize>n * 4;
    weight += 4;
    variance += <usize>varianceNumbers * 4;
    temb += <usize>embedding * 4;
  }
}
