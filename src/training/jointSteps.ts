/**
 * Joint steps: models of equal shape that train in lockstep do a step in one set of dispatches, each of which computes all of them. They need
 * nothing in common but the text of their shaders: data, noise, schedule, prediction, loss weighting and learning rate are numbers in arrays
 * of each. Where the texts differ, and for a step of one model alone, each does its own.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { RunConfig } from '../config/fields';
import {
  createStackedMemory,
  type DeviceMemory,
  recordsStacks,
  replayableOverModels,
} from '../recorded/stacked';
import { hasFusedKernels } from '../webgpu/backend';
import { listDispatches } from '../webgpu/dispatch';
import { overModels } from '../webgpu/modelAxis';
import type { StepResult, StepTensors } from './stepResult';

/** What the step of a learner consists of. */
interface StepParts {
  /** Sends the batch of its next step, or the numbers from which the device makes it. */
  send(): StepResult['batch'];
  /** The work of the device on the batch sent last. */
  train(): StepTensors;
}

/** The place of one model. */
export interface JointMember {
  /** Of all arrays that its step reads and writes. */
  readonly memory: DeviceMemory;
  /** To be called once. */
  join(parts: StepParts): void;
  /**
   * The next step of this model, where it is done for all: its own part of that.
   * @returns null where the model does this step alone
   */
  step(submissions?: number): StepResult | null;
  /** Dispatches of a joint step, null before the first. */
  readonly dispatches: number | null;
  /** `end`, for a model whose arrays go. */
  leave(): void;
}

export interface JointSteps {
  readonly members: readonly JointMember[];
  /** Whether the steps can be joint; to be asked when all models have done a step. */
  readonly arePossible: boolean;
  /** Runs `f`, in which each model does exactly one step, all before any of them waits for anything but settled promises. */
  together<T>(f: () => Promise<T>): Promise<T>;
  /** To be called between two steps. Frees the recording of all models: from now on each does its steps alone. */
  end(): void;
}

/** Whether all lists of dispatches are there and the same. */
function areEqual([first, ...others]: readonly (readonly string[] | null)[]): boolean {
  return first !== null && others.every((list) => list?.join('\n') === first.join('\n'));
}

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

/** Joint steps for runs that may do them: several MLPs of equal shape, on WebGPU. Null for others. */
export function jointStepsOf(configs: readonly RunConfig[]): JointSteps | null {
  const [first] = configs;
  const isEqual = (config: RunConfig) =>
    config.model === 'mlp' && SHAPE.every((field) => config[field] === first[field]);
  if (configs.length < 2 || !configs.every(isEqual)) return null;
  return hasFusedKernels() && recordsStacks() ? createJointSteps(configs.length) : null;
}

export function createJointSteps(models: number): JointSteps {
  const memory = createStackedMemory(models);
  const parts: (StepParts | null)[] = Array.from({ length: models }, () => null);
  /** Null until it is asked for. */
  let possible: boolean | null = null;
  let isTogether = false;
  const work = replayableOverModels(models, () => parts[0]!.train());
  /** Steps that were computed beside another's, until their models take them. */
  const waiting = new Map<number, StepResult>();
  /** The exception of the present step. */
  let failure: { readonly error: unknown } | null = null;

  function findPossible(): boolean {
    if (!memory.isComplete) return false;
    const list = (part: StepParts | null) =>
      part && listDispatches(() => overModels(models, () => tf.dispose(part.train())));
    return areEqual(parts.map(list));
  }

  /** Where it throws for one model it throws for all: a second attempt would change weights whose step is not counted. */
  function stepAll(submissions?: number): void {
    if (failure) throw failure.error;
    try {
      const batches = parts.map((part) => part!.send());
      for (const [model, tensors] of work.run(submissions).entries())
        waiting.set(model, { batch: batches[model], ...tensors });
    } catch (error) {
      failure = { error };
      throw error;
    }
  }

  function end(): void {
    if (possible) work.dispose();
    possible = false;
  }

  const memberOf = (model: number): JointMember => ({
    memory: memory.memories[model],
    join(own) {
      parts[model] = own;
    },
    step(submissions) {
      if (!isTogether) return null;
      if (!waiting.has(model)) stepAll(submissions);
      const own = waiting.get(model)!;
      waiting.delete(model);
      return own;
    },
    get dispatches() {
      return work.dispatches;
    },
    leave: end,
  });

  return {
    members: Array.from({ length: models }, (_, model) => memberOf(model)),
    get arePossible() {
      return (possible ??= findPossible());
    },
    async together(f) {
      isTogether = true;
      try {
        return await f();
      } finally {
        isTogether = false;
        failure = null;
        waiting.clear();
      }
    },
    end,
  };
}
