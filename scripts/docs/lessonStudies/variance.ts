/** One network that learns the variance too, read with β̃, with β and with its own: the bound, and samples in few steps. */
import { openDataset } from '../../../src/config/openDataset';
import type { VarianceId } from '../../../src/diffusion/samplers/sampler';
import { evaluateBound } from '../../../src/evaluation/bound';
import { createRng, evaluationDraw } from '../../../src/lib/rng';
import { createBoundModel } from '../../../src/sampling/boundModel';
import { train } from '../../../tests/tensor/learning';
import { configOf, dataOf, distanceOf, SMALL, type Study } from './study';

const T = 50;
const FEW = [5, 10, 50] as const;
const VARIANCES: readonly VarianceId[] = ['fixed-small', 'fixed-large', 'learned'];
/** Fresh points at which the bound is measured. */
const POINTS = 2000;

async function measure(seed: number) {
  const config = configOf({ dataset: 'swiss-roll', T, variance: 'learned', seed });
  const data = openDataset(config);
  const learned = await train(config);
  const { process } = learned.trained;
  const request = {
    process,
    model: createBoundModel(learned.trained, data.box),
    x0: data.sample(POINTS, createRng(evaluationDraw('reference', seed, 0))),
    dims: 2,
    seed,
    steps: T,
    variance: 'learned',
  } as const;
  const run = evaluateBound(request);
  let step = await run.next();
  while (!step.done) step = await run.next();
  const figures: Record<string, number> = {};
  for (const variance of VARIANCES) {
    figures[`${variance} bound`] = step.value!.totals[variance]!;
    for (const samplingSteps of FEW)
      figures[`${variance} ${samplingSteps}`] = distanceOf(
        await learned.draw({ variance, samplingSteps, clipDenoised: true }),
        data,
      );
  }
  learned.dispose();
  return { figures };
}

export const variance: Study = {
  ...dataOf('swiss-roll'),
  facts: { T, few: FEW, points: POINTS, steps: SMALL.trainingSteps, batch: SMALL.batchSize },
  models: ['one network'],
  measure: (_, seed) => measure(seed),
};
