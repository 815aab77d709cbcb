/**
 * What exact guidance samples, beside what it is often taken to sample: the probability-flow ODE of the exact guided field, and the
 * density p(x)^(1−w) p(x|c)^w at t = 0.
 */
import type { BoundPointDataset } from '../../datasets';
import { ofClass } from '../../datasets/ofClass';
import type { RunConfig } from '../config/fields';
import { openPlan } from '../config/openPlan';
import type { ExactField } from '../diffusion/exact/guided';
import type { ExactReference } from '../diffusion/exact/mixture';
import { DATA_LEVEL } from '../diffusion/process';
import { createProcess } from '../diffusion/processes';
import { arrays, type Denoiser, finalState, sampleWithPlan } from '../diffusion/samplers/apply';
import { createRng, evaluationDraw, fillNormal, type Rng } from '../lib/rng';

/** Steps of Heun's method: 40 are within 1e-3 of 200 where the field is smooth. */
const STEPS = 40;

/**
 * @param box to which x̂0 is clipped, as where the network is sampled: guidance takes it beyond the data; null for no clipping
 * @returns [n, 2] samples of the guided field, from the noise that a model's samples of the seed begin with
 */
export function guidedSamples(
  config: RunConfig,
  field: ExactField,
  n: number,
  seed: number,
  box: BoundPointDataset['box'] | null,
): Float32Array {
  const process = createProcess(config);
  const plan = openPlan(
    { ...config, sampler: 'heun', samplingSteps: STEPS, spacing: 'auto', prediction: 'v' },
    process,
  );
  const noise = fillNormal(new Float64Array(2 * n), { seed, stream: 'start', step: 0 });
  const clipped = (x0: Float64Array) =>
    box ? x0.map((v, i) => Math.min(Math.max(v, box.min[i & 1]), box.max[i & 1])) : x0;
  const denoise: Denoiser<Float64Array> = (x, _, level) => ({
    x0: clipped(field.posteriorMean(x, level, new Float64Array(x.length))),
  });
  const start = noise.map((v) => v * plan.initialScale);
  return Float32Array.from(finalState(sampleWithPlan(plan, arrays(2), denoise, start, () => noise)));
}

/** Cells along each side of the grid on which a density is drawn from. */
const GRID = 160;
/** Half its side, in standardised units: every set lies within. */
const HALF = 4;

/**
 * Draws from p(x)^(1−w) p(x|c)^w: by its values on a fine grid where both are densities. In a finite set it is the class itself, each
 * point as likely as the next, whatever w > 0 is.
 * @param all, own the exact answers of the data and of the class
 */
export function powerSamples(
  { data, label, scale }: { data: BoundPointDataset; label: number; scale: number },
  [all, own]: readonly [ExactReference, ExactReference],
  n: number,
  rng: Rng,
): Float32Array {
  if (!data.mixture || scale === 0)
    return scale === 0 ? data.sample(n, rng) : ofClass(data, label).sample(n, rng);
  const cell = (2 * HALF) / GRID;
  const places = new Float64Array(2 * GRID * GRID);
  for (let i = 0; i < GRID * GRID; i++) {
    places[2 * i] = -HALF + cell * ((i % GRID) + 0.5);
    places[2 * i + 1] = -HALF + cell * (Math.floor(i / GRID) + 0.5);
  }
  const log = all.logDensity(places, DATA_LEVEL, new Float64Array(GRID * GRID));
  const ofOwn = own.logDensity(places, DATA_LEVEL, new Float64Array(GRID * GRID));
  for (let i = 0; i < log.length; i++) log[i] += scale * (ofOwn[i] - log[i]);
  const largest = log.reduce((a, b) => Math.max(a, b));
  const sums = new Float64Array(log.length);
  let total = 0;
  for (let i = 0; i < log.length; i++) sums[i] = total += Math.exp(log[i] - largest);
  const out = new Float32Array(2 * n);
  for (let k = 0; k < n; k++) {
    const i = firstAbove(sums, rng.uniform() * total);
    out[2 * k] = places[2 * i] + cell * (rng.uniform() - 0.5);
    out[2 * k + 1] = places[2 * i + 1] + cell * (rng.uniform() - 0.5);
  }
  return out;
}

/** Index of the first of rising values that is above one. */
function firstAbove(values: Float64Array, value: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The random numbers of the draws from that density. */
export const powerDraw = (): Rng => createRng(evaluationDraw('floor', 1));
