/**
 * Previews are the samples that a run draws beside its training: how many, with how many steps, and how often. The trainer draws by these
 * rules, and the page computes the cost of a run from them.
 */
import type { Process } from '../diffusion/process';
import type { SamplingPlan } from '../diffusion/samplers/plan';
import type { BackendReport } from '../types/backend';
import type { RunConfig } from './fields';
import { openPlan } from './openPlan';

export interface PreviewLimits {
  readonly count: number;
  readonly samplingSteps: number;
}

/** The number of samples that a backend draws in about a second. */
export function previewLimits(
  { backend, software }: Pick<BackendReport, 'backend' | 'software'>,
  ofImages: boolean,
): PreviewLimits {
  const onGpu = !software && (backend === 'webgpu' || backend === 'webgl');
  if (ofImages) return { count: onGpu ? 36 : 16, samplingSteps: onGpu ? 100 : 25 };
  if (backend === 'cpu' || software) return { count: 256, samplingSteps: 20 };
  return { count: backend === 'wasm' ? 1024 : 2048, samplingSteps: Number.POSITIVE_INFINITY };
}

/** @throws RefusedError where the process cannot be sampled like this */
export const previewPlan = (
  sampling: RunConfig,
  process: Process,
  { samplingSteps }: Pick<PreviewLimits, 'samplingSteps'>,
): SamplingPlan =>
  openPlan({ ...sampling, samplingSteps: Math.min(sampling.samplingSteps, samplingSteps) }, process);

/** Milliseconds of training for each millisecond of sampling. */
const TRAINING_PER_SAMPLING = 3;
/** Shortest interval between two previews, in milliseconds. */
const SHORTEST_INTERVAL = 400;

/**
 * @param milliseconds of the last preview
 * @returns milliseconds from its end to the next one
 */
export const previewInterval = (milliseconds: number): number =>
  Math.max(TRAINING_PER_SAMPLING * milliseconds, SHORTEST_INTERVAL);
