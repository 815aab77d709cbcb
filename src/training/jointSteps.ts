/**
 * Joint steps: models that train in lockstep do a step at once, with the numbers that each has alone, bit for bit. On WebGPU one set of
 * dispatches computes all of them (`stackedSteps`), on WASM each has a thread (`besideSteps`).
 */

import type { Replayable } from '../recorded/replay';
import type { DeviceMemory } from '../recorded/stacked';
import type { StepResult, StepTensors } from './stepResult';

/** What the step of a learner consists of. */
export interface StepParts {
  /** Sends the batch of its next step, or the numbers from which the device makes it. */
  send(): StepResult['batch'];
  /** The work of the device on the batch sent last. */
  train(): StepTensors;
  /** The same as this model does it alone. */
  readonly alone: Replayable<StepTensors>;
}

/** The way in which the steps of all models are done at once. */
export interface JointWork {
  /** Where each model's arrays come from. */
  readonly memories: readonly DeviceMemory[];
  /** A recording for one model's step alone. */
  record(f: () => StepTensors): Replayable<StepTensors>;
  /** Whether they can be done so now; asked when all models have done a step. */
  isPossible(parts: readonly (StepParts | null)[]): boolean;
  /** Does the step of each on the batch sent last. */
  run(parts: readonly StepParts[], submissions?: number): readonly StepTensors[];
  /** Dispatches of a run, null before the first and where there are none. */
  readonly dispatches: number | null;
  dispose(): void;
}

/** The place of one model. */
export interface JointMember extends Pick<JointWork, 'record'> {
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
  /** To be called between two steps. Frees what joint steps hold: from now on each does its steps alone. */
  end(): void;
}

export function createJointSteps(work: JointWork): JointSteps {
  const parts: (StepParts | null)[] = work.memories.map(() => null);
  let isTogether = false;
  let hasEnded = false;
  /** Steps that were computed beside another's, until their models take them. */
  const waiting = new Map<number, StepResult>();
  /** The exception of the present step. */
  let failure: { readonly error: unknown } | null = null;

  /** Where it throws for one model it throws for all: a second attempt would change weights whose step is not counted. */
  function stepAll(submissions?: number): void {
    if (failure) throw failure.error;
    try {
      const all = parts.map((part) => part!);
      const batches = all.map((part) => part.send());
      for (const [model, tensors] of work.run(all, submissions).entries())
        waiting.set(model, { batch: batches[model], ...tensors });
    } catch (error) {
      failure = { error };
      throw error;
    }
  }

  function end(): void {
    if (!hasEnded) work.dispose();
    hasEnded = true;
  }

  const memberOf = (memory: DeviceMemory, model: number): JointMember => ({
    memory,
    record: work.record,
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
    members: work.memories.map(memberOf),
    get arePossible() {
      return !hasEnded && work.isPossible(parts);
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
