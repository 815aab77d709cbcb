/** Editing from a drawing: strength 0 is the drawing, 1 a sample, and of data it makes data at every strength between. */
import { expect, test } from 'vitest';
import { editingPlan } from '../../../../src/diffusion/editing/sdedit';
import { createProcess } from '../../../../src/diffusion/processes';
import { planSampling, type SamplerId } from '../../../../src/diffusion/samplers';
import { arrays, finalState, sampleWithPlan } from '../../../../src/diffusion/samplers/apply';
import { sampleMixture } from '../../../../src/lib/mixture';
import { createRng, fillNormal } from '../../../../src/lib/rng';
import { exactDenoiser } from '../reference';

const MIXTURE = { weights: [0.3, 0.7], means: [[-1.2], [0.8]], stds: [0.2, 0.4] };
const N = 6000;
const chain = createProcess({ schedule: 'cosine', T: 200 });
const requestOf = (sampler: SamplerId) => ({ sampler, samplingSteps: 100, solverOrder: 1 });

/** Edits of the guides at one strength. @param guides [N] */
function edited(guides: Float64Array, strength: number, sampler: SamplerId = 'ddpm'): Float64Array {
  const request = requestOf(sampler);
  const plan = editingPlan(chain, request, planSampling(chain, request), strength);
  if (!plan) return guides;
  const { alpha, sigma } = plan.steps[0].level;
  const z = fillNormal(new Float64Array(N), { seed: 2, stream: 'start', step: 0 });
  const start = guides.map((x0, i) => alpha * x0 + sigma * z[i]);
  const noise = (step: number) => fillNormal(new Float64Array(N), { seed: 2, stream: 'samplingNoise', step });
  return finalState(sampleWithPlan(plan, arrays(1), exactDenoiser(MIXTURE), start, noise));
}

const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length;
const below = (values: Float64Array, x: number) => values.filter((value) => value < x).length / values.length;

test.each([0.1, 0.4, 0.8])(
  'data edited at strength %s are data again: their distribution stays',
  (strength) => {
    const data = Float64Array.from(
      sampleMixture(MIXTURE, N, createRng({ seed: 4, stream: 'data', step: 0 })),
    );
    const result = edited(data, strength);
    // Four standard errors of a share of 6 000 are at most 0.026, of both sets together 0.037.
    for (const x of [-1.2, -0.6, 0.2, 0.8, 1.2])
      expect(Math.abs(below(result, x) - below(data, x))).toBeLessThan(0.037);
  },
);

test('the more noise, the less is left of the drawing', () => {
  const drawing = new Float64Array(N).fill(-1.2);
  const [little, more, all] = [0.2, 0.5, 1].map((strength) => mean(edited(drawing, strength)));
  expect(little).toBeLessThan(more);
  expect(more).toBeLessThan(all);
  expect(little).toBeCloseTo(-1.2, 1); // in the same bump, whose mean it is
  expect(Math.abs(all - mean(Float64Array.of(0.3 * -1.2 + 0.7 * 0.8)))).toBeLessThan(0.06); // the whole distribution
});

test('strength 0 visits no level, strength 1 is the plan itself', () => {
  const request = requestOf('ddpm');
  const whole = planSampling(chain, request);
  expect(editingPlan(chain, request, whole, 0)).toBeNull();
  expect(editingPlan(chain, request, whole, 1)).toBe(whole);
});

test.each(['ddpm', 'ddim', 'heun', 'dpm-solver++'] as const)(
  '%s visits the share of the levels that the strength names',
  (sampler) => {
    const request = { sampler, samplingSteps: 40 };
    const whole = planSampling(chain, request);
    const visited = new Set(editingPlan(chain, request, whole, 0.3)!.steps.map(({ time }) => time));
    expect(visited.size).toBe(12);
    expect([...visited].at(-1)).toBe(whole.steps.at(-1)!.time);
  },
);

test('the share of the levels is rounded to the nearest number of them', () => {
  const request = { sampler: 'ddim', samplingSteps: 40 } as const;
  const whole = planSampling(chain, request);
  const visited = (strength: number) => editingPlan(chain, request, whole, strength)?.steps.length ?? 0;
  expect([0.01, 0.015, 0.28, 0.29, 0.985, 0.99].map(visited)).toEqual([0, 1, 11, 12, 39, 40]);
});
