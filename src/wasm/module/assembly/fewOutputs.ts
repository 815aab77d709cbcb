/**
 * Convolutions to one to three channels, the last of every U-Net. A tile of eight columns would compute five to seven that nobody reads; here
 * each result is a sum over the taps and channels themselves, four of them at a time: the numbers of a row of taps lie one after the other in
 * the image as in the filter of a channel.
 */
import { ADD, BIAS } from './flags';
import { fma, ZERO } from './lanes';
import { multiplyTransposed } from './products';

/** Whether a convolution has this form. */
// @ts-ignore: decorator
@inline export function hasFewOutputs(I: i32, O: i32, upsample: i32): bool {
  return O <= 3 && (I & 3) == 0 && !upsample;
}

/** Filters [taps, O] as [O, taps], where a tap is one of a channel. */
export function filtersByOutput(w: usize, to: usize, taps: i32, O: i32): void {
  for (let o = 0; o < O; o++) {
    for (let tap = 0; tap < taps; tap++) {
      store<f32>(to, load<f32>(w + <usize>(tap * O + o) * 4));
      to += 4;
    }
  }
}

/** The sum of four numbers, of pairs first. */
// @ts-ignore: decorator
@inline function sumOf(c: v128): f32 {
  const pairs = f32x4.add(c, v128.shuffle<i32>(c, c, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

// @ts-ignore: decorator
@inline function putOne(out: usize, sum: f32, bias: usize, add: usize, flags: i32): void {
  if (flags & BIAS) sum += load<f32>(bias);
  if (flags & ADD) sum += load<f32>(out + add);
  store<f32>(out, sum);
}

/**
 * A row of pixels of one channel of the result.
 * @param x     the first pixel's first tap in the padded image
 * @param step  bytes from pixel to pixel there; row: from one row of taps to the next
 * @param w     the filter of the channel, [kh, depth]
 * @param depth numbers of a row of taps, a multiple of four
 * @param out   the first result; outStep bytes from one to the next
 */
function rowOfOutput(x: usize, step: usize, row: usize, w: usize, depth: i32, kh: i32, count: i32, out: usize, outStep: usize, bias: usize, add: usize, flags: i32): void {
  const jump = row - <usize>depth * 4;
  for (; count >= 4; count -= 4) {
    let a = x, at = w, c0 = ZERO, c1 = ZERO, c2 = ZERO, c3 = ZERO;
    for (let tap = kh; tap > 0; tap--) {
      for (let k = depth; k > 0; k -= 4) {
        const p = v128.load(at);
        c0 = fma(v128.load(a), p, c0);
        c1 = fma(v128.load(a + step), p, c1);
        c2 = fma(v128.load(a + 2 * step), p, c2);
        c3 = fma(v128.load(a + 3 * step), p, c3);
        at += 16;
        a += 16;
      }
      a += jump;
    }
    putOne(out, sumOf(c0), bias, add, flags);
    putOne(out + outStep, sumOf(c1), bias, add, flags);
    putOne(out + 2 * outStep, sumOf(c2), bias, add, flags);
    putOne(out + 3 * outStep, sumOf(c3), bias, add, flags);
    x += 4 * step;
    out += 4 * outStep;
  }
  for (; count > 0; count--) {
    let a = x, at = w, c = ZERO;
    for (let tap = kh; tap > 0; tap--) {
      for (let k = depth; k > 0; k -= 4) {
        c = fma(v128.load(a), v128.load(at), c);
        at += 16;
        a += 16;
      }
      a += jump;
    }
    putOne(out, sumOf(c), bias, add, flags);
    x += step;
    out += outStep;
  }
}

/**
 * A row of pixels of the result, [count, O].
 * @param filters [O, kh, depth]; the others are those of `rowOfOutput`
 */
export function rowOfOutputs(x: usize, step: usize, row: usize, filters: usize, depth: i32, kh: i32, O: i32, count: i32, out: usize, bias: usize, add: usize, flags: i32): void {
  for (let o = 0; o < O; o++) {
    rowOfOutput(x, step, row, filters, depth, kh, count, out, <usize>O * 4, bias, add, flags);
    filters += <usize>(kh * depth) * 4;
    out += 4;
    bias += 4;
  }
}

/** dw += a vector of four numbers; those of one output lie `step` bytes apart. */
// @ts-ignore: decorator
@inline function addVector(dw: usize, step: usize, c: v128): void {
  if (step == 4) {
    v128.store(dw, f32x4.add(v128.load(dw), c));
    return;
  }
  store<f32>(dw, load<f32>(dw) + f32x4.extract_lane(c, 0));
  store<f32>(dw + step, load<f32>(dw + step) + f32x4.extract_lane(c, 1));
  store<f32>(dw + 2 * step, load<f32>(dw + 2 * step) + f32x4.extract_lane(c, 2));
  store<f32>(dw + 3 * step, load<f32>(dw + 3 * step) + f32x4.extract_lane(c, 3));
}

/** dw [depth, O] += x, transposed, times one column of dy, over a row of pixels. */
function gradientOfOutput(x: usize, xStep: usize, dy: usize, dyStep: usize, count: i32, dw: usize, step: usize, depth: i32): void {
  for (; depth >= 16; depth -= 16) {
    let a = x, at = dy, c0 = ZERO, c1 = ZERO, c2 = ZERO, c3 = ZERO;
    for (let n = count; n > 0; n--) {
      const s = v128.load32_splat(at);
      c0 = fma(s, v128.load(a), c0);
      c1 = fma(s, v128.load(a, 16), c1);
      c2 = fma(s, v128.load(a, 32), c2);
      c3 = fma(s, v128.load(a, 48), c3);
      a += xStep;
      at += dyStep;
    }
    addVector(dw, step, c0);
    addVector(dw + 4 * step, step, c1);
    addVector(dw + 8 * step, step, c2);
    addVector(dw + 12 * step, step, c3);
    x += 64;
    dw += 16 * step;
  }
  for (; depth > 0; depth -= 4) {
    let a = x, at = dy, c = ZERO;
    for (let n = count; n > 0; n--) {
      c = fma(v128.load32_splat(at), v128.load(a), c);
      a += xStep;
      at += dyStep;
    }
    addVector(dw, step, c);
    x += 16;
    dw += 4 * step;
  }
}

/**
 * dw [kh · depth, O] += the products of x, transposed, and dy over a row of pixels.
 * @param row bytes from one row of taps to the next; the others are those of `multiplyTransposed`
 */
export function addFilterGradient(x: usize, xStep: usize, row: usize, dy: usize, dyStep: usize, count: i32, dw: usize, depth: i32, kh: i32, O: i32, scratch: usize): void {
  const step = <usize>O * 4;
  if (!hasFewOutputs(depth, O, 0)) {
    multiplyTransposed(x, xStep, row, dy, dyStep, count, dw, step, depth, kh, O, 0, ADD, scratch);
    return;
  }
  for (let tap = 0; tap < kh; tap++) {
    for (let o = 0; o < O; o++) gradientOfOutput(x, xStep, dy + <usize>o * 4, dyStep, count, dw + <usize>o * 4, step, depth);
    x += row;
    dw += <usize>depth * step;
  }
}
