/** Activations and their derivatives, four numbers at once. */
import { exp, fma, sigmoid } from './lanes';

export const LINEAR = 0;
export const SILU = 1;
export const RELU = 2;
export const TANH = 3;
export const GELU = 4;

// @ts-ignore: decorator
@inline function number(x: f64): v128 {
  return f32x4.splat(<f32>x);
}

/** To some 1e-7 of the value (Cephes): a polynomial near 0, where 1 - 2 / (e^2x + 1) would lose digits. */
// @ts-ignore: decorator
@inline function tanh(x: v128): v128 {
  const size = f32x4.abs(x), square = f32x4.mul(x, x);
  const far = f32x4.sub(number(1), f32x4.div(number(2), f32x4.add(exp(f32x4.add(size, size)), number(1))));
  let p = number(-5.70498872745e-3);
  p = fma(p, square, number(2.06390887954e-2));
  p = fma(p, square, number(-5.37397155531e-2));
  p = fma(p, square, number(1.33314422036e-1));
  p = fma(p, square, number(-3.33332819422e-1));
  const near = fma(f32x4.mul(p, square), x, x);
  const sign = v128.and(x, i32x4.splat(0x80000000));
  return v128.bitselect(near, v128.or(far, sign), f32x4.lt(size, number(0.625)));
}

/** √(2/π) and the factor of z³ of the tanh form of GELU (Hendrycks & Gimpel 2016). */
const GELU_SCALE: f64 = 0.7978845608028654;
const GELU_CUBIC: f64 = 0.044715;

// @ts-ignore: decorator
@inline function geluTanh(z: v128): v128 {
  const inner = f32x4.mul(z, fma(f32x4.mul(z, z), number(GELU_CUBIC), number(1)));
  return tanh(f32x4.mul(inner, number(GELU_SCALE)));
}

/** f(z). */
export function activationOf(z: v128, kind: i32): v128 {
  if (kind == SILU) return f32x4.mul(z, sigmoid(z));
  if (kind == RELU) return f32x4.max(z, number(0));
  if (kind == TANH) return tanh(z);
  if (kind == GELU) return f32x4.mul(f32x4.mul(z, number(0.5)), f32x4.add(number(1), geluTanh(z)));
  return z;
}

/** f'(z). */
export function slopeOf(z: v128, kind: i32): v128 {
  if (kind == SILU) {
    const s = sigmoid(z);
    return fma(f32x4.mul(z, s), f32x4.sub(number(1), s), s);
  }
  if (kind == RELU) return v128.and(f32x4.gt(z, number(0)), number(1));
  if (kind == TANH) {
    const t = tanh(z);
    return f32x4.sub(number(1), f32x4.mul(t, t));
  }
  if (kind == GELU) {
    const t = geluTanh(z);
    const innerSlope = f32x4.mul(fma(f32x4.mul(z, z), number(3 * GELU_CUBIC), number(1)), number(GELU_SCALE));
    const curved = f32x4.mul(f32x4.mul(f32x4.mul(z, number(0.5)), f32x4.sub(number(1), f32x4.mul(t, t))), innerSlope);
    return fma(f32x4.add(number(1), t), number(0.5), curved);
  }
  return number(1);
}
