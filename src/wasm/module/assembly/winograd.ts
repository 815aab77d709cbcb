/**
 * Convolutions with 3 × 3 filters by Winograd's F(2 × 2, 3 × 3) (Lavin & Gray 2016, arXiv:1509.09308): a tile of 2 × 2 results takes 16
 * products for each pair of channels in place of 36. With d the 4 × 4 numbers of the image below a tile and g the filter of two channels,
 * y = Aᵀ [(G g Gᵀ) · (Bᵀ d B)] A, the dot number by number; so each of the 16 places is a product of matrices, tiles by channels.
 *
 * Channels are multiples of four. Tiles are taken in groups, and numbers of a place lie together: a plane.
 */
import { ADD, BIAS } from './flags';
import { clear, panels, place, turn } from './images';
import { ZERO } from './lanes';
import { multiplyRows, multiplyTransposed } from './products';
import { addParts, partsOf } from './parts';
import { endRow, firstRow, forAll, isFirstThread, ownPart, together } from './threads';

/** Tiles of a group. */
const TILES = 36;

/** Bytes of a plane. Planes begin in different sets of the first-level cache. */
// @ts-ignore: decorator
@inline function planeOf(channels: i32): usize {
  return <usize>(TILES * channels) * 4 + 64;
}

/** Whether a convolution has this form, and it pays. */
// @ts-ignore: decorator
@inline export function isTiled(I: i32, O: i32, kh: i32, kw: i32, stride: i32, Ho: i32, Wo: i32, upsample: i32): bool {
  return kh == 3 && kw == 3 && stride == 1 && !upsample && ((I | O) & 3) == 0 && min(I, O) >= 8 && min(Ho, Wo) >= 4;
}

/** Tiles of a part of a filter's gradient, at least. */
const LEAST_TILES = 24;

/** Bytes of scratch of `tiled` and `tiledFilterGradient`. @param H, W of the larger of image and result */
export function tiledScratch(B: i32, H: i32, W: i32, I: i32, O: i32): usize {
  const tiles = B * ((H + 3) >> 1) * ((W + 3) >> 1), numbers = 16 * I * O;
  return <usize>(partsOf(tiles / LEAST_TILES, numbers) * numbers) * 4 + forAll(threadScratch(H, W, I, O));
}

function threadScratch(H: i32, W: i32, I: i32, O: i32): usize {
  const image = <usize>((H + 5) * (W + 5)) * <usize>max(I, O) * 4;
  const filters = <usize>(25 * max(panels(O) * I, panels(I) * O)) * 32;
  return filters + 16 * (planeOf(I) + planeOf(O)) + image + TILES * 32 + 64;
}

/** A row of four places from four numbers: e B. */
// @ts-ignore: decorator
@inline function storeRow(to: usize, plane: usize, e0: v128, e1: v128, e2: v128, e3: v128): void {
  v128.store(to, f32x4.sub(e0, e2));
  v128.store(to + plane, f32x4.add(e1, e2));
  v128.store(to + 2 * plane, f32x4.sub(e2, e1));
  v128.store(to + 3 * plane, f32x4.sub(e1, e3));
}

/** Bᵀ d B of one tile. @param from its first pixel in the padded image @param row bytes from row to row there */
function transformImage(from: usize, row: usize, to: usize, plane: usize, C: i32): void {
  const pixel = <usize>C * 4, second = from + row, third = second + row, fourth = third + row;
  for (let c: usize = 0; c < pixel; c += 16) {
    const a0 = v128.load(third + c), a1 = v128.load(third + pixel + c), a2 = v128.load(third + 2 * pixel + c), a3 = v128.load(third + 3 * pixel + c);
    storeRow(to + c, plane, f32x4.sub(v128.load(from + c), a0), f32x4.sub(v128.load(from + pixel + c), a1), f32x4.sub(v128.load(from + 2 * pixel + c), a2), f32x4.sub(v128.load(from + 3 * pixel + c), a3));
    const b0 = v128.load(second + c), b1 = v128.load(second + pixel + c), b2 = v128.load(second + 2 * pixel + c), b3 = v128.load(second + 3 * pixel + c);
    storeRow(to + 4 * plane + c, plane, f32x4.add(b0, a0), f32x4.add(b1, a1), f32x4.add(b2, a2), f32x4.add(b3, a3));
    storeRow(to + 8 * plane + c, plane, f32x4.sub(a0, b0), f32x4.sub(a1, b1), f32x4.sub(a2, b2), f32x4.sub(a3, b3));
    storeRow(to + 12 * plane + c, plane, f32x4.sub(b0, v128.load(fourth + c)), f32x4.sub(b1, v128.load(fourth + pixel + c)), f32x4.sub(b2, v128.load(fourth + 2 * pixel + c)), f32x4.sub(b3, v128.load(fourth + 3 * pixel + c)));
  }
}

/** Two results of a row from four places, s A; the second is stored where `wide`. */
// @ts-ignore: decorator
@inline function putRow(out: usize, pixel: usize, s0: v128, s1: v128, s2: v128, s3: v128, wide: bool, bias: v128, add: usize, flags: i32): void {
  let p = f32x4.add(f32x4.add(f32x4.add(s0, s1), s2), bias), q = f32x4.add(f32x4.sub(f32x4.sub(s1, s2), s3), bias);
  if (flags & ADD) p = f32x4.add(p, v128.load(out + add));
  v128.store(out, p);
  if (!wide) return;
  if (flags & ADD) q = f32x4.add(q, v128.load(out + pixel + add));
  v128.store(out + pixel, q);
}

/** y = Aᵀ m A of one tile, with bias and sum. @param out its first pixel @param row bytes from row to row of the result */
function transformResult(m: usize, plane: usize, out: usize, row: usize, C: i32, wide: bool, high: bool, bias: usize, add: usize, flags: i32): void {
  const pixel = <usize>C * 4;
  for (let c: usize = 0; c < pixel; c += 16) {
    const b = flags & BIAS ? v128.load(bias + c) : ZERO, first = m + c, second = first + 4 * plane, third = second + 4 * plane, fourth = third + 4 * plane;
    const p0 = v128.load(second), p1 = v128.load(second + plane), p2 = v128.load(second + 2 * plane), p3 = v128.load(second + 3 * plane);
    const q0 = v128.load(third), q1 = v128.load(third + plane), q2 = v128.load(third + 2 * plane), q3 = v128.load(third + 3 * plane);
    putRow(out + c, pixel, f32x4.add(f32x4.add(v128.load(first), p0), q0), f32x4.add(f32x4.add(v128.load(first + plane), p1), q1), f32x4.add(f32x4.add(v128.load(first + 2 * plane), p2), q2), f32x4.add(f32x4.add(v128.load(first + 3 * plane), p3), q3), wide, b, add, flags);
    if (high) putRow(out + row + c, pixel, f32x4.sub(f32x4.sub(p0, q0), v128.load(fourth)), f32x4.sub(f32x4.sub(p1, q1), v128.load(fourth + plane)), f32x4.sub(f32x4.sub(p2, q2), v128.load(fourth + 2 * plane)), f32x4.sub(f32x4.sub(p3, q3), v128.load(fourth + 3 * plane)), wide, b, add, flags);
  }
}

/** A row of four places from two numbers: e Aᵀ. */
// @ts-ignore: decorator
@inline function storePair(to: usize, plane: usize, e: v128, f: v128): void {
  v128.store(to, e);
  v128.store(to + plane, f32x4.add(e, f));
  v128.store(to + 2 * plane, f32x4.sub(e, f));
  v128.store(to + 3 * plane, f32x4.neg(f));
}

/** A dy Aᵀ of one tile; beyond the edge dy is 0. */
function transformGradient(dy: usize, row: usize, to: usize, plane: usize, C: i32, wide: bool, high: bool): void {
  const pixel = <usize>C * 4, below = dy + row;
  for (let c: usize = 0; c < pixel; c += 16) {
    const p = v128.load(dy + c), q = wide ? v128.load(dy + pixel + c) : ZERO;
    const r = high ? v128.load(below + c) : ZERO, s = wide && high ? v128.load(below + pixel + c) : ZERO;
    storePair(to + c, plane, p, q);
    storePair(to + 4 * plane + c, plane, f32x4.add(p, r), f32x4.add(q, s));
    storePair(to + 8 * plane + c, plane, f32x4.sub(p, r), f32x4.sub(q, s));
    storePair(to + 12 * plane + c, plane, f32x4.neg(r), f32x4.neg(s));
  }
}

/** e Gᵀ: four places from three taps. @param size bytes from place to place */
// @ts-ignore: decorator
@inline function storeTaps(to: usize, size: usize, e0: v128, e1: v128, e2: v128): void {
  const half = f32x4.mul(f32x4.add(e0, e2), f32x4.splat(0.5)), other = f32x4.mul(e1, f32x4.splat(0.5));
  v128.store(to, e0);
  v128.store(to + size, f32x4.add(half, other));
  v128.store(to + 2 * size, f32x4.sub(half, other));
  v128.store(to + 3 * size, e2);
}

/** Filters [3, 3, I, O] as G g Gᵀ, packed for `multiply`: [16, O / 8, I, 8]. @param flip the last tap is the first */
function transformFilters(w: usize, to: usize, I: i32, O: i32, flip: bool): void {
  const tap = <usize>(I * O) * 4, size = <usize>(panels(O) * I) * 32, step: usize = flip ? 0 - tap : tap;
  if (flip) w += 8 * tap;
  for (let o = 0; o < O; o += 4) {
    for (let i = 0; i < I; i++) {
      const from = w + <usize>(i * O + o) * 4, at = to + <usize>((o >> 3) * I + i) * 32 + <usize>(o & 4) * 4;
      const a0 = v128.load(from), a1 = v128.load(from + step), a2 = v128.load(from + 2 * step);
      const b0 = v128.load(from + 3 * step), b1 = v128.load(from + 4 * step), b2 = v128.load(from + 5 * step);
      const c0 = v128.load(from + 6 * step), c1 = v128.load(from + 7 * step), c2 = v128.load(from + 8 * step);
      const h0 = f32x4.mul(f32x4.add(a0, c0), f32x4.splat(0.5)), h1 = f32x4.mul(f32x4.add(a1, c1), f32x4.splat(0.5)), h2 = f32x4.mul(f32x4.add(a2, c2), f32x4.splat(0.5));
      const k0 = f32x4.mul(b0, f32x4.splat(0.5)), k1 = f32x4.mul(b1, f32x4.splat(0.5)), k2 = f32x4.mul(b2, f32x4.splat(0.5));
      storeTaps(at, size, a0, a1, a2);
      storeTaps(at + 4 * size, size, f32x4.add(h0, k0), f32x4.add(h1, k1), f32x4.add(h2, k2));
      storeTaps(at + 8 * size, size, f32x4.sub(h0, k0), f32x4.sub(h1, k1), f32x4.sub(h2, k2));
      storeTaps(at + 12 * size, size, c0, c1, c2);
    }
  }
}

/** Adds three taps from four places, u G. */
// @ts-ignore: decorator
@inline function addTaps(to: usize, tap: usize, u0: v128, u1: v128, u2: v128, u3: v128): void {
  const sum = f32x4.mul(f32x4.add(u1, u2), f32x4.splat(0.5)), difference = f32x4.mul(f32x4.sub(u1, u2), f32x4.splat(0.5));
  v128.store(to, f32x4.add(v128.load(to), f32x4.add(u0, sum)));
  v128.store(to + tap, f32x4.add(v128.load(to + tap), difference));
  v128.store(to + 2 * tap, f32x4.add(v128.load(to + 2 * tap), f32x4.add(sum, u3)));
}

/** dw += Gᵀ u G, this thread's share. @param u [16, I, O] */
function addFilters(u: usize, dw: usize, I: i32, O: i32): void {
  const size = <usize>(I * O) * 4, end = <usize>endRow(I * O >> 2) * 16;
  for (let at = <usize>firstRow(I * O >> 2) * 16; at < end; at += 16) {
    const a = u + at, b = a + 4 * size, c = b + 4 * size, d = c + 4 * size;
    const b0 = v128.load(b), b1 = v128.load(b + size), b2 = v128.load(b + 2 * size), b3 = v128.load(b + 3 * size);
    const c0 = v128.load(c), c1 = v128.load(c + size), c2 = v128.load(c + 2 * size), c3 = v128.load(c + 3 * size);
    const half = f32x4.splat(0.5);
    const s0 = f32x4.mul(f32x4.add(b0, c0), half), s1 = f32x4.mul(f32x4.add(b1, c1), half), s2 = f32x4.mul(f32x4.add(b2, c2), half), s3 = f32x4.mul(f32x4.add(b3, c3), half);
    addTaps(dw + at, size, f32x4.add(v128.load(a), s0), f32x4.add(v128.load(a + size), s1), f32x4.add(v128.load(a + 2 * size), s2), f32x4.add(v128.load(a + 3 * size), s3));
    addTaps(dw + 3 * size + at, size, f32x4.mul(f32x4.sub(b0, c0), half), f32x4.mul(f32x4.sub(b1, c1), half), f32x4.mul(f32x4.sub(b2, c2), half), f32x4.mul(f32x4.sub(b3, c3), half));
    addTaps(dw + 6 * size + at, size, f32x4.add(v128.load(d), s0), f32x4.add(v128.load(d + size), s1), f32x4.add(v128.load(d + 2 * size), s2), f32x4.add(v128.load(d + 3 * size), s3));
  }
}

/** Filters [9, I, O] as [9, O, I]. */
function swapChannels(w: usize, to: usize, I: i32, O: i32): void {
  const row = <usize>O * 4, column = <usize>I * 4;
  for (let tap = 0; tap < 9; tap++) {
    for (let i = 0; i < I; i += 4)
      for (let o = 0; o < O; o += 4) turn(w + <usize>i * row + <usize>o * 4, row, to + <usize>o * column + <usize>i * 4, column);
    w += <usize>I * row;
    to += <usize>I * row;
  }
}

/**
 * y = x * w (+ bias) (+ add), or with `backward` the convolution with the filter turned around and its channels swapped: then x is a
 * gradient of O channels, and y has I.
 * @param x       [B, H, W, I]
 * @param top     rows of zeros above x, at most 2; left: columns beside it
 * @param add     distance in bytes from y to what is added, read where flags has ADD
 * @param y       [B, Ho, Wo, O]
 * @param scratch `tiledScratch` bytes
 */
export function tiled(x: usize, w: usize, bias: usize, add: usize, y: usize, B: i32, H: i32, W: i32, I: i32, O: i32, top: i32, left: i32, Ho: i32, Wo: i32, flags: i32, scratch: usize, backward: bool): void {
  const from = backward ? O : I, to = backward ? I : O;
  const size = <usize>(panels(to) * from) * 32, planeX = planeOf(from), planeY = planeOf(to);
  const filters = ownPart(scratch, threadScratch(max(H, Ho), max(W, Wo), I, O)), swapped = filters + 16 * size, places = swapped + (backward ? 9 * <usize>(I * O) * 4 : 0), products = places + 16 * planeX;
  const padded = products + 16 * planeY;
  if (backward) swapChannels(w, swapped, I, O);
  transformFilters(backward ? swapped : w, filters, from, to, backward);
  const columns = (Wo + 1) >> 1, tiles = ((Ho + 1) >> 1) * columns, count = B * tiles;
  const pixel = <usize>from * 4, row = <usize>(2 * columns + 2) * pixel, pixelY = <usize>to * 4, rowY = <usize>Wo * pixelY;
  clear(padded, <usize>(2 * ((Ho + 1) >> 1) + 2) * row);
  const first = firstRow(count), last = endRow(count);
  for (let begin = first; begin < last; begin += TILES) {
    const end = min(last, begin + TILES);
    for (let t = begin; t < end; t++) {
      const b = t / tiles, at = t - b * tiles, i = at / columns, j = at - i * columns;
      if (at == 0 || t == first) place(x + <usize>(b * H) * (<usize>W * pixel), padded + <usize>top * row + <usize>left * pixel, H, W, from, row);
      transformImage(padded + <usize>(2 * i) * row + <usize>(2 * j) * pixel, row, places + <usize>(t - begin) * pixel, planeX, from);
    }
    for (let k: usize = 0; k < 16; k++) multiplyRows(places + k * planeX, end - begin, filters + k * size, from, products + k * planeY, to, pixelY);
    for (let t = begin; t < end; t++) {
      const b = t / tiles, at = t - b * tiles, i = at / columns, j = at - i * columns;
      const out = y + <usize>(b * Ho + 2 * i) * rowY + <usize>(2 * j) * pixelY;
      transformResult(products + <usize>(t - begin) * pixelY, planeY, out, rowY, to, 2 * j + 1 < Wo, 2 * i + 1 < Ho, bias, add, flags);
    }
  }
}

/**
 * dw (+)= the gradient with respect to the filter.
 * @param dy [B, Ho, Wo, O]
 * @param dw [3, 3, I, O]; added to where `adds`
 */
export function tiledFilterGradient(x: usize, dy: usize, dw: usize, B: i32, H: i32, W: i32, I: i32, O: i32, top: i32, left: i32, Ho: i32, Wo: i32, adds: bool, scratch: usize): void {
  const size = <usize>(I * O) * 4, planeX = planeOf(I), planeY = planeOf(O);
  const columns = (Wo + 1) >> 1, tiles = ((Ho + 1) >> 1) * columns, count = B * tiles, parts = partsOf(count / LEAST_TILES, 16 * I * O);
  const places = ownPart(scratch + <usize>parts * 16 * size, threadScratch(max(H, Ho), max(W, Wo), I, O));
  const gradients = places + 16 * planeX, pack = gradients + 16 * planeY, padded = pack + TILES * 32;
  const pixel = <usize>I * 4, row = <usize>(2 * columns + 2) * pixel, pixelY = <usize>O * 4, rowY = <usize>Wo * pixelY;
  clear(padded, <usize>(2 * ((Ho + 1) >> 1) + 2) * row);
  for (let part = firstRow(parts); part < endRow(parts); part++) {
    const sums = scratch + <usize>part * 16 * size, first = count * part / parts, last = count * (part + 1) / parts;
    clear(sums, 16 * size);
    for (let begin = first; begin < last; begin += TILES) {
      const end = min(last, begin + TILES);
      for (let t = begin; t < end; t++) {
        const b = t / tiles, at = t - b * tiles, i = at / columns, j = at - i * columns;
        if (at == 0 || t == first) place(x + <usize>(b * H) * (<usize>W * pixel), padded + <usize>top * row + <usize>left * pixel, H, W, I, row);
        transformImage(padded + <usize>(2 * i) * row + <usize>(2 * j) * pixel, row, places + <usize>(t - begin) * pixel, planeX, I);
        transformGradient(dy + <usize>(b * Ho + 2 * i) * rowY + <usize>(2 * j) * pixelY, rowY, gradients + <usize>(t - begin) * pixelY, planeY, O, 2 * j + 1 < Wo, 2 * i + 1 < Ho);
      }
      for (let k: usize = 0; k < 16; k++)
        multiplyTransposed(places + k * planeX, pixel, 0, gradients + k * planeY, pixelY, end - begin, sums + k * size, pixelY, I, 1, O, 0, ADD, pack);
    }
  }
  if (!adds && isFirstThread()) clear(dw, 9 * size);
  together();
  addParts(scratch, parts, 16 * I * O);
  together();
  addFilters(scratch, dw, I, O);
}
