/** The sizes of a transformer: what does not fit is refused with what does, and a new one has the reference's number of weights. */
import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../../../../src/config/family';
import type { RunConfig } from '../../../../src/config/fields';
import type { RefusedError } from '../../../../src/diffusion/refusal';
import { ditConfigOf } from '../../../../src/model/dit/config';
import { ditParameters, ditTensors, sizeOfTensor } from '../../../../src/model/dit/parameters';
import { layoutOf } from '../../../../src/model/layout';

const DIGITS = { shape: [28, 28, 1], classes: 10 };
const DIT: RunConfig = { ...defaultsOf('mnist'), model: 'dit' };

const refusalOf = (changes: Partial<RunConfig>, kind: Parameters<typeof ditConfigOf>[1] = DIGITS) => {
  try {
    ditConfigOf({ ...DIT, ...changes }, kind);
  } catch (error) {
    return (error as RefusedError).diagnostic;
  }
  throw new Error('accepted');
};

describe('a refusal', () => {
  test.each<[string, Partial<RunConfig>, RegExp, RunConfig[keyof RunConfig]]>([
    ['patchSize', { patchSize: 5 }, /^Patches of 5 × 5 do not fill images of 28 × 28\.$/, 4],
    ['hiddenSize', { hiddenSize: 50, heads: 4 }, /^4 heads do not share a hidden size of 50 equally\.$/, 52],
    ['hiddenSize', { hiddenSize: 30, heads: 3 }, /^A hidden size of 30 is no multiple of 4/, 36],
  ])('names what fits: %s of %o', (name, changes, message, value) => {
    const refusal = refusalOf(changes);
    expect(refusal.message).toMatch(message);
    expect(refusal.fix).toEqual({ [name]: value });
    expect(() => ditConfigOf({ ...DIT, ...changes, ...refusal.fix }, DIGITS)).not.toThrow();
  });

  test('of too many tokens names a larger patch', () => {
    const { message, fix } = refusalOf({ patchSize: 1 }, { shape: [64, 64, 3], classes: 0 });
    expect(message).toBe('Patches of 1 × 1 make 4,096 tokens of an image; there can be 1,024.');
    expect(fix).toEqual({ patchSize: 2 });
  });

  test('of points, of images that are no squares, and of none', () => {
    expect(refusalOf({}, { shape: [2], classes: 0 }).message).toMatch(/made of points/);
    expect(refusalOf({}, { shape: [28, 20, 1], classes: 0 }).message).toBe(
      'The images are 28 × 20; a DiT needs squares.',
    );
    expect(refusalOf({}, { shape: null, classes: 0 }).message).toMatch(/no images to learn from/);
  });
});

describe('the parameters', () => {
  // By hand, from models.py of facebookresearch/DiT, without its positions.
  const byHand = (D: number, p: number, depth: number, C: number, outputs: number, rows: number) =>
    (p * p * C + 1) * D +
    (256 + 1) * D +
    (D + 1) * D +
    rows * D +
    depth * ((D + 1) * 3 * D + (D + 1) * D + (D + 1) * 4 * D + (4 * D + 1) * D + (D + 1) * 6 * D) +
    (D + 1) * 2 * D +
    (D + 1) * p * p * outputs;

  test('are as many as those of the reference, and so are the numbers of a file', () => {
    for (const [changes, count] of [
      [{}, byHand(64, 4, 3, 1, 1, 0)],
      [{ classes: true, variance: 'learned', blocks: 2, patchSize: 7 }, byHand(64, 7, 2, 1, 2, 11)],
    ] as const) {
      const config = ditConfigOf({ ...DIT, ...changes }, DIGITS);
      expect(layoutOf(ditParameters(config)).size).toBe(count);
      expect(ditTensors(config).reduce((sum, tensor) => sum + sizeOfTensor(tensor), 0)).toBe(count);
    }
  });

  test('the default has about as many as the U-Net of 280 177', () => {
    const { size } = layoutOf(ditParameters(ditConfigOf(DIT, DIGITS)));
    expect(Math.abs(size / 280_177 - 1)).toBeLessThan(0.1);
  });
});
