/**
 * The steps of models of equal shape in one set of dispatches on WebGPU, each of which computes all models. They need nothing in common but
 * the text of their shaders: data, noise, schedule, prediction, loss weighting and learning rate are numbers in arrays of each. Where the texts
 * differ, and for a step of one model alone, each does its own.
 */
import * as tf from '@tensorflow/tfjs-core';
import { createStackedMemory, replayableInStack, replayableOverModels } from '../recorded/stacked';
import { listDispatches } from '../webgpu/dispatch';
import { overModels } from '../webgpu/modelAxis';
import type { JointWork, StepParts } from './jointSteps';

/** Whether all lists of dispatches are there and the same. */
function areEqual([first, ...others]: readonly (readonly string[] | null)[]): boolean {
  return first !== null && others.every((list) => list?.join('\n') === first.join('\n'));
}

export function stackedSteps(models: number): JointWork {
  const memory = createStackedMemory(models);
  let first: StepParts | null = null;
  const work = replayableOverModels(models, () => first!.train());
  /** Null until it is asked for. */
  let possible: boolean | null = null;

  function findPossible(parts: readonly (StepParts | null)[]): boolean {
    if (!memory.isComplete) return false;
    const list = (part: StepParts | null) =>
      part && listDispatches(() => overModels(models, () => tf.dispose(part.train())));
    return areEqual(parts.map(list));
  }

  return {
    memories: memory.memories,
    record: replayableInStack,
    isPossible: (parts) => (possible ??= findPossible(parts)),
    most: () => 1,
    run(parts, _, submissions) {
      [first] = parts;
      const batches = parts.map((part) => part.send());
      return work.run(submissions).map((tensors, model) => [{ batch: batches[model], ...tensors }]);
    },
    get dispatches() {
      return work.dispatches;
    },
    dispose() {
      if (possible) work.dispose();
    },
  };
}
