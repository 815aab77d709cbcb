/** Whether runs of a group do their steps at once, and in which way. */
import type { RunConfig } from '../config/fields';
import { runsBeside } from '../recorded/beside';
import { recordsStacks } from '../recorded/stacked';
import { hasFusedKernels } from '../webgpu/backend';
import { besideSteps } from './besideSteps';
import { createJointSteps, type JointSteps } from './jointSteps';
import { stackedSteps } from './stackedSteps';

/** What makes the networks, batches and optimizers of two runs of one shape. */
const SHAPE = [
  'width',
  'depth',
  'activation',
  'conditioning',
  'timeFeatures',
  'coordinateFeatures',
  'variance',
  'batchSize',
  'optimizer',
] as const satisfies readonly (keyof RunConfig)[];

/** Joint steps of several runs: on WebGPU for MLPs of equal shape, on WASM for all where there are threads. Null for others. */
export function jointStepsOf(configs: readonly RunConfig[]): JointSteps | null {
  const { length } = configs;
  if (length < 2) return null;
  if (runsBeside()) return createJointSteps(besideSteps(length));
  const [first] = configs;
  const isEqual = (config: RunConfig) =>
    config.model === 'mlp' && SHAPE.every((field) => config[field] === first[field]);
  if (!hasFusedKernels() || !recordsStacks() || !configs.every(isEqual)) return null;
  return createJointSteps(stackedSteps(length));
}
