/** The generator of src/lib/rng.ts in WGSL: the same words bit for bit, and the same numbers from them to float32 rounding. */
import { COS_SIN } from './trigonometry';

/** Not the literal 0x1p-24: not every compiler is known to read hexadecimal fractions. */
const TWO_TO_MINUS_24 = '5.9604644775390625e-8';

/**
 * WGSL: `philox(block, stream, step, seed)` returns the four words of a block; the other functions return numbers of a sequence by their index.
 */
export const PHILOX = `${COS_SIN}
fn highProduct(a : u32, b : u32) -> u32 {
  let al = a & 0xffffu;
  let ah = a >> 16u;
  let bl = b & 0xffffu;
  let bh = b >> 16u;
  let u = ah * bl + ((al * bl) >> 16u);
  let v = al * bh + (u & 0xffffu);
  return ah * bh + (u >> 16u) + (v >> 16u);
}
fn philox(block : u32, stream : u32, step : u32, seed : u32) -> vec4<u32> {
  var counter = vec4<u32>(block, stream, step, 0u);
  var key = vec2<u32>(seed, 0u);
  for (var round = 0; round < 10; round++) {
    counter = vec4<u32>(
      highProduct(0xCD9E8D57u, counter.z) ^ counter.y ^ key.x,
      0xCD9E8D57u * counter.z,
      highProduct(0xD2511F53u, counter.x) ^ counter.w ^ key.y,
      0xD2511F53u * counter.x
    );
    key += vec2<u32>(0x9E3779B9u, 0xBB67AE85u);
  }
  return counter;
}
// The 24 bits of a number of a uniform sequence: 2²⁴ times it.
fn bitsOf(index : u32, stream : u32, step : u32, seed : u32) -> u32 {
  return philox(index / 4u, stream, step, seed)[index % 4u] >> 8u;
}
// ⌊u range⌋ of a uniform number by its bits, exactly.
fn below(bits : u32, range : u32) -> u32 { return highProduct(bits << 8u, range); }
// -ln(bits + 1) + 24 ln 2: near u = 1 by the series of artanh, where the logarithm of a device may lose all digits.
fn negativeLog(bits : u32) -> f32 {
  let v = f32(0xffffffu - bits) * ${TWO_TO_MINUS_24}; // 1 - u
  if (v > 0.5) { return -log(f32(bits + 1u) * ${TWO_TO_MINUS_24}); }
  let s = v / (2.0 - v);
  let q = s * s;
  return 2.0 * s * (1.0 + q * (1.0 / 3.0 + q * (1.0 / 5.0 + q * (1.0 / 7.0 + q * (1.0 / 9.0 + q * (1.0 / 11.0 + q / 13.0))))));
}
// Box–Muller on two words.
fn normalPair(a : u32, b : u32) -> vec2<f32> {
  return sqrt(2.0 * negativeLog(a >> 8u)) * cosSin(f32(b >> 8u) * ${TWO_TO_MINUS_24} - 0.5);
}
// Four numbers of a normal sequence, from index 4 block on.
fn normalsOf(block : u32, stream : u32, step : u32, seed : u32) -> vec4<f32> {
  let words = philox(block, stream, step, seed);
  return vec4<f32>(normalPair(words.x, words.y), normalPair(words.z, words.w));
}`;
