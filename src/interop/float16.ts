/**
 * The two 16-bit floats that weights are stored in: IEEE binary16 (F16) and bfloat16 (BF16), widened to float32 exactly
 * and narrowed to F16 by rounding to nearest, ties to even, as NumPy and PyTorch do.
 */

/** Largest finite F16; what rounds beyond it becomes an infinity. */
export const LARGEST_F16 = 65504;

/** @param bits F16 bit patterns; every one, subnormals and NaN included, has an exact float32. */
export function widenF16(bits: Uint16Array): Float32Array {
  const out = new Uint32Array(bits.length);
  for (let i = 0; i < bits.length; i++) out[i] = widenedBits(bits[i]);
  return new Float32Array(out.buffer);
}

/** bfloat16 is the upper half of a float32. */
export function widenBF16(bits: Uint16Array): Float32Array {
  const out = new Uint32Array(bits.length);
  for (let i = 0; i < bits.length; i++) out[i] = bits[i] << 16;
  return new Float32Array(out.buffer);
}

export function narrowF16(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.slice().buffer);
  return Uint16Array.from(bits, narrowedBits);
}

function widenedBits(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >>> 10) & 0x1f;
  const mantissa = half & 0x3ff;
  if (exponent === 0x1f) return sign | 0x7f800000 | (mantissa << 13);
  if (exponent !== 0) return sign | ((exponent + 112) << 23) | (mantissa << 13); // 112 = 127 - 15, the biases
  if (mantissa === 0) return sign;
  const shift = Math.clz32(mantissa) - 21; // moves the leading bit to position 10
  return sign | ((113 - shift) << 23) | (((mantissa << shift) & 0x3ff) << 13);
}

function narrowedBits(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00; // NaN
  if (magnitude >= 0x47800000) return sign | 0x7c00; // 2^16 and above
  if (magnitude >= 0x38800000) return sign | roundedShift(magnitude - 0x38000000, 13); // normal: rebias by 112
  if (magnitude < 0x33000000) return sign; // below 2^-25: nearest is zero
  const mantissa = (magnitude & 0x7fffff) | 0x800000;
  return sign | roundedShift(mantissa, 126 - (magnitude >>> 23));
}

/** value / 2^shift, to nearest, ties to even. A carry out of the mantissa rightly raises the exponent. */
function roundedShift(value: number, shift: number): number {
  const floor = value >>> shift;
  const remainder = value - floor * 2 ** shift;
  const half = 2 ** (shift - 1);
  return remainder > half || (remainder === half && floor & 1) ? floor + 1 : floor;
}
