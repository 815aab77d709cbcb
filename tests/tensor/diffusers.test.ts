/**
 * The exported script for diffusers gives the numbers of the browser's code: the network's output, samples from the same noise, and losses
 * from the same first weights and batches. It runs where a Python has diffusers and accelerate, and is skipped elsewhere.
 */
import { afterAll, beforeAll, describe, test } from 'vitest';
import { useNodeBackend } from './nodeBackends';
import { type Comparison, startComparison } from './pytorch/comparison';
import { pythonWith } from './pytorch/python';
import { type Changes, FLOW, IMAGES, POINTS, UNUSUAL } from './pytorch/reference';

const python = pythonWith('torch', 'numpy', 'diffusers', 'accelerate');
if (!python) console.log('The exported script for diffusers is not run: no Python here imports diffusers.');

const POINT_CASES: readonly Changes[] = [
  {},
  { sampler: 'ddpm', spacing: 'leading', samplingSteps: 7, variance: 'fixed-large' },
  { sampler: 'ddpm', samplingSteps: 10, variance: 'fixed-large', schedule: 'linear', T: 50 },
  { sampler: 'ddpm', spacing: 'linspace', samplingSteps: 7, prediction: 'v', schedule: 'sigmoid' },
  { variance: 'learned', classes: true, dataset: 'moons', labelDropout: 0.3, guidance: 2 },
  { variance: 'learned', sampler: 'ddim', prediction: 'v', samplingSteps: 10 },
  { zeroTerminalSnr: true, prediction: 'v', sampler: 'ddim', samplingSteps: 10 },
  { zeroTerminalSnr: true, prediction: 'x0', weighting: 'min-snr' },
  { sampler: 'ddim', eta: 0.7, samplingSteps: 10, schedule: 'quadratic', T: 50, prediction: 'x0' },
  { sampler: 'ddim', spacing: 'leading', samplingSteps: 7, schedule: 'scaled-linear', T: 1000 },
  { sampler: 'dpm-solver++', solverOrder: 1, spacing: 'leading', samplingSteps: 6 },
  {
    sampler: 'dpm-solver++',
    solverOrder: 2,
    clipDenoised: false,
    prediction: 'v',
    schedule: 'linear',
    T: 100,
  },
  { sampler: 'dpm-solver++', solverOrder: 3, spacing: 'linspace', samplingSteps: 8, schedule: 'drawn' },
  { sampler: 'sde-dpm-solver++', samplingSteps: 10 },
  { sampler: 'heun', samplingSteps: 8 },
  { sampler: 'heun', spacing: 'linspace', samplingSteps: 8, prediction: 'v' },
  { sampler: 'euler', samplingSteps: 8, prediction: 'x0' },
  { sampler: 'euler', spacing: 'karras', samplingSteps: 8 },
  { schedule: 'linear', scaleBetas: false, T: 1000, betaEnd: 0.03, sampler: 'dpm-solver++' },
  FLOW,
  { ...FLOW, clipDenoised: false, spacing: 'leading', timeSampling: 'logit-normal' },
  { timeSampling: 'second-moment', batchSize: 128, weighting: 'min-snr', warmupSteps: 0, emaWarmup: false },
  { lossSpace: 'velocity', decay: 'linear', gradientClip: 0 },
  { optimizer: 'muon' },
];

const IMAGE_CASES: readonly Changes[] = [
  { unet: 'grey-28' },
  { optimizer: 'muon' },
  { classes: true, labelDropout: 0.3, guidance: 3, schedule: 'linear' },
  { classes: true, label: 1, prediction: 'v', sampler: 'ddpm' },
  { sampler: 'ddim', clippedEps: false, eta: 0.5 },
  FLOW,
  { unet: 'custom', architecture: UNUSUAL, variance: 'learned', sampler: 'ddpm' },
  { unet: 'grey-28-tiny', variance: 'learned', sampler: 'ddpm', samplingSteps: 50 },
  { variance: 'learned', classes: true, guidance: 2, prediction: 'v', sampler: 'ddim' },
];

const PARTS = [
  ...POINT_CASES.map((changes) => ({ changes, config: { ...POINTS, ...changes } })),
  ...IMAGE_CASES.map((changes) => ({ changes, config: { ...IMAGES, ...changes } })),
].map(({ changes, config }, i) => ({
  config,
  name: `${config.model} ${JSON.stringify(changes).slice(0, 120)}`,
  i,
}));

describe.skipIf(!python)('the exported script for diffusers', () => {
  let comparison: Comparison;

  beforeAll(async () => {
    await useNodeBackend('wasm');
    comparison = startComparison(python!);
  });
  afterAll(() => comparison.stop());

  test.each(PARTS)('$name: the same outputs, samples and losses', (part) =>
    comparison.compare(part, 'train_diffusers.py'),
  );
});
