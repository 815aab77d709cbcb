/**
 * How long one operation of a network may hold the thread of a worker, so that a worker that hangs can be told from one at work: an upper
 * bound for a slow machine. Pure arithmetic over the shapes of the network.
 */

import { MLP_RATIO, tokensOf } from '../config/ditSizes';
import type { RunConfig } from '../config/fields';
import type { BackendId } from '../types/backend';
import type { DitConfig } from '../types/dit';
import type { UnetConfig } from '../types/unet';
import { ditConfigOf } from './dit/config';
import { ditParameters } from './dit/parameters';
import type { SampleKind } from './imageShape';
import { layoutOf, type Parameter } from './layout';
import { mlpClasses, mlpParameters } from './mlpParameters';
import { unetConfigOf } from './unet/config';
import { unetParameters } from './unet/parameters';
import { type BlockSpec, unetBlocks } from './unet/structure';

/** Multiplications per millisecond of a slow machine that does other things besides: a tenth of what a laptop does. */
const SLOW: Readonly<Record<BackendId, number>> = { webgpu: 2e5, webgl: 2e5, wasm: 2e5, cpu: 2e4 };
/** Milliseconds to draw the first value of a weight, on such a machine. */
const DRAW_WEIGHT = 3e-4;

/** Weights of a 3 × 3 convolution for each pair of channels. */
const KERNEL = 9;

/** The multiplications of the longest layer of a U-Net, for one sample. */
function unetMultiplications(config: UnetConfig): number {
  const { down, mid, up } = unetBlocks(config);
  let pixels = config.sampleSize ** 2;
  let most = 0;
  const note = ({ layers, sampler, resnetSampler, channels }: BlockSpec, resampling: number) => {
    for (const { resnet, attention } of layers) {
      most = Math.max(most, KERNEL * pixels * resnet.to * Math.max(resnet.from, resnet.to));
      if (attention) most = Math.max(most, pixels * attention.inner * Math.max(pixels, attention.channels));
    }
    if (!sampler && !resnetSampler) return;
    pixels *= resampling;
    most = Math.max(most, KERNEL * pixels * channels ** 2);
  };
  for (const block of down) note(block, 1 / 4);
  note(mid, 1);
  for (const block of up) note(block, 4);
  return most;
}

/** The multiplications of the longest layer of a transformer, for one sample: of an MLP, of the attention, or of all modulations. */
function ditMultiplications(config: DitConfig): number {
  const tokens = tokensOf(config);
  const { hiddenSize, depth } = config;
  const modulations = (6 * depth + 2) * hiddenSize ** 2;
  return Math.max(tokens * MLP_RATIO * hiddenSize ** 2, tokens ** 2 * hiddenSize, modulations);
}

/** The largest layer of an MLP multiplies each of its weights once for a sample. */
const mlpMultiplications = (parameters: readonly Parameter[]): number =>
  Math.max(...layoutOf(parameters).parameters.map(({ size }) => size));

/** Upper bounds in milliseconds. */
export interface LongestOperation {
  /** Of making the weights of a new model, which draws all of them in one go. */
  readonly newWeights: number;
  /** @param count samples that go through the network together */
  withSamples(count: number): number;
}

interface Work {
  readonly parameters: readonly Parameter[];
  /** Of the longest layer, for one sample. */
  readonly multiplications: number;
}

function workOf(config: RunConfig, kind: SampleKind): Work {
  if (config.model === 'mlp') {
    const parameters = mlpParameters(config, mlpClasses(config, kind));
    return { parameters, multiplications: mlpMultiplications(parameters) };
  }
  if (config.model === 'dit') {
    const dit = ditConfigOf(config, kind);
    return { parameters: ditParameters(dit), multiplications: ditMultiplications(dit) };
  }
  const unet = unetConfigOf(config, kind);
  return { parameters: unetParameters(unet), multiplications: unetMultiplications(unet) };
}

/**
 * @param kind what the data set is made of
 * @throws RefusedError where model and data do not fit together, as `createModel` does
 */
export function longestOperation(config: RunConfig, kind: SampleKind, backend: BackendId): LongestOperation {
  const { parameters, multiplications } = workOf(config, kind);
  return {
    newWeights: DRAW_WEIGHT * layoutOf(parameters).size,
    withSamples: (count) => (count * multiplications) / SLOW[backend],
  };
}
