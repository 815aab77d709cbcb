/** A plan that is recorded whole on WebGPU gives the samples of the loop over tensors to the last bit, in few submits. */
import { beforeAll, expect, test } from 'vitest';
import { openPlan } from '../../src/config/openPlan';
import { createProcess } from '../../src/diffusion/processes';
import { createModel } from '../../src/model/model';
import { byName } from '../../src/model/weights';
import { chooseBackend } from '../../src/runtime/backend';
import { deviceDone } from '../../src/runtime/deviceDone';
import { createDenoiser } from '../../src/sampling/denoiser';
import { createRecorder } from '../../src/sampling/recordedNetwork';
import { DRAWINGS, expectSameBothWays } from '../tensor/recordedPlans';
import { createTinyLearner, TINY } from '../tensor/runs';
import { countGpuWork, installCounter } from './dispatches';

installCounter();
beforeAll(async () => {
  await chooseBackend('webgpu');
});

test('nineteen steps of a plan are one submit, of four dispatches each', async () => {
  const learner = createTinyLearner(TINY); // its weights are views of one buffer, as those of every run
  const copy = learner.copyWeights('raw');
  const model = createModel(TINY, { shape: [2], classes: 0 });
  const weights = byName(copy.tensors, model.layout);
  const recorder = createRecorder()!;
  const process = createProcess(TINY);
  const plan = openPlan({ ...TINY, sampler: 'ddim', eta: 0 }, process);
  const trained = { model, weights, process, prediction: TINY.prediction, recorder };
  const { recorded, table } = createDenoiser(trained, null).openPlan!({ plan, shape: [8, 2], frames: [] })!;
  recorded.begin(new Float32Array(16).fill(0.5), table);
  recorded.advance(true, 1, 1);
  await deviceDone();
  const work = await countGpuWork(async () => {
    recorded.advance(true, 19, 1);
    await deviceDone();
  });
  // the row of numbers, the scaled input, the network, the step
  expect(work).toEqual({ dispatches: 19 * 4, submits: 1, bytes: 0 });
  const { last } = await recorded.read();
  expect(last.every(Number.isFinite)).toBe(true);
  recorder.dispose();
  copy.dispose();
  learner.dispose();
});

/** The U-Net with guidance stands for both: a software adapter compiles its shaders for seconds. */
const HERE = DRAWINGS.filter(([name]) => name !== 'a U-Net');

test.each(HERE)('%s: equal seeds give equal samples and frames, and again', (_, drawing) =>
  expectSameBothWays(drawing),
);
