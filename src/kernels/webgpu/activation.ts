/** The activations in WGSL: `activate(z)` gives f(z) and f'(z). */
import type { ActivationId } from '../activation';

const FORMULAS: Readonly<Record<ActivationId, string>> = {
  linear: 'return vec2<f32>(z, 1.0);',
  silu: `
  let s = 1.0 / (1.0 + exp(-z));
  let y = z * s;
  return vec2<f32>(y, s + y * (1.0 - s));`,
  relu: 'return select(vec2<f32>(0.0), vec2<f32>(z, 1.0), z > 0.0);',
  // Beyond ±15 tanh is ±1 in float32, and some devices' own gives NaN far out.
  tanh: `
  let y = tanh(clamp(z, -15.0, 15.0));
  return vec2<f32>(y, 1.0 - y * y);`,
  gelu: `
  let inner = ${Math.sqrt(2 / Math.PI)} * z * (1.0 + 0.044715 * z * z);
  let bend = tanh(clamp(inner, -15.0, 15.0));
  let slopeOfInner = ${Math.sqrt(2 / Math.PI)} * (1.0 + 3.0 * 0.044715 * z * z);
  return vec2<f32>(0.5 * z * (1.0 + bend), 0.5 * (1.0 + bend) + 0.5 * z * (1.0 - bend * bend) * slopeOfInner);`,
};

export const activate = (id: ActivationId): string => `
fn activate(z : f32) -> vec2<f32> {
  ${FORMULAS[id]}
}`;
