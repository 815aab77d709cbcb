/** Plans that are walked both ways: recorded on the device, and on tensors. Runs in Node and in a browser. */
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import type { RunConfig } from '../../src/config/fields';
import { mostSamplingSteps } from '../../src/config/samplingSteps';
import { createProcess } from '../../src/diffusion/processes';
import { planSampling } from '../../src/diffusion/samplers';
import type { Churn } from '../../src/diffusion/samplers/sampler';
import { fillNormal } from '../../src/lib/rng';
import { initialWeights } from '../../src/model/layout';
import { createModel } from '../../src/model/model';
import { byName, unpack } from '../../src/model/weights';
import { placeOf } from '../../src/recorded/buffers';
import { createDenoiser } from '../../src/sampling/denoiser';
import { guidanceOf } from '../../src/sampling/guidance';
import { createRecorder, type Recorder } from '../../src/sampling/recordedNetwork';
import { sample, sampleTrajectory } from '../../src/sampling/sample';
import type { TensorDenoiser } from '../../src/sampling/walk';
import { SMALL } from './images';
import { TINY } from './runs';

interface Drawing {
  readonly config?: Partial<RunConfig>;
  readonly churn?: Churn;
  readonly count?: number;
}

const CLASSES = { classes: true, dataset: 'moons' } as const;
const UNET = { ...SMALL, samplingSteps: 5, sampler: 'ddpm' } as const;

/** Plans of every kind of step that is recorded, at odd numbers of samples. */
export const DRAWINGS: readonly (readonly [string, Drawing])[] = [
  ['ddim', {}],
  ['ddim with noise, not clipped', { config: { eta: 0.7, clipDenoised: false } }],
  ['ddim with the network’s own noise', { config: { clippedEps: false } }],
  ['ddpm', { config: { sampler: 'ddpm' } }],
  ['dpm-solver++', { config: { sampler: 'dpm-solver++', samplingSteps: 9 } }],
  [
    'heun with churn',
    {
      config: { sampler: 'heun', samplingSteps: 7 },
      churn: { amount: 5, sigmaMin: 0.1, sigmaMax: 10, noise: 1.01 },
    },
  ],
  ['euler-maruyama on VE', { config: { sampler: 'euler-maruyama', process: 've-sde', samplingSteps: 30 } }],
  ['euler on flow', { config: { sampler: 'euler', process: 'flow', prediction: 'velocity' } }],
  ['a prediction of x0', { config: { prediction: 'x0', depth: 1, width: 9 } }],
  ['the mean of a network that predicts its variance', { config: { variance: 'learned' } }],
  ['a class in turn', { config: { ...CLASSES, guidance: 1 } }],
  ['guidance', { config: { ...CLASSES, guidance: 2.5, conditioning: 'add' } }],
  ['more points than go through the network together', { config: { samplingSteps: 4 }, count: 1031 }],
  ['a U-Net', { config: UNET, count: 3 }],
  ['a U-Net with guidance', { config: { ...UNET, classes: true, guidance: 3 }, count: 2 }],
];

/** A model with weights that are drawn, all of them: the last layers of a new network are zero. */
function openDrawing({ config: changes = {}, churn, count = 21 }: Drawing) {
  const config: RunConfig = { ...TINY, sampler: 'ddim', ...changes };
  const isImage = config.model === 'unet';
  const process = createProcess(config);
  const model = createModel(config, { shape: isImage ? [8, 8, 1] : [2], classes: config.classes ? 2 : 0 });
  const values = initialWeights(model.layout, 3);
  const more = fillNormal(new Float32Array(values.length), { seed: 5, stream: 'weights', step: 1 });
  const flat = tf.tensor1d(values.map((value, i) => value + 0.04 * more[i]));
  const tensors = tf.tidy(() => unpack(flat, model.layout));
  // On the device before anything is recorded, as those of every run: stock operations leave small tensors on the processor.
  for (const tensor of tensors) placeOf(tensor);
  const steps = Math.min(config.samplingSteps, mostSamplingSteps(config));
  const plan = planSampling(process, { ...config, samplingSteps: steps, churn });
  const trained = {
    model,
    weights: byName(tensors, model.layout),
    process,
    prediction: config.prediction,
    guidance: guidanceOf(config, model.classes, 0, count),
  };
  const box = config.clipDenoised
    ? { min: isImage ? [-1] : [-1, -1.5], max: isImage ? [1] : [1, 1.5] }
    : null;
  const options = { seed: 7, count, shape: model.shape };
  return {
    plan,
    options,
    denoiser: (recorder: Recorder | null) => createDenoiser({ ...trained, recorder }, box),
    async draw(denoise: TensorDenoiser) {
      const samples = await sample(plan, denoise, options);
      const trajectory = await sampleTrajectory(plan, process, denoise, options);
      return { samples, states: trajectory!.states, guesses: trajectory!.guesses };
    },
    dispose: () => tf.dispose([flat, ...tensors]),
  };
}

/** Expects the same samples and trajectory recorded, recorded once more and on tensors, and nothing left. */
export async function expectSameBothWays(drawing: Drawing): Promise<void> {
  const { draw, denoiser, dispose } = openDrawing(drawing);
  const before = tf.memory().numTensors;
  const recorder = createRecorder()!;
  const denoise = denoiser(recorder);
  const recorded = await draw(denoise);
  const again = await draw(denoise);
  recorder.dispose();
  const onTensors = await draw(denoiser(null));
  const left = tf.memory().numTensors - before;
  dispose();
  expect(recorded.samples!.every(Number.isFinite)).toBe(true);
  expect(recorded).toEqual(onTensors);
  expect(again).toEqual(onTensors);
  expect(left).toBe(0);
}
