/**
 * Joint steps: models that train in lockstep do a step at once, with the numbers that each has alone, bit for bit. On WebGPU one set of
 * dispatches computes all of them (`stackedSteps`), on WASM each has a thread (`besideSteps`).
 */

import type { RunInput } from '../recorded/beside';
import type { Replayable } from '../recorded/replay';
import type { DeviceMemory } from '../recorded/stacked';
import type { StepResult, StepTensors } from './stepResult';

/** What the step of a learner consists of. */
export interface StepParts {
  /** Sends the batch of a step, or the numbers from which the device makes it. @param ahead steps that come before; none if absent */
  send(ahead?: number): StepResult['batch'];
  /** The work of the device on the batch sent last. */
  train(): StepTensors;
  /** The same as this model does it alone. */
  readonly alone: Replayable<StepTensors>;
  /** All that `send` writes; null where a batch depends on the steps before. */
  readonly input: RunInput | null;
}

/** The way in which the steps of all models are done at once. */
export interface JointWork {
  /** Where each model's arrays come from. */
  readonly memories: readonly DeviceMemory[];
  /** A recording for one model's step alone. */
  record(f: () => StepTensors): Replayable<StepTensors>;
  /** Whether they can be done so now; asked when all models have done a step. */
  isPossible(parts: readonly (StepParts | null)[]): boolean;
  /** Most steps of each in one `run`. */
  most(parts: readonly StepParts[]): number;
  /** Sends and does so many steps of each. @returns those of each model; the errors are those of its last one */
  run(parts: readonly StepParts[], steps: number, submissions?: number): readonly (readonly StepResult[])[];
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
  /** How many steps of each can be done in one, where they can be joint. */
  readonly most: number;
  /**
   * Runs `f`, in which each model does exactly so many steps, all before any of them waits for anything but settled promises.
   * @param steps at most `most`; one if absent
   */
  together<T>(f: () => Promise<T>, steps?: number): Promise<T>;
  /** To be called between two steps. Frees what joint steps hold: from now on each does its steps alone. */
  end(): void;
}

export function createJointSteps(work: JointWork): JointSteps {
  const parts: (StepParts | null)[] = work.memories.map(() => null);
  /** The same array, to be read when all have joined. */
  const joined = parts as readonly StepParts[];
  /** Steps of each in the present call of `together`. */
  let present = 0;
  let hasEnded = false;
  /** Steps of each model that are computed, until it takes them. */
  const waiting: StepResult[][] = parts.map(() => []);
  /** The exception of the present step. */
  let failure: { readonly error: unknown } | null = null;

  /** Where it throws for one model it throws for all: a second attempt would change weights whose step is not counted. */
  function stepAll(submissions?: number): void {
    if (failure) throw failure.error;
    try {
      for (const [model, results] of work.run(joined, present, submissions).entries())
        waiting[model].push(...results);
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
      if (present === 0) return null;
      if (waiting[model].length === 0) stepAll(submissions);
      return waiting[model].shift()!;
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
    get most() {
      return work.most(joined);
    },
    async together(f, steps = 1) {
      present = steps;
      try {
        return await f();
      } finally {
        present = 0;
        failure = null;
        for (const results of waiting) results.length = 0;
      }
    },
    end,
  };
}
