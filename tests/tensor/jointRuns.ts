/** Two small models whose steps are joint, beside the same two that train alone. */
import type { RunConfig } from '../../src/config/fields';
import { createLossBuffer } from '../../src/training/device/lossBuffer';
import { createJointSteps, type JointSteps, type JointWork } from '../../src/training/jointSteps';
import type { Learner } from '../../src/training/learner';
import { stackedSteps } from '../../src/training/stackedSteps';
import type { StepResult } from '../../src/training/stepResult';
import { createTinyLearner } from './runs';

export interface JointRuns {
  readonly joint: JointSteps;
  readonly learners: readonly Learner[];
  /** One step of each, joint where that is possible. @param submissions parts of the recorded step */
  step(submissions?: number): Promise<readonly StepResult[]>;
  /** So many joint steps in one. @param add receives each of a learner, when it is the learner's last one */
  several(steps: number, add: (learner: number, result: StepResult) => void): Promise<void>;
  dispose(): void;
}

export function createJointRuns(
  sides: readonly Partial<RunConfig>[],
  workOf: (models: number) => JointWork = stackedSteps,
): JointRuns {
  const joint = createJointSteps(workOf(sides.length));
  const learners = sides.map((side, i) => createTinyLearner(side, undefined, joint.members[i]));
  const stepAll = async (submissions?: number) => learners.map((learner) => learner.learn(submissions));
  return {
    joint,
    learners,
    step: (submissions) =>
      learners.every(({ step }) => step > 0) && joint.arePossible
        ? joint.together(() => stepAll(submissions))
        : stepAll(submissions),
    async several(steps, add) {
      const learn = async () =>
        learners.forEach((learner, i) => {
          for (let step = 0; step < steps; step++) add(i, learner.learn());
        });
      await joint.together(learn, steps);
    },
    dispose() {
      for (const learner of learners) learner.dispose();
    },
  };
}

export interface Trained {
  /** Of each step. */
  readonly losses: readonly number[];
  /** Parameters, moments and average, one after the other. */
  readonly state: readonly number[];
}

/** Adds the losses of a learner to a window. */
function recordLosses(learner: Learner) {
  const window = createLossBuffer();
  return {
    add: (result: StepResult) => window.add(result),
    async read(): Promise<Trained> {
      const { losses } = await window.read(learner.step);
      const { params, m, v, ema } = await learner.read();
      window.dispose();
      return {
        losses: Array.from(losses),
        state: [params, m, v, ema].flatMap((values) => Array.from(values)),
      };
    },
  };
}

/** Each side alone for so many steps. */
export async function trainAlone(sides: readonly Partial<RunConfig>[], steps: number): Promise<Trained[]> {
  const results: Trained[] = [];
  for (const side of sides) {
    const learner = createTinyLearner(side);
    const record = recordLosses(learner);
    for (let step = 0; step < steps; step++) record.add(learner.learn());
    results.push(await record.read());
    learner.dispose();
  }
  return results;
}

/**
 * All sides for so many steps, joint from the second on.
 * @param atOnce joint steps in one
 * @throws Error where they cannot be
 */
export async function trainJointly(
  sides: readonly Partial<RunConfig>[],
  steps: number,
  workOf?: (models: number) => JointWork,
  atOnce = 1,
): Promise<Trained[]> {
  const runs = createJointRuns(sides, workOf);
  const records = runs.learners.map(recordLosses);
  const add = (i: number, result: StepResult) => records[i].add(result);
  for (let step = 0; step < steps; ) {
    const next = step === 0 ? 1 : Math.min(atOnce, steps - step);
    if (next > 1) await runs.several(next, add);
    else for (const [i, result] of (await runs.step()).entries()) add(i, result);
    step += next;
  }
  if (!runs.joint.arePossible) throw new Error('these steps are not joint');
  const trained: Trained[] = [];
  for (const record of records) trained.push(await record.read());
  runs.dispose();
  return trained;
}
