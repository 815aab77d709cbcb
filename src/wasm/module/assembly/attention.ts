/**
 * Scaled dot-product attention of several heads, head after head of each sample: its scores stay in the cache. The backward pass computes
 * them again from the maximum and the sum of each row, so nothing of the size of the scores is saved.
 */
import { ADD } from './flags';
import { packColumns, packRows } from './images';
import { exp, ZERO } from './lanes';
import { BLOCK, multiplyPacked, multiplyTransposed } from './products';
import { endRow, firstRow, forAll, ownPart } from './threads';

/** Numbers of a row of scores: a multiple of 8. */
// @ts-ignore: decorator
@inline function padded(N: i32): i32 {
  return (N + 7) & ~7;
}

/** Pairs of byte offsets of N rows. */
function fillRows(table: usize, N: i32, from: usize, to: usize): void {
  for (let i = 0; i < N; i++) {
    store<u32>(table, <u32>(<usize>i * from));
    store<u32>(table, <u32>(<usize>i * to), 4);
    table += 8;
  }
}

// @ts-ignore: decorator
@inline function pack(x: usize, stride: usize, to: usize, N: i32, D: i32): void {
  for (let j = 0; j < N; j += 8) packRows(x + <usize>j * stride, stride, to + <usize>(j * D) * 4, D, N - j);
}

/** e^(s scale - maximum) / sum of N scores, in place; zeros in the rest of the row. @param saved maximum, 1 / sum: written where `first` */
function softmax(s: usize, N: i32, scale: f32, saved: usize, first: bool): void {
  const end = <usize>N * 4, whole = end & ~15, last = <usize>padded(N) * 4;
  let most: f32 = 0, factor: f32 = 0;
  if (first) {
    let largest = v128.load32_splat(s);
    for (let i: usize = 0; i < whole; i += 16) largest = f32x4.pmax(largest, v128.load(s + i));
    for (let i = whole; i < end; i += 4) largest = f32x4.pmax(largest, v128.load32_splat(s + i));
    largest = f32x4.pmax(largest, v128.shuffle<i64>(largest, largest, 1, 0));
    most = scale * f32x4.extract_lane(f32x4.pmax(largest, v128.shuffle<i32>(largest, largest, 1, 0, 3, 2)), 0);
  } else {
    most = load<f32>(saved);
    factor = load<f32>(saved, 4);
  }
  const scales = f32x4.splat(scale), shift = f32x4.splat(most);
  let sums = ZERO;
  for (let i: usize = 0; i < last; i += 16) {
    let e = exp(f32x4.sub(f32x4.mul(v128.load(s + i), scales), shift));
    if (i >= whole) {
      // Past the last score there is nothing.
      const left = <i32>((end - i) >> 2), lanes = i32x4.add(i32x4.splat(0), i32x4.replace_lane(i32x4.replace_lane(i32x4.replace_lane(i32x4.splat(0), 1, 1), 2, 2), 3, 3));
      e = v128.and(e, i32x4.lt_s(lanes, i32x4.splat(i >= end ? 0 : left)));
    }
    sums = f32x4.add(sums, e);
    v128.store(s + i, e);
  }
  if (first) {
    factor = 1 / (f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 1) + (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3)));
    store<f32>(saved, most);
    store<f32>(saved, factor, 4);
  }
  for (let i: usize = 0; i < last; i += 16) v128.store(s + i, f32x4.mul(v128.load(s + i), f32x4.splat(factor)));
}

/** Bytes of scratch of a thread. */
function headScratch(N: i32, D: i32): usize {
  const row = <usize>padded(N) * 4;
  return 2 * <usize>N * row + <usize>padded(D) * row + <usize>N * 32 + <usize>BLOCK * 32 + <usize>N * 16;
}

/** Bytes of scratch of the forward and the backward pass. */
export function attentionScratch(N: i32, D: i32): usize {
  return forAll(headScratch(N, D));
}

/**
 * out = softmax(q kᵀ / √D) v in each head.
 * @param q     [B, N, heads · D]; head h has the numbers h D to (h + 1) D of a row. k, v and out likewise
 * @param saved [B, heads, N, 2], for the backward pass
 */
export function attend(q: usize, k: usize, v: usize, out: usize, saved: usize, B: i32, N: i32, heads: i32, D: i32, scratch: usize): void {
  const stride = <usize>(heads * D) * 4, wide = padded(N), row = <usize>wide * 4, scale = <f32>(1 / Math.sqrt(<f64>D));
  const scores = ownPart(scratch, headScratch(N, D)), packed = scores + <usize>N * row, toScores = packed + <usize>padded(D) * row + <usize>N * 32, toOut = toScores + <usize>N * 8;
  fillRows(toScores, N, stride, row);
  fillRows(toOut, N, row, stride);
  for (let head = firstRow(B * heads); head < endRow(B * heads); head++) {
    const at = <usize>(head / heads) * <usize>N * stride + <usize>(head % heads * D) * 4, sums = saved + <usize>head * <usize>N * 8;
    pack(k + at, stride, packed, N, D);
    multiplyPacked(q + at, toScores, N, packed, D, scores, wide);
    for (let i = 0; i < N; i++) softmax(scores + <usize>i * row, N, scale, sums + <usize>i * 8, true);
    for (let j = 0; j < D; j += 8) packColumns(v + at + <usize>j * 4, stride, packed + <usize>(j * N) * 4, N, D - j);
    multiplyPacked(scores, toOut, N, packed, N, out + at, D);
  }
}

/** dp = p (dp - Σ p dp) scale of one row: the gradient of the softmax with respect to the products. */
function softmaxGradient(p: usize, dp: usize, N: i32, scale: f32): void {
  const last = <usize>padded(N) * 4;
  let sums = ZERO;
  for (let i: usize = 0; i < last; i += 16) sums = f32x4.add(sums, f32x4.mul(v128.load(p + i), v128.load(dp + i)));
  const sum = f32x4.splat(f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 1) + (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3)));
  for (let i: usize = 0; i < last; i += 16)
    v128.store(dp + i, f32x4.mul(f32x4.mul(v128.load(p + i), f32x4.splat(scale)), f32x4.sub(v128.load(dp + i), sum)));
}

/** to = aᵀ b for a head: a [N, N], rows padded; b and to are rows of a head. */
function transposedProduct(a: usize, b: usize, to: usize, N: i32, D: i32, stride: usize, scratch: usize): void {
  const row = <usize>padded(N) * 4;
  for (let i = 0; i < N; i++) memory.fill(to + <usize>i * stride, 0, <usize>D * 4);
  for (let first = 0; first < N; first += BLOCK)
    multiplyTransposed(a + <usize>first * row, row, 0, b + <usize>first * stride, stride, min(BLOCK, N - first), to, stride, N, 1, D, 0, ADD, scratch);
}

/** The gradients of `attend`. @param dy [B, N, heads · D]; dq, dk and dv likewise */
export function attendGradient(dy: usize, q: usize, k: usize, v: usize, saved: usize, dq: usize, dk: usize, dv: usize, B: i32, N: i32, heads: i32, D: i32, scratch: usize): void {
  const stride = <usize>(heads * D) * 4, wide = padded(N), row = <usize>wide * 4, scale = <f32>(1 / Math.sqrt(<f64>D));
  const scores = ownPart(scratch, headScratch(N, D)), gradient = scores + <usize>N * row, packed = gradient + <usize>N * row;
  const toScores = packed + <usize>padded(D) * row + <usize>N * 32, toRows = toScores + <usize>N * 8, block = toRows + <usize>N * 8;
  fillRows(toScores, N, stride, row);
  fillRows(toRows, N, row, stride);
  for (let head = firstRow(B * heads); head < endRow(B * heads); head++) {
    const at = <usize>(head / heads) * <usize>N * stride + <usize>(head % heads * D) * 4, sums = saved + <usize>head * <usize>N * 8;
    pack(k + at, stride, packed, N, D);
    multiplyPacked(q + at, toScores, N, packed, D, scores, wide);
    pack(v + at, stride, packed, N, D);
    multiplyPacked(dy + at, toScores, N, packed, D, gradient, wide);
    for (let i = 0; i < N; i++) softmax(scores + <usize>i * row, N, scale, sums + <usize>i * 8, false);
    transposedProduct(scores, dy + at, dv + at, N, D, stride, block);
    for (let i = 0; i < N; i++) softmaxGradient(scores + <usize>i * row, gradient + <usize>i * row, N, scale);
    for (let j = 0; j < D; j += 8) packColumns(k + at + <usize>j * 4, stride, packed + <usize>(j * N) * 4, N, D - j);
    multiplyPacked(gradient, toRows, N, packed, N, dq + at, D);
    transposedProduct(gradient, q + at, dk + at, N, D, stride, block);
  }
}
