/** The numbers of a recorded plan, and the slices in which it is walked. */
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { createProcess } from '../../../src/diffusion/processes';
import { planSampling } from '../../../src/diffusion/samplers';
import { STEP_NUMBERS } from '../../../src/kernels/samplerStep/contract';
import {
  drawsNoise,
  EMBEDDING_AT,
  isLinear,
  rowLength,
  sliceOf,
  stepTable,
} from '../../../src/sampling/stepTable';

const config = { ...DEFAULT_CONFIG, T: 100, samplingSteps: 6 };
const process = createProcess(config);
const model = {
  embedding: { size: 5, order: 'sin-cos', shift: 0 },
  networkTime: (_: unknown, time: number) => time,
} as const;

const rowsOf = (plan: ReturnType<typeof planSampling>, slots = 4, frames: readonly number[] = [0, 3]) => {
  const table = stepTable({ plan, model, process, prediction: 'eps', guidance: 2, slots, frames });
  return plan.steps.map((_, i) => {
    const row = table.subarray(i * rowLength(model), (i + 1) * rowLength(model));
    const numbers = Object.fromEntries(STEP_NUMBERS.map((name, k) => [name, row[k]]));
    return { numbers, embedding: row.subarray(EMBEDDING_AT) };
  });
};

test('a row has the coefficients of its step, its slot of noise, its frame and its time', () => {
  const plan = planSampling(process, { ...config, sampler: 'ddpm' });
  const rows = rowsOf(plan);
  expect(rows).toHaveLength(6);
  for (const [i, { numbers, embedding }] of rows.entries()) {
    const step = plan.steps[i];
    if (step.kind !== 'linear') throw new Error('DDPM is linear');
    expect(numbers.x).toBe(Math.fround(step.cXt));
    expect(numbers.guess).toBe(Math.fround(step.cX0));
    expect(numbers.noise).toBe(Math.fround(step.cNoise));
    expect(numbers.ofX).toBe(Math.fround(1 / step.level.alpha));
    expect(numbers.slot).toBe(i === 5 ? 1 : i % 4); // the last step draws none
    expect(numbers.frame).toBe(i === 0 ? 0 : i === 3 ? 1 : -1);
    expect(numbers.guidance).toBe(2);
    expect(embedding[0]).toBe(Math.fround(Math.sin(step.time)));
  }
});

test('the first step uses no state and no guess from before', () => {
  const plan = planSampling(process, { ...config, sampler: 'dpm-solver++' });
  const rows = rowsOf({ ...plan, steps: plan.steps.map((step) => ({ ...step, cX0Prev: 3, cXtPrev: 5 })) });
  expect([rows[0].numbers.previousGuess, rows[0].numbers.previousX]).toEqual([0, 0]);
  expect([rows[1].numbers.previousGuess, rows[1].numbers.previousX]).toEqual([3, 5]);
});

test('churn is a run of its own between steps that evaluate', () => {
  const churn = { amount: 4, sigmaMin: 0, sigmaMax: 100, noise: 1 };
  const plan = planSampling(process, { ...config, sampler: 'heun', samplingSteps: 3, churn });
  const { runs, count, draws } = sliceOf(plan, { first: 0, drawn: 0, most: 100, slots: 9 });
  expect(count).toBe(plan.steps.length);
  expect(draws).toBe(3);
  expect(runs.map(({ evaluates, count: n }) => (evaluates ? n : -n))).toEqual([-1, 2, -1, 2, -1, 1]);
});

test.each([1, 2, 3, 5])('slices cover a plan once, and never draw more noise than %i slots hold', (slots) => {
  const plan = planSampling(process, { ...config, sampler: 'ddpm', samplingSteps: 17 });
  let [first, drawn] = [0, 0];
  while (first < plan.steps.length) {
    const slice = sliceOf(plan, { first, drawn, most: 7, slots });
    expect(slice.count).toBeGreaterThan(0);
    expect(slice.count).toBeLessThanOrEqual(7);
    expect((drawn % slots) + slice.draws).toBeLessThanOrEqual(slots);
    expect(slice.draws).toBe(plan.steps.slice(first, first + slice.count).filter(drawsNoise).length);
    first += slice.count;
    drawn += slice.draws;
  }
  expect(first).toBe(17);
  expect(drawn).toBe(16);
});

test('Langevin steps and learned variances are not recorded', () => {
  expect(isLinear(planSampling(process, { ...config, sampler: 'ddim' }))).toBe(true);
  expect(isLinear(planSampling(process, { ...config, sampler: 'predictor-corrector' }))).toBe(false);
  expect(isLinear(planSampling(process, { ...config, sampler: 'ddpm', variance: 'learned' }))).toBe(false);
});
