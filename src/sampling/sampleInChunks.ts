/** Sampling in chunks that go through the network together, each with the guidance of its own samples. */
import type { RunConfig } from '../config/fields';
import type { SamplingPlan } from '../diffusion/samplers/plan';
import { sizeOf } from '../lib/shape';
import type { ClassPath } from '../types/edit';
import { type ClipBox, createDenoiser, type Guidance, type TrainedModel } from './denoiser';
import { guidanceBetween, guidanceOf, isSameGuidance } from './guidance';
import { sample } from './sample';
import type { SamplingOptions } from './walk';

interface ChunkOptions extends Pick<SamplingOptions, 'seed' | 'count' | 'signal' | 'guide'> {
  /** Samples of a chunk. */
  readonly chunk: number;
  readonly config: Pick<RunConfig, 'label' | 'guidance'>;
  /** The classes between which the samples lie; those of `config` if absent. */
  readonly classes?: ClassPath | undefined;
  /** Bounds to which x̂0 is clipped, null for no clipping. */
  readonly box: ClipBox | null;
  /** Receives the share of all samples that is done, 0 to 1. */
  readonly onShare?: ((done: number) => void) | undefined;
}

/** @returns [count, ...shape] samples, or null where it was cancelled @throws RefusedError for a class that the model does not know */
export async function sampleInChunks(
  plan: SamplingPlan,
  trained: TrainedModel,
  { chunk, config, classes: path, box, onShare, count, ...options }: ChunkOptions,
): Promise<Float32Array | null> {
  const { shape, classes } = trained.model;
  const size = sizeOf(shape);
  const samples = new Float32Array(size * count);
  let guidance: Guidance | undefined;
  for (let first = 0; first < count; first += chunk) {
    const n = Math.min(chunk, count - first);
    const own = path
      ? guidanceBetween(path, config.guidance, classes, first, n)
      : guidanceOf(config, classes, first, n);
    if (!isSameGuidance(guidance, own)) {
      if (guidance) trained.recorder?.forget(guidance); // it holds every array of an evaluation
      guidance = own;
    }
    const denoise = createDenoiser({ ...trained, guidance }, box);
    const onStep = onShare && ((done: number) => onShare((first + done * n) / count));
    const part = await sample(plan, denoise, { ...options, count: n, first, shape, onStep });
    if (!part) return null;
    samples.set(part, size * first);
  }
  return samples;
}
