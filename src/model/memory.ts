/**
 * How much memory a run will need on its device, counted before it is started: weights, and what a step keeps of its forward pass for
 * the backward one. Pure arithmetic over the plan of the network, so that the page can say it beside the batch size.
 */
import type { MemoryLimits } from '../../workers/protocol';
import type { RunConfig } from '../config/fields';
import { RefusedError } from '../diffusion/refusal';
import type { UnetConfig } from '../interop/diffusersUnet';
import { layoutOf, type Parameter } from './layout';
import { blockNames, inputFeatures, mlpParameters, tellsBlocks, timeUnits } from './mlpParameters';
import { type SampleKind, unetConfigOf } from './unet/config';
import { unetParameters } from './unet/parameters';
import { type LayerPlan, planUnet, timeWidth } from './unet/plan';

export interface MemoryNeed {
  /** Bytes of parameters, gradient, Adam's two moments, the average, and their copies. */
  readonly weights: number;
  /** Bytes that a step holds at most besides. */
  readonly activations: number;
  readonly total: number;
  /** Bytes of the largest single tensor: a device limits that too. */
  readonly largest: number;
}

const FLOAT = 4;

/**
 * Parameters, gradient, first and second moment, average, and two copies of all but the gradient: the last good weights, and those whose
 * loss is not known yet. A backend whose state is replaced and not written over has the next one beside it for a while instead.
 */
const ARRAYS = 5 + 2 * 4;

/** Numbers of one sample that a step holds, and of the largest tensor among them. */
interface Activations {
  readonly held: number;
  readonly largest: number;
}

/**
 * What the forward pass keeps lives until the step is over; gradients come and go, and make half as much again at the most (measured on
 * WASM, tests/tensor/memory.test.ts).
 */
const WITH_GRADIENTS = 1.5;

/** Of a block of the MLP: the modulation (2), what normalising keeps (4), the layer and the sum (2). */
const HELD_OF_BLOCK = 8;

function mlpActivations(config: RunConfig): Activations {
  const { width, timeFeatures } = config;
  const features = inputFeatures(config);
  const told = tellsBlocks(config) ? 3 * timeUnits(width) : 0;
  const blocks = blockNames(config).length;
  return {
    held: 3 * features + timeFeatures + told + HELD_OF_BLOCK * width * (blocks + 1),
    largest: Math.max(features, width),
  };
}

/** A normalisation with SiLU holds its value and the sigmoid; what it reads is another's. */
const HELD_OF_NORM = 2;

function unetActivations(config: UnetConfig): Activations {
  const plan = planUnet(config);
  let pixels = config.sampleSize ** 2;
  let largest = pixels * Math.max(config.inChannels, config.blockOutChannels[0]);
  let held = 0;
  const hold = (numbers: number, copies = 1) => {
    held += copies * numbers;
    largest = Math.max(largest, numbers);
  };
  const layer = ({ resnet, attention }: LayerPlan) => {
    hold(pixels * resnet.from, HELD_OF_NORM);
    hold(pixels * resnet.to, HELD_OF_NORM + 3); // two convolutions and the sum
    if (resnet.from !== resnet.to) hold(pixels * resnet.to);
    if (!attention) return;
    const { channels, inner, heads } = attention;
    hold(pixels * channels, 3); // norm, projection, sum
    hold(pixels * inner, 8); // queries, keys and values before and behind the split, what is found likewise
    hold(heads * pixels ** 2, 2);
  };
  hold(pixels * config.inChannels, 2);
  hold(pixels * config.blockOutChannels[0]);
  for (const { layers, sampler, channels } of plan.down) {
    layers.forEach(layer);
    if (!sampler) continue;
    pixels /= 4;
    hold(pixels * channels);
  }
  plan.mid.layers.forEach(layer);
  for (const { layers, sampler, channels } of plan.up) {
    for (const each of layers) {
      hold(pixels * each.resnet.from); // the skip beside it
      layer(each);
    }
    if (!sampler) continue;
    pixels *= 4;
    hold(pixels * channels, 2);
  }
  hold(pixels * config.blockOutChannels[0], HELD_OF_NORM);
  hold(pixels * config.outChannels, 3);
  const told = 8 * timeWidth(config);
  return { held: held + told, largest };
}

/**
 * @param kind what the data set is made of
 * @throws RefusedError where model and data do not fit together, as `createModel` does
 */
export function memoryNeed(config: RunConfig, kind: SampleKind): MemoryNeed {
  let parameters: Parameter[];
  let perSample: Activations;
  if (config.model === 'mlp') {
    parameters = mlpParameters(config);
    perSample = mlpActivations(config);
  } else {
    const unet = unetConfigOf(config, kind);
    parameters = unetParameters(unet);
    perSample = unetActivations(unet);
  }
  const array = FLOAT * layoutOf(parameters).size;
  const activations = WITH_GRADIENTS * FLOAT * perSample.held * config.batchSize;
  return {
    weights: ARRAYS * array,
    activations,
    total: ARRAYS * array + activations,
    largest: Math.max(array, FLOAT * perSample.largest * config.batchSize),
  };
}

const fits = ({ total, largest }: MemoryNeed, limits: MemoryLimits): boolean =>
  total <= (limits.total ?? Number.POSITIVE_INFINITY) &&
  largest <= (limits.buffer ?? Number.POSITIVE_INFINITY);

/** The largest batch size up to the one asked for that fits; 0 where not even one sample does. */
export function largestBatch(config: RunConfig, kind: SampleKind, limits: MemoryLimits): number {
  let [least, most] = [0, config.batchSize]; // least fits, as far as is known
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(memoryNeed({ ...config, batchSize: middle }, kind), limits)) least = middle;
    else most = middle - 1;
  }
  return least;
}

/** "84 MB", "5.2 GB": two digits that count. */
export function bytesInWords(bytes: number): string {
  const unit = bytes < 1e9 ? 'MB' : 'GB';
  const value = Math.max(bytes / (unit === 'MB' ? 1e6 : 1e9), 0.1);
  return `${Number(value.toPrecision(2))} ${unit}`;
}

/**
 * Refuses a run that its device has no room for.
 * @throws RefusedError with the nearest batch size that fits, where there is one
 */
export function refuseOversize(config: RunConfig, kind: SampleKind, limits: MemoryLimits): void {
  const need = memoryNeed(config, kind);
  if (fits(need, limits)) return;
  const { batchSize } = config;
  const inAll = need.total > (limits.total ?? Number.POSITIVE_INFINITY);
  const reason = inAll
    ? `Batches of ${batchSize} need about ${bytesInWords(need.total)}, and there are ${bytesInWords(limits.total!)} here.`
    : `Batches of ${batchSize} need a tensor of ${bytesInWords(need.largest)}, and this device allows ${bytesInWords(limits.buffer!)}.`;
  const batch = largestBatch(config, kind, limits);
  if (batch === 0) throw new RefusedError({ reason, wayOut: 'Choose a narrower network or smaller images.' });
  throw new RefusedError({
    reason,
    wayOut: `Batches of ${batch} fit.`,
    mend: { batchSize: batch },
  });
}
