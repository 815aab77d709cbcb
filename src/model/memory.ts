/**
 * The memory that a run will need on its device, counted before it starts: weights, and the activations that the backward pass needs.
 * Pure arithmetic over the blocks of the network, so that the page can state it beside the batch size.
 */

import { MLP_RATIO, tokensOf } from '../config/ditSizes';
import type { RunConfig } from '../config/fields';
import { RefusedError } from '../diffusion/refusal';
import { decimal } from '../lib/numbers';
import type { MemoryLimits } from '../types/backend';
import type { DitConfig } from '../types/dit';
import type { UnetConfig } from '../types/unet';
import * as words from '../words/errors/run';
import { ditConfigOf } from './dit/config';
import { ditParameters, patchNumbers } from './dit/parameters';
import type { SampleKind } from './imageShape';
import { layoutOf, type Parameter } from './layout';
import {
  blockNames,
  conditionsBlocks,
  inputFeatures,
  mlpClasses,
  mlpParameters,
  timeUnits,
} from './mlpParameters';
import { unetConfigOf } from './unet/config';
import { unetParameters } from './unet/parameters';
import { type LayerSpec, timeWidth, unetBlocks } from './unet/structure';

export interface MemoryNeed {
  /** Bytes of parameters, gradient, Adam's two moments, the average, and their copies. */
  readonly weights: number;
  /** Most bytes that a step needs besides. */
  readonly activations: number;
  readonly total: number;
  /** Bytes of the largest single tensor, which a device limits too. */
  readonly largest: number;
}

const FLOAT = 4;

/**
 * Parameters, gradient, first and second moment, average, and two copies of all but the gradient: the last good weights, and those whose
 * loss is not known yet. A backend that does not update in place needs the next state beside the present one instead of a copy.
 */
const ARRAYS = 5 + 2 * 4;

/**
 * Most arrays that Muon needs besides: the direction of a step before and after an iteration, and two squares that are no larger. Stock operations,
 * which update nothing in place, stay within it too.
 */
const ARRAYS_OF_MUON = 4;

/** Numbers that a step needs for one sample, and those of the largest tensor among them. */
interface Activations {
  readonly saved: number;
  readonly largest: number;
}

/**
 * Saved activations live until the step is over; gradients are released as the backward pass goes, and add half as much at the most
 * (measured on WASM, tests/tensor/memory.test.ts).
 */
const WITH_GRADIENTS = 1.5;

/** Tensors that a block of the MLP saves beside its modulation: normalisation (3), layer with its residual sum (1), and room between them (1). */
const SAVED_BY_BLOCK = 5;

/** Those of the modulation, which are rows for each sample only where the time gives them. */
const SAVED_BY_MODULATION = { 'scale-shift': 2, add: 1, concat: 0, none: 0 } as const;

function mlpActivations(config: RunConfig, classes: number): Activations {
  const { width, timeFeatures } = config;
  const savedByBlock = SAVED_BY_BLOCK + SAVED_BY_MODULATION[config.conditioning];
  const features = inputFeatures(config, classes);
  const conditioning = conditionsBlocks(config) ? 3 * timeUnits(width) : 0;
  const blocks = blockNames(config).length;
  return {
    saved: 3 * features + timeFeatures + classes + conditioning + savedByBlock * width * (blocks + 1),
    largest: Math.max(features, width),
  };
}

/** A normalisation with SiLU saves its value and the sigmoid; its input is another layer's output. */
const SAVED_BY_NORM = 2;

function unetActivations(config: UnetConfig): Activations {
  const blocks = unetBlocks(config);
  let pixels = config.sampleSize ** 2;
  let largest = pixels * Math.max(config.inChannels, config.blockOutChannels[0]);
  let saved = 0;
  const save = (numbers: number, copies = 1) => {
    saved += copies * numbers;
    largest = Math.max(largest, numbers);
  };
  const layer = ({ resnet, attention }: LayerSpec) => {
    save(pixels * resnet.from, SAVED_BY_NORM);
    save(pixels * resnet.to, SAVED_BY_NORM + 3); // two convolutions and the sum
    if (resnet.from !== resnet.to) save(pixels * resnet.to);
    if (!attention) return;
    const { channels, inner, heads } = attention;
    save(pixels * channels, 3); // norm, projection, sum
    save(pixels * inner, 8); // queries, keys, values and output, each before and after the split into heads
    save(heads * pixels ** 2, 2);
  };
  save(pixels * config.inChannels, 2);
  save(pixels * config.blockOutChannels[0]);
  for (const { layers, sampler, resnetSampler, channels } of blocks.down) {
    layers.forEach(layer);
    if (!sampler && !resnetSampler) continue;
    pixels /= 4;
    save(pixels * channels);
  }
  blocks.mid.layers.forEach(layer);
  for (const { layers, sampler, resnetSampler, channels } of blocks.up) {
    for (const each of layers) {
      save(pixels * each.resnet.from); // the skip beside it
      layer(each);
    }
    if (!sampler && !resnetSampler) continue;
    pixels *= 4;
    save(pixels * channels, 2);
  }
  save(pixels * config.blockOutChannels[0], SAVED_BY_NORM);
  save(pixels * config.outChannels, 3);
  const conditioning = 8 * timeWidth(config);
  return { saved: saved + conditioning, largest };
}

/** Arrays of all tokens that a block saves: two sums, two norms, queries, keys and values, the attention, two branches (10), and room between them (4). */
const TOKENS_BY_BLOCK = 14;

/** Of the hidden layer of its MLP: value, slope, and room between them. */
const HIDDEN_BY_BLOCK = 3;

function ditActivations(config: DitConfig): Activations {
  const { hiddenSize, depth, numHeads } = config;
  const tokens = tokensOf(config);
  const all = tokens * hiddenSize;
  const hidden = MLP_RATIO * all;
  const modulations = (6 * depth + 2) * hiddenSize;
  return {
    saved:
      depth * (TOKENS_BY_BLOCK * all + HIDDEN_BY_BLOCK * hidden) +
      3 * all +
      4 * tokens * patchNumbers(config) +
      2 * modulations,
    largest: Math.max(hidden, numHeads * tokens ** 2, modulations),
  };
}

/**
 * @param kind what the data set is made of
 * @throws RefusedError where model and data do not fit together, as `createModel` does
 */
export function memoryNeed(config: RunConfig, kind: SampleKind): MemoryNeed {
  let parameters: Parameter[];
  let perSample: Activations;
  if (config.model === 'mlp') {
    const classes = mlpClasses(config, kind);
    parameters = mlpParameters(config, classes);
    perSample = mlpActivations(config, classes);
  } else if (config.model === 'dit') {
    const dit = ditConfigOf(config, kind);
    parameters = ditParameters(dit);
    perSample = ditActivations(dit);
  } else {
    const unet = unetConfigOf(config, kind);
    parameters = unetParameters(unet);
    perSample = unetActivations(unet);
  }
  const array = FLOAT * layoutOf(parameters).size;
  const activations = WITH_GRADIENTS * FLOAT * perSample.saved * config.batchSize;
  const weights = (ARRAYS + (config.optimizer === 'muon' ? ARRAYS_OF_MUON : 0)) * array;
  return {
    weights,
    activations,
    total: weights + activations,
    largest: Math.max(array, FLOAT * perSample.largest * config.batchSize),
  };
}

const fits = ({ total, largest }: MemoryNeed, limits: MemoryLimits): boolean =>
  total <= (limits.total ?? Number.POSITIVE_INFINITY) &&
  largest <= (limits.buffer ?? Number.POSITIVE_INFINITY);

/** A run whose memory is counted. */
export interface CountedRun {
  readonly config: RunConfig;
  /** The kind of its samples. */
  readonly kind: SampleKind;
}

/** The memory of runs together with batches of one size. */
function needOfAll(runs: readonly CountedRun[], batchSize: number): MemoryNeed {
  const needs = runs.map(({ config, kind }) => memoryNeed({ ...config, batchSize }, kind));
  const sum = (part: 'weights' | 'activations' | 'total') =>
    needs.reduce((total, need) => total + need[part], 0);
  const largest = Math.max(...needs.map((need) => need.largest));
  return { weights: sum('weights'), activations: sum('activations'), total: sum('total'), largest };
}

/** The largest batch size with which runs fit together, at most the smallest of their own; 0 where not even one sample fits. */
export function largestBatch(runs: readonly CountedRun[], limits: MemoryLimits): number {
  let [least, most] = [0, Math.min(...runs.map(({ config }) => config.batchSize))]; // invariant: a batch of `least` fits
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(needOfAll(runs, middle), limits)) least = middle;
    else most = middle - 1;
  }
  return least;
}

/** "84 MB", "5.2 GB": two significant digits. */
export function bytesInWords(bytes: number): string {
  const unit = bytes < 1e9 ? 'MB' : 'GB';
  const value = Math.max(bytes / (unit === 'MB' ? 1e6 : 1e9), 0.1);
  return `${decimal(Number(value.toPrecision(2)))} ${unit}`;
}

/**
 * Refuses a run that its device has no room for.
 * @throws RefusedError with the nearest batch size that fits, where there is one
 */
export function refuseOversize(config: RunConfig, kind: SampleKind, limits: MemoryLimits): void {
  const need = memoryNeed(config, kind);
  if (fits(need, limits)) return;
  const { batchSize } = config;
  const overTotal = need.total > (limits.total ?? Number.POSITIVE_INFINITY);
  const message = overTotal
    ? words.batchesNeed(batchSize, bytesInWords(need.total), bytesInWords(limits.total!))
    : words.batchesNeedTensor(batchSize, bytesInWords(need.largest), bytesInWords(limits.buffer!));
  const batch = largestBatch([{ config, kind }], limits);
  if (batch === 0) throw new RefusedError({ message, hint: words.smallerNetwork });
  throw new RefusedError({
    message,
    hint: words.batchesFit(batch),
    fix: { batchSize: batch },
  });
}
