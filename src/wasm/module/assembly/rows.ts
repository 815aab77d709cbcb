/** Operations on the rows of a matrix: Fourier features, the norm of a row with its modulation, and their gradients. */
import { ADD } from './flags';
import { activationOf, SILU, slopeOf } from './activations';
import { fma, sigmoid, ZERO } from './lanes';
import { endRow, firstRow, isFirstThread } from './threads';

// @ts-ignore: decorator
@inline function total(x: v128): f32 {
  return f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) + (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3));
}

/** x less the nearest multiple of π/2, of which the number is in the low bits of `quarters`; exact for |x| to some thousands (Cephes). */
// @ts-ignore: decorator
@inline function reduced(x: v128, quarters: v128): v128 {
  const q = f32x4.sub(quarters, f32x4.splat(12582912.0));
  x = f32x4.sub(x, f32x4.mul(q, f32x4.splat(1.5703125)));
  x = f32x4.sub(x, f32x4.mul(q, f32x4.splat(4.837512969970703125e-4)));
  return f32x4.sub(x, f32x4.mul(q, f32x4.splat(7.54978995489188216e-8)));
}

// @ts-ignore: decorator
@inline function sinNearZero(a: v128): v128 {
  const z = f32x4.mul(a, a);
  let p = f32x4.splat(-1.9515295891e-4);
  p = fma(p, z, f32x4.splat(8.3321608736e-3));
  p = fma(p, z, f32x4.splat(-1.6666654611e-1));
  return fma(f32x4.mul(p, z), a, a);
}

// @ts-ignore: decorator
@inline function cosNearZero(a: v128): v128 {
  const z = f32x4.mul(a, a);
  let p = f32x4.splat(2.443315711809948e-5);
  p = fma(p, z, f32x4.splat(-1.388731625493765e-3));
  p = fma(p, z, f32x4.splat(4.166664568298827e-2));
  return fma(f32x4.mul(p, z), z, fma(z, f32x4.splat(-0.5), f32x4.splat(1.0)));
}

/** sin(x), or with `turn` 1 cos(x). */
// @ts-ignore: decorator
@inline function sine(x: v128, turn: i32): v128 {
  const quarters = f32x4.add(f32x4.mul(x, f32x4.splat(0.63661977236758134)), f32x4.splat(12582912.0));
  const a = reduced(x, quarters), quadrant = i32x4.add(quarters, i32x4.splat(turn));
  const odd = i32x4.eq(v128.and(quadrant, i32x4.splat(1)), i32x4.splat(1));
  const value = v128.bitselect(cosNearZero(a), sinNearZero(a), odd);
  return v128.xor(value, i32x4.shl(v128.and(quadrant, i32x4.splat(2)), 30));
}

/**
 * Fourier features of points: [x, sin(x f), cos(x f)], frequency by frequency.
 * @param x           [rows, 2]
 * @param frequencies [2 F] each frequency twice, and room for 2 numbers more
 * @param out         [rows, 2 + 4 F]
 */
export function fourierFeatures(x: usize, frequencies: usize, out: usize, rows: i32, F: i32): void {
  const half = <usize>F * 8, first = firstRow(rows);
  x += <usize>first * 8;
  out += <usize>first * (8 + 2 * half);
  for (let left = endRow(rows) - first; left > 0; left--) {
    const point = v128.load64_splat(x);
    v128.store64_lane(out, point, 0);
    for (let at: usize = 0; at < half; at += 16) {
      const angles = f32x4.mul(v128.load(frequencies + at), point);
      const s = sine(angles, 0), c = sine(angles, 1), to = out + 8 + at;
      v128.store64_lane(to, s, 0);
      v128.store64_lane(to + half, c, 0);
      if (at + 16 <= half) {
        v128.store64_lane(to, s, 1, 8);
        v128.store64_lane(to + half, c, 1, 8);
      }
    }
    x += 8;
    out += 8 + 2 * half;
  }
}

/**
 * y = f(x̂ (1 + scale) + shift), where x̂ is a row at mean 0 and variance 1.
 * @param x         [rows, K]
 * @param scale     numbers K of each row, `scaleStep` numbers apart; shift likewise; a step of 0 is one row for all
 * @param slope     [rows, K] f' at each number, for the gradient, or 0 where it is not needed; then nor are xhat and rstd
 * @param xhat      [rows, K]
 * @param rstd      [rows] 1 / deviation
 */
export function normModulate(x: usize, scale: usize, shift: usize, y: usize, slope: usize, xhat: usize, rstd: usize, rows: i32, K: i32, scaleStep: i32, shiftStep: i32, epsilon: f32, kind: i32): void {
  const row = <usize>K * 4, whole = row & ~15, first = <usize>firstRow(rows);
  x += first * row;
  y += first * row;
  if (slope) {
    slope += first * row;
    xhat += first * row;
    rstd += first * 4;
  }
  scale += first * <usize>scaleStep * 4;
  shift += first * <usize>shiftStep * 4;
  for (let left = endRow(rows) - <i32>first; left > 0; left--) {
    let sums = ZERO, rest: f32 = 0;
    for (let i: usize = 0; i < whole; i += 16) sums = f32x4.add(sums, v128.load(x + i));
    for (let i = whole; i < row; i += 4) rest += load<f32>(x + i);
    const mean = (total(sums) + rest) / <f32>K, means = f32x4.splat(mean);
    sums = ZERO;
    rest = 0;
    for (let i: usize = 0; i < whole; i += 16) {
      const d = f32x4.sub(v128.load(x + i), means);
      sums = fma(d, d, sums);
    }
    for (let i = whole; i < row; i += 4) {
      const d = load<f32>(x + i) - mean;
      rest += d * d;
    }
    const factor: f32 = <f32>1 / Mathf.sqrt((total(sums) + rest) / <f32>K + epsilon), factors = f32x4.splat(factor);
    for (let i: usize = 0; i < whole; i += 16) {
      const normal = f32x4.mul(f32x4.sub(v128.load(x + i), means), factors);
      const z = fma(normal, f32x4.add(v128.load(scale + i), f32x4.splat(1)), v128.load(shift + i));
      if (slope) v128.store(xhat + i, normal);
      if (kind == SILU) {
        // One exponential for both.
        const s = sigmoid(z), value = f32x4.mul(z, s);
        if (slope) v128.store(slope + i, fma(value, f32x4.sub(f32x4.splat(1), s), s));
        v128.store(y + i, value);
      } else {
        if (slope) v128.store(slope + i, slopeOf(z, kind));
        v128.store(y + i, activationOf(z, kind));
      }
    }
    for (let i = whole; i < row; i += 4) {
      const normal = (load<f32>(x + i) - mean) * factor;
      const z = f32x4.splat(normal * (load<f32>(scale + i) + 1) + load<f32>(shift + i));
      if (slope) {
        store<f32>(xhat + i, normal);
        store<f32>(slope + i, f32x4.extract_lane(slopeOf(z, kind), 0));
      }
      store<f32>(y + i, f32x4.extract_lane(activationOf(z, kind), 0));
    }
    if (slope) {
      store<f32>(rstd, factor);
      slope += row;
      xhat += row;
      rstd += 4;
    }
    x += row;
    y += row;
    scale += <usize>scaleStep * 4;
    shift += <usize>shiftStep * 4;
  }
}

/**
 * The gradients of `normModulate`.
 * @param dy     [rows, K]
 * @param slope, xhat, rstd as the forward pass wrote them
 * @param add    [rows, K] added to dx where flags has ADD
 * @param dScale, dShift laid out as scale and shift; summed over the rows where the step is 0
 */
export function normModulateGradient(dy: usize, slope: usize, xhat: usize, rstd: usize, scale: usize, add: usize, dx: usize, dScale: usize, dShift: usize, rows: i32, K: i32, scaleStep: i32, shiftStep: i32, flags: i32): void {
  const row = <usize>K * 4, whole = row & ~15, shared = scaleStep != 0 && shiftStep != 0;
  // One scale or shift for all rows: its gradient is a sum over them, in their order.
  if (!shared && !isFirstThread()) return;
  const first = shared ? <usize>firstRow(rows) : 0;
  if (!scaleStep) memory.fill(dScale, 0, row);
  if (!shiftStep) memory.fill(dShift, 0, row);
  dy += first * row;
  slope += first * row;
  xhat += first * row;
  rstd += first * 4;
  dx += first * row;
  if (flags & ADD) add += first * row;
  scale += first * <usize>scaleStep * 4;
  dScale += first * <usize>scaleStep * 4;
  dShift += first * <usize>shiftStep * 4;
  for (let left = (shared ? endRow(rows) : rows) - <i32>first; left > 0; left--) {
    let sums = ZERO, products = ZERO, sum: f32 = 0, product: f32 = 0;
    for (let i: usize = 0; i < whole; i += 16) {
      const dz = f32x4.mul(v128.load(dy + i), v128.load(slope + i)), normal = v128.load(xhat + i), along = f32x4.mul(dz, normal);
      const d = f32x4.mul(dz, f32x4.add(v128.load(scale + i), f32x4.splat(1)));
      sums = f32x4.add(sums, d);
      products = fma(d, normal, products);
      v128.store(dx + i, d);
      v128.store(dScale + i, scaleStep ? along : f32x4.add(v128.load(dScale + i), along));
      v128.store(dShift + i, shiftStep ? dz : f32x4.add(v128.load(dShift + i), dz));
    }
    for (let i = whole; i < row; i += 4) {
      const dz = load<f32>(dy + i) * load<f32>(slope + i), normal = load<f32>(xhat + i), along = dz * normal;
      const d = dz * (load<f32>(scale + i) + 1);
      sum += d;
      product += d * normal;
      store<f32>(dx + i, d);
      store<f32>(dScale + i, scaleStep ? along : load<f32>(dScale + i) + along);
      store<f32>(dShift + i, shiftStep ? dz : load<f32>(dShift + i) + dz);
    }
    // The norm removes from the gradient its mean and its component along x̂.
    const mean = (total(sums) + sum) / <f32>K, along = (total(products) + product) / <f32>K, factor = load<f32>(rstd);
    const means = f32x4.splat(mean), alongs = f32x4.splat(along), factors = f32x4.splat(factor);
    for (let i: usize = 0; i < whole; i += 16) {
      const d = f32x4.mul(f32x4.sub(f32x4.sub(v128.load(dx + i), means), f32x4.mul(v128.load(xhat + i), alongs)), factors);
      v128.store(dx + i, flags & ADD ? f32x4.add(d, v128.load(add + i)) : d);
    }
    for (let i = whole; i < row; i += 4) {
      const d = (load<f32>(dx + i) - mean - load<f32>(xhat + i) * along) * factor;
      store<f32>(dx + i, flags & ADD ? d + load<f32>(add + i) : d);
    }
    dy += row;
    slope += row;
    xhat += row;
    rstd += 4;
    dx += row;
    if (flags & ADD) add += row;
    scale += <usize>scaleStep * 4;
    dScale += <usize>scaleStep * 4;
    dShift += <usize>shiftStep * 4;
  }
}
