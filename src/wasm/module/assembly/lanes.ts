/** Arithmetic on four f32 numbers at once, shared by the operations. */

export const ZERO = f32x4.splat(0);

/** a b + c; rounded once in the relaxed build, twice in the plain one. */
// @ts-ignore: decorator
@inline export function fma(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/**
 * e^x to about 1e-7 (Cephes): x = n ln 2 + r, a polynomial in r, times 2^n. Adding 1.5 · 2^23 rounds to an integer, which is then in the low
 * bits; conversions and minima that treat NaN and -0 as WASM's own do take several instructions each.
 */
// @ts-ignore: decorator
@inline export function exp(x: v128): v128 {
  x = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-87.0)), f32x4.splat(87.0));
  const shifted = fma(x, f32x4.splat(1.44269504088896341), f32x4.splat(12582912.0));
  const n = f32x4.sub(shifted, f32x4.splat(12582912.0));
  x = fma(n, f32x4.splat(-0.693359375), x);
  x = fma(n, f32x4.splat(2.12194440e-4), x);
  let p = f32x4.splat(1.9875691500e-4);
  p = fma(p, x, f32x4.splat(1.3981999507e-3));
  p = fma(p, x, f32x4.splat(8.3334519073e-3));
  p = fma(p, x, f32x4.splat(4.1665795894e-2));
  p = fma(p, x, f32x4.splat(1.6666665459e-1));
  p = fma(p, x, f32x4.splat(5.0000001201e-1));
  p = f32x4.add(fma(p, f32x4.mul(x, x), x), f32x4.splat(1.0));
  return f32x4.mul(p, i32x4.shl(i32x4.add(shifted, i32x4.splat(127)), 23));
}

// @ts-ignore: decorator
@inline export function sigmoid(x: v128): v128 {
  return f32x4.div(f32x4.splat(1.0), f32x4.add(f32x4.splat(1.0), exp(f32x4.neg(x))));
}
