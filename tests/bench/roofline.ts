/**
 * The work of a training step counted from the network's plan: floating-point operations, and bytes that must pass between a GPU's memory
 * and its arithmetic when every operation reads its inputs and writes its output once. No program for that network on that GPU is
 * faster than its roofline (Williams et al. 2009): the larger of operations over peak and bytes over bandwidth.
 */
import { DEFAULT_CONFIG, type RunConfig } from '../../src/config/fields';
import type { SampleKind } from '../../src/model/imageShape';
import { layoutOf } from '../../src/model/layout';
import {
  blockNames,
  inputFeatures,
  mlpOutputs,
  mlpParameters,
  timeUnits,
} from '../../src/model/mlpParameters';
import { unetConfigOf } from '../../src/model/unet/config';
import { unetParameters } from '../../src/model/unet/parameters';
import { type LayerSpec, timeWidth, unetBlocks } from '../../src/model/unet/structure';

export interface StepWork {
  readonly parameters: number;
  /** Multiplications and additions of a whole step. */
  readonly flops: number;
  readonly bytes: number;
}

const FLOAT = 4;

/** A product has two of its size in the backward pass: one for the input, one for the weights. */
const WITH_BACKWARD = 3;

/** Adam and the average read gradient, parameters, two moments and average, and write all but the gradient. */
const OPTIMIZER_ACCESSES = 9;

/** Collects the work of one sample. */
class Tally {
  flops = 0;
  /** Numbers read or written. */
  accesses = 0;

  /** A product of [rows, inputs] and [inputs, outputs], with its two gradients. The weights count once a batch, not here. */
  product(rows: number, inputs: number, outputs: number, taps = 1): void {
    this.flops += WITH_BACKWARD * 2 * rows * taps * inputs * outputs;
    // forward: x, y; gradient of the input: dy, dx; of the weights: x, dy
    this.accesses += WITH_BACKWARD * rows * (inputs + outputs);
  }

  /** An operation element by element over so many numbers, one read and one write, and two reads and one write backward. */
  pass(numbers: number): void {
    this.accesses += 5 * numbers;
  }
}

const total = ({ flops, accesses }: Tally, parameters: number, batch: number): StepWork => ({
  parameters,
  flops: flops * batch,
  bytes: FLOAT * (accesses * batch + (OPTIMIZER_ACCESSES + WITH_BACKWARD) * parameters),
});

function mlpTally(config: RunConfig): Tally {
  const { width, timeFeatures } = config;
  const tally = new Tally();
  const units = timeUnits(width);
  tally.product(1, timeFeatures, units);
  tally.product(1, inputFeatures(config), width);
  for (const _ of blockNames(config)) {
    tally.product(1, units, 2 * width);
    tally.pass(width); // normalised, modulated, activated
    tally.product(1, width, width);
    tally.pass(width); // the sum
  }
  tally.pass(width);
  tally.product(1, width, mlpOutputs(config));
  return tally;
}

function unetTally(config: ReturnType<typeof unetConfigOf>): Tally {
  const plan = unetBlocks(config);
  const tally = new Tally();
  const first = config.blockOutChannels[0];
  const width = timeWidth(config);
  let pixels = config.sampleSize ** 2;
  const layer = ({ resnet: { from, to }, attention }: LayerSpec) => {
    tally.product(1, width, to);
    tally.pass(pixels * from);
    tally.product(pixels, from, to, 9);
    tally.pass(pixels * to);
    tally.product(pixels, to, to, 9);
    tally.pass(pixels * to);
    if (from !== to) tally.product(pixels, from, to);
    if (!attention) return;
    const { channels, inner, heads } = attention;
    tally.pass(pixels * channels);
    for (let i = 0; i < 3; i++) tally.product(pixels, channels, inner);
    tally.product(pixels, inner / heads, heads * pixels); // scores
    tally.pass(heads * pixels ** 2);
    tally.product(pixels, heads * pixels, inner / heads);
    tally.product(pixels, inner, channels);
    tally.pass(pixels * channels);
  };
  tally.product(1, first, width);
  tally.product(1, width, width);
  tally.product(pixels, config.inChannels, first, 9);
  for (const { layers, sampler, channels } of plan.down) {
    layers.forEach(layer);
    if (!sampler) continue;
    pixels /= 4;
    tally.product(pixels, channels, channels, 9);
  }
  plan.mid.layers.forEach(layer);
  for (const { layers, sampler, channels } of plan.up) {
    layers.forEach(layer);
    if (!sampler) continue;
    pixels *= 4;
    tally.product(pixels, channels, channels, 9);
  }
  tally.pass(pixels * first);
  tally.product(pixels, first, config.outChannels, 9);
  return tally;
}

export function stepWork(config: RunConfig, kind: SampleKind): StepWork {
  if (config.model === 'mlp')
    return total(mlpTally(config), layoutOf(mlpParameters(config)).size, config.batchSize);
  const unet = unetConfigOf(config, kind);
  return total(unetTally(unet), layoutOf(unetParameters(unet)).size, config.batchSize);
}

/** What the makers say of a GPU: TFLOP/s of 32-bit numbers, and GB/s. */
export interface Gpu {
  readonly name: string;
  readonly teraflops: number;
  readonly gigabytes: number;
}

/** Milliseconds that a step takes at least. */
export const floorOf = ({ flops, bytes }: StepWork, { teraflops, gigabytes }: Gpu): number =>
  Math.max(flops / (1e9 * teraflops), bytes / (1e6 * gigabytes));

/** Three ends of what people have: a laptop's processor graphics, a tablet's or small laptop's, a desktop's card. Makers' figures. */
const GPUS: readonly Gpu[] = [
  { name: 'Intel Iris Xe (96 EU)', teraflops: 2.1, gigabytes: 68 },
  { name: 'Apple M2 (10 cores)', teraflops: 3.6, gigabytes: 100 },
  { name: 'NVIDIA RTX 4070', teraflops: 29, gigabytes: 504 },
];

export interface Roofline extends StepWork {
  readonly name: string;
  /** Milliseconds at least, by GPU. */
  readonly floors: Readonly<Record<string, number>>;
}

/** The models that the benchmark trains. */
export function rooflines(): Roofline[] {
  const mlp = { ...DEFAULT_CONFIG, dataset: 'moons' } as const;
  const unet = { ...DEFAULT_CONFIG, dataset: 'images', model: 'unet', T: 1000 } as const;
  const points = { shape: [2], classes: 0 };
  const grey = { shape: [28, 28, 1], classes: 0 };
  const models: readonly [string, RunConfig, SampleKind][] = [
    ['MLP, width 64, batch 64', { ...mlp, width: 64, batchSize: 64 }, points],
    ['MLP, width 128, batch 512', { ...mlp, width: 128, batchSize: 512 }, points],
    ['U-Net 28 × 28, batch 8', { ...unet, batchSize: 8 }, grey],
    ['U-Net 28 × 28, batch 64', { ...unet, batchSize: 64 }, grey],
  ];
  return models.map(([name, config, kind]) => {
    const work = stepWork(config, kind);
    const floors = Object.fromEntries(GPUS.map((gpu) => [gpu.name, floorOf(work, gpu)]));
    return { name, ...work, floors };
  });
}
