/**
 * How long one operation of a network may hold the thread of a worker, so that a worker that hangs can be told from one at work: an upper
 * bound for a slow machine. Pure arithmetic over the shapes of the network.
 */
import type { RunConfig } from '../config/fields';
import type { BackendId } from '../types/backend';
import type { UnetConfig } from '../types/unet';
import { layoutOf, type Parameter } from './layout';
import { mlpClasses, mlpParameters } from './mlpParameters';
import { type SampleKind, unetConfigOf } from './unet/config';
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

/**
 * @param kind what the data set is made of
 * @throws RefusedError where model and data do not fit together, as `createModel` does
 */
export function longestOperation(config: RunConfig, kind: SampleKind, backend: BackendId): LongestOperation {
  const unet = config.model === 'mlp' ? null : unetConfigOf(config, kind);
  const parameters = unet ? unetParameters(unet) : mlpParameters(config, mlpClasses(config, kind));
  const multiplications = unet ? unetMultiplications(unet) : mlpMultiplications(parameters);
  return {
    newWeights: DRAW_WEIGHT * layoutOf(parameters).size,
    withSamples: (count) => (count * multiplications) / SLOW[backend],
  };
}
