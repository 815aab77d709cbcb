/** The U-Net against the DiT on digits: see networks.mjs. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { loadImages } from '../../datasets/images';
import { defaultsOf } from '../../src/config/family';
import type { RunConfig } from '../../src/config/fields';
import { createProcess } from '../../src/diffusion/processes';
import { fillNormal } from '../../src/lib/rng';
import { mean } from '../../src/lib/studentT';
import { createModel, type Model } from '../../src/model/model';
import { timeEmbedder } from '../../src/model/timeEmbedding';
import { byName, unpack } from '../../src/model/weights';
import { createCollator } from '../../src/training/data/batch';
import { imageSet } from '../../src/training/data/sampleSet';
import { createLearner, type Learner } from '../../src/training/learner';
import { useNodeBackend } from '../../tests/tensor/nodeBackends';

const NETWORKS: Readonly<Record<string, Partial<RunConfig>>> = {
  'U-Net grey 28': { model: 'unet', unet: 'grey-28' },
  'DiT 3 × 64, patches of 4': { model: 'dit' },
};

/** Held-out digits, and times from noise to data at which the loss on each of them is taken. */
const HELD_OUT = 100;
const TIMES = 8;

const KIND = { shape: [28, 28, 1], classes: 0 };
const PIXELS = 28 * 28;

const bytesOf = async ({ pathname }: Pick<URL, 'pathname'>) =>
  new Uint8Array(readFileSync(`datasets/assets/${basename(pathname)}`));

/** Seconds of the processor that this program has used: what else the machine does counts little. */
const processorSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

interface Averaged {
  readonly weights: ReturnType<typeof byName>;
  dispose(): void;
}

async function averaged(model: Model, learner: Learner): Promise<Averaged> {
  const { ema } = await learner.read();
  const tensors = tf.tidy(() => unpack(tf.tensor1d(ema), model.layout));
  return { weights: byName(tensors, model.layout), dispose: () => tf.dispose(tensors) };
}

/** The mean squared error of ε on digits that were not trained on, over evenly spaced times, with the same noise each time. */
async function heldOutLoss(config: RunConfig, model: Model, learner: Learner, digits: Uint8Array) {
  const process = createProcess(config);
  const { weights, dispose } = await averaged(model, learner);
  const size = HELD_OUT * PIXELS;
  const embed = timeEmbedder(model.embedding);
  let total = 0;
  for (let k = 0; k < TIMES; k++) {
    const time = process.drawTime((k + 0.5) / TIMES);
    const { alpha, sigma } = process.level(time);
    const eps = fillNormal(new Float32Array(size), { seed: 1, stream: 'evaluation', step: k });
    const x = eps.map((e, i) => alpha * (digits[i] / 127.5 - 1) + sigma * e);
    const row = new Float32Array(model.embedding.size);
    embed(row, 0, model.networkTime(process, time));
    const error = tf.tidy(() => {
      const output = model.forward(
        weights,
        tf.tensor(x, [HELD_OUT, 28, 28, 1]),
        tf.tensor2d(row, [1, row.length]),
      );
      return tf.mean(tf.squaredDifference(output, tf.tensor(eps, output.shape)));
    });
    total += (await error.data())[0] / TIMES;
    error.dispose();
  }
  dispose();
  return total;
}

interface Point {
  readonly step: number;
  readonly seconds: number;
  readonly loss: number;
}

/** Steps after which the loss on held-out digits is taken, beside the last one. */
const LOOKS: readonly number[] = [25, 50, 100, 200, 400, 800];

async function trainFor(seconds: number, config: RunConfig) {
  const model = createModel(config, KIND);
  const [train, test] = await Promise.all(
    (['train', 'test'] as const).map((part) => loadImages('mnist', part, bytesOf)),
  );
  const samples = imageSet({ ...train, height: 28, width: 28, channels: 1 }, false);
  const process = createProcess(config);
  const learner = createLearner(config, model, () => createCollator({ config, process, model, samples }));
  const digits = test.images.subarray(0, HELD_OUT * PIXELS);
  const points: Point[] = [];
  const look = async () =>
    void points.push({
      step: learner.step,
      seconds: spent,
      loss: await heldOutLoss(config, model, learner, digits),
    });
  let spent = 0;
  while (spent < seconds) {
    const began = processorSeconds();
    await learner.learn().loss.data();
    spent += processorSeconds() - began;
    if (LOOKS.includes(learner.step)) await look();
  }
  await look();
  learner.dispose();
  return { parameters: model.layout.size, points };
}

export async function compareNetworks(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string', default: '25' },
      seeds: { type: 'string', default: '7,8' },
      network: { type: 'string', default: '' },
    },
  });
  const seconds = Number(values.seconds);
  const seeds = values.seeds.split(',').map(Number);
  await useNodeBackend('wasm');
  const results: ({ readonly name: string } & Awaited<ReturnType<typeof trainFor>>)[] = [];
  const names = Object.keys(NETWORKS).filter((name) => name.includes(values.network));
  for (const name of names)
    for (const seed of seeds) {
      const config: RunConfig = {
        ...defaultsOf('mnist'),
        batchSize: 32,
        trainingSteps: 2000,
        seed,
        ...NETWORKS[name],
      };
      const result = { name, ...(await trainFor(seconds, config)) };
      results.push(result);
      console.log(JSON.stringify({ seed, ...result }));
    }
  const steps = LOOKS.findLast((look) =>
    results.every(({ points }) => points.some(({ step }) => step === look)),
  )!;
  console.log(
    `| network | weights | ms a step | loss at ${steps} steps | steps in ${seconds} s | loss then |`,
  );
  for (const name of names) {
    const own = results.filter((result) => result.name === name);
    const last = own.map(({ points }) => points.at(-1)!);
    const atSteps = own.map(({ points }) => points.find(({ step }) => step === steps)!);
    const lossOf = (points: readonly Point[]) => points.map(({ loss }) => loss.toFixed(4)).join(', ');
    const cells = [
      name,
      own[0].parameters,
      mean(last.map((point) => (1000 * point.seconds) / point.step)).toFixed(0),
      lossOf(atSteps),
      last.map(({ step }) => step).join(', '),
      lossOf(last),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}
