/** Weights between the trainer and files: diffusers' pipelines sample as they do there, exports come back bit for bit. */
import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../../src/config/family';
import type { RunConfig } from '../../src/config/fields';
import type { SchedulerConfig } from '../../src/interop/diffusersScheduler';
import { parseUnetConfig } from '../../src/interop/diffusersUnet';
import { type ModelFile, packModel, unpackModel, unpackModelFolder } from '../../src/interop/modelFile';
import { openedModel } from '../../src/interop/openedModel';
import { packRun, schedulerOf, unpackRunFiles } from '../../src/interop/runFile';
import { readSafetensors } from '../../src/interop/safetensors';
import { readZip } from '../../src/interop/zip';
import { createImageScene, halves, type ImageScene, lossesIn, SMALL } from './images';
import type { ReferenceOutputs } from './unetFixtures';

const fixture = (name: string) => readFile(`tests/fixtures/unet_attn_28/${name}`);

const SCHEDULER: SchedulerConfig = {
  schedulerClass: 'DDPMScheduler',
  T: 1000,
  schedule: 'linear',
  betaStart: 1e-4,
  betaEnd: 0.02,
  betas: null,
  prediction: 'eps',
  variance: 'fixed-small',
  clipDenoised: true,
  clipRange: 1,
  timestepSpacing: 'leading',
  stepsOffset: 0,
  zeroTerminalSnr: false,
};

async function referenceFile(scheduler: SchedulerConfig | null = SCHEDULER): Promise<ModelFile> {
  return {
    kind: 'unet',
    config: parseUnetConfig(await fixture('config.json')),
    tensors: readSafetensors(await fixture('diffusion_pytorch_model.safetensors')),
    scheduler,
    run: null,
    training: null,
  };
}

describe('a pipeline of diffusers', () => {
  test('is opened with its schedule, and draws, without any data', async () => {
    const { config, weights } = openedModel(await unpackModel(await packModel(await referenceFile())));
    expect(config).toMatchObject({
      model: 'unet',
      dataset: 'images',
      schedule: 'linear',
      T: 1000,
      prediction: 'eps',
    });
    const scene = await createImageScene();
    await scene.reach('paused', {
      changes: { ...config, backend: 'wasm', samplingSteps: 2 },
      weights,
      paused: true,
    });
    const request = {
      runId: 1,
      count: 3,
      seed: 5,
      weights: 'ema',
      overrides: { samplingSteps: 10 },
    } as const;
    const trajectory = (await scene.host.drawTrajectory(request))!;
    expect(trajectory).toMatchObject({ shape: [28, 28, 1], frames: 11, count: 3 });
    const drawn = (await scene.host.draw(request))!;
    expect(Array.from(trajectory.states.subarray(10 * 3 * 784))).toEqual(Array.from(drawn));
    expect(Math.max(...drawn) - Math.min(...drawn)).toBeGreaterThan(0.1);
  });

  test('has the weights of its file in the worker, bit for bit', async () => {
    const file = await referenceFile();
    const { config, weights } = openedModel(file);
    const scene = await createImageScene();
    await scene.reach('paused', {
      changes: { ...config, backend: 'wasm', samplingSteps: 1 },
      weights,
      paused: true,
    });
    const { ema } = (await scene.host.savedModel(1)).weights;
    expect([...ema.keys()].sort()).toEqual([...file.tensors.keys()].sort());
    for (const [name, { shape, data }] of file.tensors) {
      expect(ema.get(name)!.shape).toEqual([...shape]);
      expect(ema.get(name)!.data).toEqual(data);
    }
  });

  test.each([
    [
      'trained_betas',
      {
        schedule: 'custom',
        betas: Float64Array.from({ length: 1000 }, (_, t) => 0.01 + 0.005 * Math.sin(t)),
      },
    ],
    ['variance_type', { variance: 'learned-range' }],
    ['clip_sample_range', { clipRange: 2 }],
  ] as const)('is refused by the name of what is unsupported: %s', async (field, changes) => {
    const file = await referenceFile({ ...SCHEDULER, ...changes });
    expect(() => openedModel(file)).toThrow(field);
  });

  test('without its scheduler is refused', async () => {
    const file = await referenceFile(null);
    expect(() => openedModel(file)).toThrow('scheduler_config.json');
  });
});

test('the network of the reference gives its reference output through the sampler’s denoiser', async () => {
  const { createModel } = await import('../../src/model/model');
  const { byName, unpack } = await import('../../src/model/weights');
  const { predictEps } = await import('../../src/sampling/denoiser');
  const { createProcess } = await import('../../src/diffusion/processes');
  const { useNodeBackend } = await import('./nodeBackends');
  await useNodeBackend('wasm');
  const io = JSON.parse((await fixture('io.json')).toString()) as ReferenceOutputs;
  const { config, weights } = openedModel(await referenceFile());
  const model = createModel(config, { shape: [28, 28, 1], classes: 10 });
  const flat = tf.tensor1d(model.flatten(weights.ema));
  const trained = {
    model,
    weights: byName(unpack(flat, model.layout), model.layout),
    process: createProcess(config),
    prediction: config.prediction,
  };
  // One channel: NCHW and NHWC lie alike.
  const [, , height, width] = io.shape;
  const first = tf.tensor(io.x.slice(0, height * width), [1, height, width, 1]);
  const eps = await predictEps(trained, first, io.timesteps[0]).data<'float32'>();
  const worst = eps.reduce((most, value, i) => Math.max(most, Math.abs(value - io.y[i])), 0);
  expect(worst).toBeLessThan(1e-4);
});

describe('a trained run of images', () => {
  test('saved and opened again has the same weights, bit for bit, and goes on exactly', async () => {
    const source = halves();
    const scene = await createImageScene();
    const config = { ...SMALL, classes: true, trainingSteps: 5 };
    await scene.reach('done', { changes: config, source });
    const before = await scene.host.state(1);
    const zip = await packRun({ runId: 1, config }, scene.host);
    // From here with more steps; once from the file, once from the state.
    const opened = await unpackRunFiles(new Map([['model.zip', zip]]));
    expect(opened.config).toMatchObject({ dataset: 'images', classes: true, T: 100, batchSize: 4 });
    const losses: number[][] = [];
    for (const begin of [{ weights: opened.weights }, { resume: before }]) {
      const next = await createImageScene();
      const changes = { ...opened.config, trainingSteps: 8 };
      await next.reach('paused', { changes, source, paused: true, ...begin });
      expect(await next.host.state(1)).toEqual(before);
      await next.reach('done', { changes, source, ...begin });
      losses.push(lossesIn(next.events).slice(-3));
    }
    expect(losses[0]).toEqual(losses[1]);
    expect(losses[0]).toHaveLength(3);
  });

  test('that learned its variance draws with it from diffusers’ layout alone, as it did', async () => {
    const scene = await createImageScene();
    const config: RunConfig = {
      ...SMALL,
      sampler: 'ddpm',
      variance: 'learned',
      trainingSteps: 12,
      learningRate: 0.01,
    };
    await scene.reach('done', { changes: config, source: halves() });
    const drawn = async (from: ImageScene, overrides: Partial<RunConfig> = {}) =>
      (await from.host.draw({
        runId: 1,
        count: 3,
        seed: 5,
        weights: 'ema',
        overrides: { samplingSteps: 6, ...overrides },
      }))!;
    const files = await readZip(await packRun({ runId: 1, config }, scene.host));
    const ofFile = (name: string) => JSON.parse(new TextDecoder().decode(files.get(name)));
    expect(ofFile('unet/config.json')).toMatchObject({ in_channels: 1, out_channels: 2 });
    expect(ofFile('scheduler/scheduler_config.json').variance_type).toBe('learned_range');
    files.delete('run.json');
    const opened = openedModel(await unpackModelFolder(files));
    expect(opened.config).toMatchObject({ sampler: 'ddpm', variance: 'learned', T: 100 });
    const again = await createImageScene();
    const changes = { ...opened.config, backend: 'wasm', samplingSteps: 1, spacing: config.spacing } as const;
    await again.reach('paused', { changes, weights: opened.weights, paused: true });
    const samples = Array.from(await drawn(scene));
    expect(Array.from(await drawn(again))).toEqual(samples);
    // the variance is the network's own: with either fixed one the same noise ends elsewhere
    for (const variance of ['fixed-small', 'fixed-large'] as const)
      expect(Array.from(await drawn(again, { variance }))).not.toEqual(samples);
  });

  test('is saved with the scheduler that it was trained with', () => {
    const images = defaultsOf('mnist');
    expect(schedulerOf(images)).toMatchObject({ schedule: 'cosine', T: 1000, betas: null });
    const linear = schedulerOf({ ...images, schedule: 'linear', T: 100 }) as SchedulerConfig;
    // Scaled by 1000/T: diffusers' own linspace would be another schedule.
    expect(linear.schedule).toBe('custom');
    expect([linear.betas![0], linear.betas![99]]).toEqual([1e-3, 0.2]);
    expect(() => schedulerOf({ ...images, process: 'vp-sde' })).toThrow('ddpm');
    expect(schedulerOf(defaultsOf('mnist', 'flow'))).toMatchObject({
      schedulerClass: 'FlowMatchEulerDiscreteScheduler',
      shift: 1,
    });
    expect(() => schedulerOf({ ...images, process: 'flow', prediction: 'v' })).toThrow('velocity');
    expect(() => schedulerOf({ ...images, prediction: 'velocity' })).toThrow('eps, x0 or v');
  });
});
