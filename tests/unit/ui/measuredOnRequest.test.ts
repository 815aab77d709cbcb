/** The sentences of what Train measures on request: guidance in the plane, and a straightened flow. */
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { guidanceFinding } from '../../../src/ui/views/train/guidanceFindings';
import { stepsOfFlow, straightenFinding } from '../../../src/ui/views/train/straightenFindings';
import { clipping } from '../../../src/words/train/guidance';

describe('guidance', () => {
  const of = (exactToPower: number) => ({
    distances: { learnedToExact: 0.01, exactToPower, floor: 0.004, floorSpread: 0.001 },
  });
  test('names a difference that is more than three times what chance makes', () => {
    expect(guidanceFinding(of(0.2), 4)).toMatch(/are not those of .*: 50 times/);
    expect(guidanceFinding(of(0.014), 4)).toMatch(/are not those of .*: 3\.5 times/);
    expect(guidanceFinding(of(0.011), 4)).toMatch(/cannot be distinguished/);
    expect(guidanceFinding(of(0.2), 1)).toMatch(/that of the class/);
  });

  test('says how both sides were sampled', () => {
    expect(clipping(true)).toContain('clipped to the range of the data in network and exact guidance');
    expect(clipping(false)).toBe('x̂₀ not clipped');
  });
});

describe('a straightened flow', () => {
  test('learns for the steps of its run; for those of its file where the run began at weights that may not count theirs', () => {
    const config = { ...DEFAULT_CONFIG, trainingSteps: 4000 };
    expect(stepsOfFlow({ base: 'new', step: 300, config })).toBe(300);
    expect(stepsOfFlow({ base: 'model', step: 1, config })).toBe(4000);
    expect(stepsOfFlow({ base: 'model', step: 5000, config })).toBe(5000);
  });

  const flow = (one: number, many: number) => ({ straightness: 1, distances: { 1: one, 50: many } });
  const floor = { mean: 0.002, spread: 0.0005, n: 2000 };
  test('is held against the flow after many steps, and against the floor where that is farther', () => {
    const found = (after: number, before = 0.004) =>
      straightenFinding(flow(1, before), flow(after, 0.004), floor);
    expect(found(0.012)).toMatch(/is 3(\.00?)? times as far from the data as 50 of the flow/);
    expect(found(0.006, 0.001)).toMatch(/is 3(\.00?)? times/);
    expect(found(0.0045)).toMatch(/cannot be distinguished from 50 of the flow$/);
    // a flow that has learned little is no success where one step of it does as well
    expect(found(0.0319, 0.032)).toMatch(/from 50 of the flow; both are 16 times as far as real data$/);
  });
});
