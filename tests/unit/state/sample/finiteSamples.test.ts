import { expect, it } from 'vitest';
import { nonFiniteSamples } from '../../../../src/state/sample/finiteSamples';

it('samples with a value that is not finite are counted in the result, not in the frames before it', () => {
  const states = new Float32Array(2 * 3 * 4); // two frames of three samples of four values
  states[0] = Number.NaN;
  expect(nonFiniteSamples({ states, frames: 2, count: 3 })).toBeNull();
  states[12 + 1] = Number.POSITIVE_INFINITY;
  states[12 + 2] = Number.NaN;
  states[12 + 11] = Number.NaN;
  expect(nonFiniteSamples({ states, frames: 2, count: 3 })?.message).toMatch(
    /^2 of 3 samples are not finite/,
  );
});
