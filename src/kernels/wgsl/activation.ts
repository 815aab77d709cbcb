/** The activations in WGSL: `activate(z)` returns f(z) and f'(z). */
import type { ActivationId } from '../activation';

/**
 * WGSL of the logistic function. Its exponential stays finite: WGSL lets a compiler assume that nothing overflows.
 * @param type of z, f32 or a vector
 */
export const sigmoid = (z: string, type = 'f32'): string => `1.0 / ${onePlusExp(z, type)}`;

/** WGSL of 1 + exp(-z), which is finite. */
export const onePlusExp = (z: string, type = 'f32'): string => `(1.0 + exp(min(-${z}, ${type}(80.0))))`;

const FORMULAS: Readonly<Record<ActivationId, string>> = {
  linear: 'return vec2<f32>(z, 1.0);',
  silu: `
  let s = ${sigmoid('z')};
  let y = z * s;
  return vec2<f32>(y, s + y * (1.0 - s));`,
  // not a number stays so: a lost run must show in its loss
  relu: 'return select(vec2<f32>(z, 1.0), vec2<f32>(0.0), z <= 0.0);',
  // Beyond ±15 tanh is ±1 in float32, and on some devices the built-in function returns NaN for large arguments.
  tanh: `
  let y = tanh(clamp(z, -15.0, 15.0));
  return vec2<f32>(y, 1.0 - y * y);`,
  gelu: `
  let inner = ${Math.sqrt(2 / Math.PI)} * z * (1.0 + 0.044715 * z * z);
  let tanhInner = tanh(clamp(inner, -15.0, 15.0));
  let innerSlope = ${Math.sqrt(2 / Math.PI)} * (1.0 + 3.0 * 0.044715 * z * z);
  return vec2<f32>(0.5 * z * (1.0 + tanhInner), 0.5 * (1.0 + tanhInner) + 0.5 * z * (1.0 - tanhInner * tanhInner) * innerSlope);`,
};

export const activate = (id: ActivationId): string => `
fn activate(z : f32) -> vec2<f32> {
  ${FORMULAS[id]}
}`;
