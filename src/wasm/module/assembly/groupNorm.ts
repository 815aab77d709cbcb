/**
 * Group normalisation of images [B, pixels, C] with what stands beside it in a residual block: a number per sample and channel added
 * before, a gain and a shift after, and SiLU. For a channel of a sample the whole is z = a x + b.
 *
 * Sums over pixels run in f32 within a chunk and in f64 beyond it. The sum of squares is that of differences from the mean, so a large mean
 * costs no digits.
 */
import { ADD } from './flags';
import { fma, sigmoid, ZERO } from './lanes';
import { endRow, firstRow, forAll, ownPart, together } from './threads';

/** Flag: SiLU follows. */
export const NORM_SILU = 1;

/** Pixels of a chunk: all its channels stay in the first-level cache. */
const CHUNK = 32;

/** Adds four f32 sums to f64 ones, and for one channel the first of them. */
// @ts-ignore: decorator
@inline function addWide(to: usize, sums: v128): void {
  v128.store(to, f64x2.add(v128.load(to), f64x2.promote_low_f32x4(sums)));
  v128.store(to, f64x2.add(v128.load(to, 16), f64x2.promote_low_f32x4(v128.shuffle<i64>(sums, sums, 1, 0))), 16);
}
// @ts-ignore: decorator
@inline function addWideOne(to: usize, sum: f32): void {
  store<f64>(to, load<f64>(to) + <f64>sum);
}

/** sums [C] f64 += the sums over pixels of x. */
function addSums(x: usize, pixels: i32, C: i32, sums: usize): void {
  const stride = <usize>C * 4;
  let c = 0;
  for (; c + 16 <= C; c += 16) {
    let at = x + <usize>c * 4, p = ZERO, q = ZERO, r = ZERO, s = ZERO;
    for (let i = pixels; i > 0; i--) {
      p = f32x4.add(p, v128.load(at));
      q = f32x4.add(q, v128.load(at, 16));
      r = f32x4.add(r, v128.load(at, 32));
      s = f32x4.add(s, v128.load(at, 48));
      at += stride;
    }
    const to = sums + <usize>c * 8;
    addWide(to, p);
    addWide(to + 32, q);
    addWide(to + 64, r);
    addWide(to + 96, s);
  }
  for (; c + 4 <= C; c += 4) {
    let at = x + <usize>c * 4, p = ZERO;
    for (let i = pixels; i > 0; i--) {
      p = f32x4.add(p, v128.load(at));
      at += stride;
    }
    addWide(sums + <usize>c * 8, p);
  }
  for (; c < C; c++) {
    let at = x + <usize>c * 4, p: f32 = 0;
    for (let i = pixels; i > 0; i--) {
      p += load<f32>(at);
      at += stride;
    }
    addWideOne(sums + <usize>c * 8, p);
  }
}

/** sums [C] f64 += the sums over pixels of (x - mean)². */
function addSquares(x: usize, mean: usize, pixels: i32, C: i32, sums: usize): void {
  const stride = <usize>C * 4;
  let c = 0;
  for (; c + 16 <= C; c += 16) {
    let at = x + <usize>c * 4, p = ZERO, q = ZERO, r = ZERO, s = ZERO, d: v128;
    const means = mean + <usize>c * 4, mp = v128.load(means), mq = v128.load(means, 16), mr = v128.load(means, 32), ms = v128.load(means, 48);
    for (let i = pixels; i > 0; i--) {
      d = f32x4.sub(v128.load(at), mp); p = fma(d, d, p);
      d = f32x4.sub(v128.load(at, 16), mq); q = fma(d, d, q);
      d = f32x4.sub(v128.load(at, 32), mr); r = fma(d, d, r);
      d = f32x4.sub(v128.load(at, 48), ms); s = fma(d, d, s);
      at += stride;
    }
    const to = sums + <usize>c * 8;
    addWide(to, p);
    addWide(to + 32, q);
    addWide(to + 64, r);
    addWide(to + 96, s);
  }
  for (; c + 4 <= C; c += 4) {
    let at = x + <usize>c * 4, p = ZERO;
    const m = v128.load(mean + <usize>c * 4);
    for (let i = pixels; i > 0; i--) {
      const d = f32x4.sub(v128.load(at), m);
      p = fma(d, d, p);
      at += stride;
    }
    addWide(sums + <usize>c * 8, p);
  }
  for (; c < C; c++) {
    let at = x + <usize>c * 4, p: f32 = 0;
    const m = load<f32>(mean + <usize>c * 4);
    for (let i = pixels; i > 0; i--) {
      const d = load<f32>(at) - m;
      p += d * d;
      at += stride;
    }
    addWideOne(sums + <usize>c * 8, p);
  }
}

// @ts-ignore: decorator
@inline function activated(z: v128, silu: bool): v128 {
  return silu ? f32x4.mul(z, sigmoid(z)) : z;
}

/** y = f(a x + b) of a sample. */
function apply(x: usize, a: usize, b: usize, y: usize, pixels: i32, C: i32, silu: bool): void {
  const stride = <usize>C * 4;
  for (let i = pixels; i > 0; i--) {
    let c: usize = 0;
    for (; c + 16 <= stride; c += 16)
      v128.store(y + c, activated(fma(v128.load(x + c), v128.load(a + c), v128.load(b + c)), silu));
    for (; c < stride; c += 4) {
      const z = fma(v128.load32_splat(x + c), v128.load32_splat(a + c), v128.load32_splat(b + c));
      store<f32>(y + c, f32x4.extract_lane(activated(z, silu), 0));
    }
    x += stride;
    y += stride;
  }
}

/** Bytes of scratch of the forward and the backward pass. */
export function groupNormScratch(C: i32, B: i32): usize {
  return <usize>(B * C) * 8 + forAll(<usize>C * 32);
}

/**
 * y = f(x̂ gain + shift), where x̂ is x + offset at mean 0 and variance 1 in each sample's groups of consecutive channels.
 * @param x       [B, pixels, C]
 * @param offset  [B, C], or 0 for none
 * @param gain    [C] where `rowStep` is 0, [B, C] where it is C; shift likewise
 * @param y       as x
 * @param saved   [B, 4, C], for the backward pass: a, b, the mean less the offset, 1 / deviation
 * @param flags   NORM_SILU: f is SiLU; else it is linear
 * @param scratch `groupNormScratch` bytes
 */
export function groupNorm(x: usize, offset: usize, gain: usize, shift: usize, y: usize, saved: usize, B: i32, pixels: i32, C: i32, groups: i32, rowStep: i32, epsilon: f32, flags: i32, scratch: usize): void {
  const row = <usize>C * 4, image = <usize>pixels * row, step = <usize>rowStep * 4, each = C / groups;
  const numbers = 1 / <f64>(pixels * each), first = <usize>firstRow(B);
  scratch = ownPart(scratch, 8 * row);
  x += first * image;
  y += first * image;
  saved += first * 4 * row;
  gain += first * step;
  shift += first * step;
  if (offset) offset += first * row;
  for (let left = endRow(B) - <i32>first; left > 0; left--) {
    const a = saved, shiftOut = a + row, mean = shiftOut + row, rstd = mean + row;
    memory.fill(scratch, 0, 2 * row);
    for (let i = 0; i < pixels; i += CHUNK) addSums(x + <usize>i * row, min(CHUNK, pixels - i), C, scratch);
    for (let first = 0; first < C; first += each) {
      let sum: f64 = 0;
      for (let c = first; c < first + each; c++) {
        sum += load<f64>(scratch + <usize>c * 8);
        if (offset) sum += <f64>pixels * <f64>load<f32>(offset + <usize>c * 4);
      }
      for (let c = first; c < first + each; c++)
        store<f32>(mean + <usize>c * 4, <f32>(sum * numbers - (offset ? <f64>load<f32>(offset + <usize>c * 4) : 0)));
    }
    memory.fill(scratch, 0, 2 * row);
    for (let i = 0; i < pixels; i += CHUNK) addSquares(x + <usize>i * row, mean, min(CHUNK, pixels - i), C, scratch);
    for (let first = 0; first < C; first += each) {
      let sum: f64 = 0;
      for (let c = first; c < first + each; c++) sum += load<f64>(scratch + <usize>c * 8);
      const scale = <f32>(1 / Math.sqrt(sum * numbers + <f64>epsilon));
      for (let c = <usize>first * 4; c < <usize>(first + each) * 4; c += 4) {
        const factor = load<f32>(gain + c) * scale;
        store<f32>(rstd + c, scale);
        store<f32>(a + c, factor);
        store<f32>(shiftOut + c, load<f32>(shift + c) - load<f32>(mean + c) * factor);
      }
    }
    apply(x, a, shiftOut, y, pixels, C, (flags & NORM_SILU) != 0);
    x += image;
    y += image;
    saved += 4 * row;
    gain += step;
    shift += step;
    if (offset) offset += row;
  }
}

/** dy f'(z): f' = σ + z σ (1 - σ). */
// @ts-ignore: decorator
@inline function derived(dy: v128, z: v128, silu: bool): v128 {
  if (!silu) return dy;
  const s = sigmoid(z);
  return f32x4.mul(dy, fma(f32x4.mul(z, s), f32x4.sub(f32x4.splat(1), s), s));
}

/** dz = dy f'(z) of a chunk; adds to the f64 sums over pixels of dz and of dz (x - mean), [C] each. */
function throughActivation(dy: usize, x: usize, saved: usize, dz: usize, pixels: i32, C: i32, silu: bool, sums: usize): void {
  const stride = <usize>C * 4;
  let c: usize = 0;
  for (; c + 16 <= stride; c += 16) {
    const a = v128.load(saved + c), b = v128.load(saved + stride + c), mean = v128.load(saved + 2 * stride + c);
    let at: usize = c, p = ZERO, q = ZERO;
    for (let i = pixels; i > 0; i--) {
      const value = v128.load(x + at);
      const d = derived(v128.load(dy + at), fma(a, value, b), silu);
      v128.store(dz + at, d);
      p = f32x4.add(p, d);
      q = fma(d, f32x4.sub(value, mean), q);
      at += stride;
    }
    addWide(sums + 2 * c, p);
    addWide(sums + 2 * stride + 2 * c, q);
  }
  for (; c < stride; c += 4) {
    const a = v128.load32_splat(saved + c), b = v128.load32_splat(saved + stride + c), mean = load<f32>(saved + 2 * stride + c);
    let at: usize = c, p: f32 = 0, q: f32 = 0;
    for (let i = pixels; i > 0; i--) {
      const value = v128.load32_splat(x + at);
      const d = f32x4.extract_lane(derived(v128.load32_splat(dy + at), fma(a, value, b), silu), 0);
      store<f32>(dz + at, d);
      p += d;
      q += d * (f32x4.extract_lane(value, 0) - mean);
      at += stride;
    }
    addWideOne(sums + 2 * c, p);
    addWideOne(sums + 2 * stride + 2 * c, q);
  }
}

/** dx = a dx + factor (x - mean) + constant (+ add) of a chunk; adds to the f64 sums over pixels of dx without `add`. */
function throughNorm(x: usize, saved: usize, factors: usize, add: usize, dx: usize, pixels: i32, C: i32, adds: bool, sums: usize): void {
  const stride = <usize>C * 4;
  let c: usize = 0;
  for (; c + 16 <= stride; c += 16) {
    const a = v128.load(saved + c), mean = v128.load(saved + 2 * stride + c), factor = v128.load(factors + c), constant = v128.load(factors + stride + c);
    let at: usize = c, p = ZERO;
    for (let i = pixels; i > 0; i--) {
      const d = fma(a, v128.load(dx + at), fma(factor, f32x4.sub(v128.load(x + at), mean), constant));
      p = f32x4.add(p, d);
      v128.store(dx + at, adds ? f32x4.add(d, v128.load(add + at)) : d);
      at += stride;
    }
    addWide(sums + 2 * c, p);
  }
  for (; c < stride; c += 4) {
    const a = load<f32>(saved + c), mean = load<f32>(saved + 2 * stride + c), factor = load<f32>(factors + c), constant = load<f32>(factors + stride + c);
    let at: usize = c, p: f32 = 0;
    for (let i = pixels; i > 0; i--) {
      const d = a * load<f32>(dx + at) + (factor * (load<f32>(x + at) - mean) + constant);
      p += d;
      store<f32>(dx + at, adds ? d + load<f32>(add + at) : d);
      at += stride;
    }
    addWideOne(sums + 2 * c, p);
  }
}

/**
 * The gradients of `groupNorm`.
 * @param dy      [B, pixels, C]
 * @param saved   as the forward pass wrote it
 * @param add     as x: added to dx where flags has ADD; must not be dx
 * @param dOffset [B, C], or 0 where it is not needed
 * @param dGain   as gain, and dShift: summed over the batch where `rowStep` is 0
 */
export function groupNormGradient(dy: usize, x: usize, gain: usize, saved: usize, add: usize, dx: usize, dOffset: usize, dGain: usize, dShift: usize, B: i32, pixels: i32, C: i32, groups: i32, rowStep: i32, flags: i32, scratch: usize): void {
  const row = <usize>C * 4, image = <usize>pixels * row, step = <usize>rowStep * 4, each = C / groups;
  const numbers = 1 / <f64>(pixels * each), silu = (flags & NORM_SILU) != 0, adds = (flags & ADD) != 0;
  // Where gain and shift are one for all samples, the sums of each sample come first, and all threads add them up in the end.
  const ofSamples = scratch, all = endRow(B), from = firstRow(B), first = <usize>from;
  scratch = ownPart(scratch + <usize>(B * C) * 8, 8 * row);
  const products = scratch + 2 * row, factors = products + 2 * row;
  dy += first * image;
  x += first * image;
  dx += first * image;
  if (adds) add += first * image;
  saved += first * 4 * row;
  gain += first * step;
  if (dOffset) dOffset += first * row;
  for (let b = from; b < all; b++) {
    const toGain = rowStep ? dGain + <usize>b * step : ofSamples + <usize>b * 2 * row, toShift = rowStep ? dShift + <usize>b * step : toGain + row;
    const rstds = saved + 3 * row;
    memory.fill(scratch, 0, 4 * row);
    for (let i = 0; i < pixels; i += CHUNK) {
      const at = <usize>i * row;
      throughActivation(dy + at, x + at, saved, dx + at, min(CHUNK, pixels - i), C, silu, scratch);
    }
    for (let first = 0; first < C; first += each) {
      const rstd = <f64>load<f32>(rstds + <usize>first * 4);
      let meanDy: f64 = 0, meanDyXhat: f64 = 0;
      for (let c = <usize>first * 4; c < <usize>(first + each) * 4; c += 4) {
        const sum = load<f64>(scratch + 2 * c), product = load<f64>(products + 2 * c) * rstd, g = <f64>load<f32>(gain + c);
        meanDy += g * sum;
        meanDyXhat += g * product;
        store<f32>(toShift + c, <f32>sum);
        store<f32>(toGain + c, <f32>product);
      }
      for (let c = <usize>first * 4; c < <usize>(first + each) * 4; c += 4) {
        store<f32>(factors + c, <f32>(-rstd * rstd * meanDyXhat * numbers));
        store<f32>(factors + row + c, <f32>(-rstd * meanDy * numbers));
      }
    }
    memory.fill(scratch, 0, 2 * row);
    for (let i = 0; i < pixels; i += CHUNK) {
      const at = <usize>i * row;
      throughNorm(x + at, saved, factors, add + at, dx + at, min(CHUNK, pixels - i), C, adds, scratch);
    }
    if (dOffset) {
      for (let c: usize = 0; c < row; c += 4) store<f32>(dOffset + c, <f32>load<f64>(scratch + 2 * c));
      dOffset += row;
    }
    dy += image;
    x += image;
    dx += image;
    if (adds) add += image;
    saved += 4 * row;
    gain += step;
  }
  if (rowStep) return;
  together();
  for (let c = <usize>firstRow(C) * 4; c < <usize>endRow(C) * 4; c += 4) {
    let ofGain: f32 = 0, ofShift: f32 = 0;
    for (let at = ofSamples + c, end = ofSamples + <usize>B * 2 * row; at < end; at += 2 * row) {
      ofGain += load<f32>(at);
      ofShift += load<f32>(at + row);
    }
    store<f32>(dGain + c, ofGain);
    store<f32>(dShift + c, ofShift);
  }
}
