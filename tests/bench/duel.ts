/** Both sides of a comparison as contenders: a step is one of each side, joint or in turn. */
import { createCollator } from '../../src/training/data/batch';
import { createLossBuffer } from '../../src/training/device/lossBuffer';
import { createJointSteps } from '../../src/training/jointSteps';
import { createLearner } from '../../src/training/learner';
import type { Contender } from './contender';
import { compare, type Effort, type Entry, type Measurement } from './measure';
import { mlpSubject, type Subject } from './subject';

/**
 * @param sides of equal shape
 * @param joint whether the sides do their steps in one set of dispatches; the first of each goes alone
 */
function duelTraining(name: string, sides: readonly Subject[], joint: boolean): Contender {
  const steps = joint ? createJointSteps(sides.length) : null;
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
  const entry = (name: string, sides: readonly Subject[], joint: boolean): Entry => ({
    open: async () => duelTraining(name, sides, joint),
    ofTensorflow: true,
    deferred: true,
  });
  return compare(
    [
      entry('both sides, joint', sides, true),
      entry('both sides, in turn', sides, false),
      entry('one side', sides.slice(0, 1), false),
    ],
    effort,
  );
}
