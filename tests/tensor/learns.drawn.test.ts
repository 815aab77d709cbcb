/** A schedule traced by handles trains like the one that it follows: what separates them is less than what separates seeds. */
import { beforeAll, expect, test } from 'vitest';
import { defaultsOf } from '../../src/config/family';
import type { RunConfig } from '../../src/config/fields';
import { deriveCoefficients } from '../../src/diffusion/coefficients';
import { createBetas } from '../../src/diffusion/schedules';
import { formatHandles } from '../../src/diffusion/schedules/drawn';
import { traceHandles } from '../../src/diffusion/schedules/traceHandles';
import { deviation, mean } from '../../src/lib/studentT';
import { train } from './learning';
import { useNodeBackend } from './nodeBackends';

beforeAll(() => useNodeBackend('wasm'));

const SEEDS = [1, 2, 3, 4, 5];

/** A network that learns moons in a second, sampled in the few steps in which schedules differ. */
const BASE: RunConfig = {
  ...defaultsOf('moons'),
  dataset: 'moons',
  width: 64,
  trainingSteps: 800,
  sampler: 'ddim',
  samplingSteps: 10,
};

/** Energy distance over its floor, by seed of the training. */
async function ratios(changes: Partial<RunConfig>): Promise<number[]> {
  const all: number[] = [];
  for (const seed of SEEDS) {
    const learned = await train({ ...BASE, ...changes, seed });
    all.push(await learned.ratio());
    learned.dispose();
  }
  return all;
}

test('a traced cosine trains like cosine within the spread of seeds, and nearer at each seed than linear', async () => {
  const { logSnr } = deriveCoefficients(createBetas('cosine', BASE));
  const handles = formatHandles(traceHandles(logSnr));
  const cosine = await ratios({ schedule: 'cosine' });
  const traced = await ratios({ schedule: 'drawn', handles });
  const linear = await ratios({ schedule: 'linear' });
  const apart = (other: readonly number[]) => other.map((ratio, k) => Math.abs(ratio - cosine[k]));
  console.log({ cosine, traced, linear, spread: deviation(cosine) });
  expect(traced).not.toEqual(cosine); // another curve, if hardly
  expect(Math.abs(mean(traced) - mean(cosine))).toBeLessThan(deviation(cosine) / 3);
  // at every seed, the same batches and noise: what an untraced schedule changes is more
  expect(Math.max(...apart(traced))).toBeLessThan(Math.min(...apart(linear)));
}, 300_000);
