import { describe, expect, it } from 'vitest';
import { narrowF16, widenBF16, widenF16 } from '../../../src/interop/float16';

const everyHalf = Uint16Array.from({ length: 65536 }, (_, i) => i);

/** IEEE 754-2008, 3.4: the definition, in arithmetic instead of bits. */
function byDefinition(half: number): number {
  const sign = half >> 15 ? -1 : 1;
  const exponent = (half >> 10) & 31;
  const fraction = (half & 1023) / 1024;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * 2 ** -14 * fraction : sign * 2 ** (exponent - 15) * (1 + fraction);
}

describe('16-bit floats', () => {
  it('every one of the 65536 F16 patterns widens to the value that IEEE 754 defines', () => {
    const widened = widenF16(everyHalf);
    expect(everyHalf.every((half, i) => Object.is(widened[i], byDefinition(half)))).toBe(true);
  });

  it('narrowing what was widened gives the pattern back, NaN aside', () => {
    const back = narrowF16(widenF16(everyHalf));
    const differing = everyHalf.filter((half, i) => back[i] !== half);
    expect(differing.every((half) => (half & 0x7fff) > 0x7c00)).toBe(true);
  });

  it('a value halfway between two neighbours goes to the even one, others to the nearer', () => {
    const finite = everyHalf.filter((half) => half < 0x7bff);
    const widened = widenF16(finite);
    const upper = widenF16(finite.map((half) => half + 1));
    const middle = widened.map((low, i) => (low + upper[i]) / 2); // exact in float32
    const quarter = widened.map((low, i) => low + (upper[i] - low) / 4);
    const [toMiddle, toQuarter] = [narrowF16(middle), narrowF16(quarter)];
    expect(finite.every((half, i) => toMiddle[i] === (half % 2 === 0 ? half : half + 1))).toBe(true);
    expect(finite.every((half, i) => toQuarter[i] === half)).toBe(true);
  });

  it('what is too large for F16 becomes an infinity', () => {
    expect([...narrowF16(Float32Array.of(65519, 65520, -1e30))]).toEqual([0x7bff, 0x7c00, 0xfc00]);
  });

  it('bfloat16 is the upper half of float32', () => {
    expect([...widenBF16(Uint16Array.of(0x3f80, 0xc049, 0x7f80, 0x0001))]).toEqual([
      1,
      -3.140625,
      Number.POSITIVE_INFINITY,
      2 ** -133,
    ]);
  });
});
