/** What a sample costs in evaluations of the network. */
import { expect, test } from 'vitest';
import { passesOf, stepCost } from '../../../src/config/evaluations';
import { DEFAULT_CONFIG, FIELDS, type RunConfig } from '../../../src/config/fields';
import { stepsTaken } from '../../../src/config/samplingSteps';
import { evaluationsOf as evaluationsOfPlan } from '../../../src/state/drawingTime';

const STEPS = [1, 3, 7, 20];

test('with every process and sampler, the steps of a plan account for all of its evaluations', () => {
  let seen = 0;
  for (const process of FIELDS.process.values)
    for (const sampler of FIELDS.sampler.values)
      for (const samplingSteps of STEPS) {
        const config: RunConfig = { ...DEFAULT_CONFIG, T: 50, process, sampler, samplingSteps };
        const nfe = evaluationsOfPlan(config);
        if (nfe === 0) continue; // the sampler refuses this process
        const { steps, each, last } = stepCost(config);
        expect([process, sampler, steps]).toEqual([process, sampler, samplingSteps]);
        expect((steps - 1) * each + last).toBe(nfe);
        seen++;
      }
  expect(seen).toBeGreaterThan(50);
});

test('guidance takes two passes of the network, but for the scales that need one of them alone', () => {
  const passes = (guidance: number, changes: Partial<RunConfig> = {}) =>
    passesOf({ ...DEFAULT_CONFIG, dataset: 'moons', classes: true, guidance, ...changes });
  expect([0, 0.5, 1, 1.25].map((scale) => passes(scale))).toEqual([1, 2, 1, 2]);
  expect(passes(3, { classes: false })).toBe(1);
  expect(passes(3, { conditioning: 'none' })).toBe(1); // such a network sees no class
  expect(passes(3, { dataset: 'swiss-roll' })).toBe(1); // data without classes, after data with them
  expect(passes(3, { dataset: 'mnist', conditioning: 'none' })).toBe(2); // no field of a U-Net
});

test('the steps that are said to be taken are those of the plan, also where a chain has fewer levels than are asked for', () => {
  const ways = [
    { sampler: 'ddpm', T: 50 },
    { sampler: 'ddim', T: 100 },
    { sampler: 'ddim', T: 300 },
    { process: 'flow', prediction: 'velocity', sampler: 'euler', T: 100 },
  ] as const;
  const configs = ways.map((way): RunConfig => ({ ...DEFAULT_CONFIG, ...way, samplingSteps: 200 }));
  expect(configs.map(stepsTaken)).toEqual(configs.map((config) => stepCost(config).steps));
  expect(configs.map(stepsTaken)).toEqual([50, 100, 200, 200]);
});
