/** Both sides of a comparison as contenders: a step is one of each side, joint or in turn. */
import { createCollator } from '../../src/training/data/batch';
import { createLossBuffer } from '../../src/training/device/lossBuffer';
import { createJointSteps, type JointWork } from '../../src/training/jointSteps';
import { createLearner } from '../../src/training/learner';
import { stackedSteps } from '../../src/training/stackedSteps';
import type { Contender } from './contender';
import { compare, type Effort, type Entry, type Measurement } from './measure';
import { mlpSubject, type Subject } from './subject';

/** @param joint the way in which the sides do their steps at once, all but the first of each; in turn if absent */
export function duelTraining(
  name: string,
  sides: readonly Subject[],
  joint?: (models: number) => JointWork,
): Contender {
  const steps = joint ? createJointSteps(joint(sides.length)) : null;
  const runs = sides.map((subject, i) => {
    const learner = createLearner(
      subject.config,
      subject.model,
      () => createCollator(subject),
      undefined,
      steps?.members[i],
    );
    return { learner, window: createLossBuffer() };
  });
  const learnAll = async () => {
    for (const { learner, window } of runs) window.add(learner.learn());
  };
  const step = () => {
    if (!steps || runs[0].learner.step === 0) void learnAll();
    else if (steps.arePossible) void steps.together(learnAll);
    else throw new Error('these steps are not joint');
  };
  const settle = async () => {
    const readings = await Promise.all(runs.map(({ learner, window }) => window.read(learner.step)));
    return readings[0].losses.at(-1)!;
  };
  return {
    name,
    step,
    settle,
    async firstLosses(count) {
      const losses: number[] = [];
      for (let i = 0; i < count; i++) {
        step();
        losses.push(await settle());
      }
      return losses;
    },
    dispose() {
      for (const { learner, window } of runs) {
        window.dispose();
        learner.dispose();
      }
    },
  };
}

/** Two MLPs, joint and in turn, beside one of them: the ratios are to one. */
export function compareDuel(width: number, batchSize: number, effort: Effort): Promise<Measurement[]> {
  const sides = [1, 2].map((seed) => mlpSubject({ width, batchSize, seed }));
  const entry = (name: string, sides: readonly Subject[], joint?: typeof stackedSteps): Entry => ({
    open: async () => duelTraining(name, sides, joint),
    ofTensorflow: true,
    deferred: true,
  });
  return compare(
    [
      entry('both sides, joint', sides, stackedSteps),
      entry('both sides, in turn', sides),
      entry('one side', sides.slice(0, 1)),
    ],
    effort,
  );
}
