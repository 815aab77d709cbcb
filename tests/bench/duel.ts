/** Both sides of a comparison as contenders: a step is one of each side, joint or in turn. */
import { createCollator } from '../../src/training/data/batch';
import { createLossBuffer } from '../../src/training/device/lossBuffer';
import { createJointSteps, type JointWork } from '../../src/training/jointSteps';
import { createLearner } from '../../src/training/learner';
import { stackedSteps } from '../../src/training/stackedSteps';
import type { Contender } from './contender';
import { compare, type Effort, type Entry, type Measurement } from './measure';
import { mlpSubject, type Subject } from './subject';

/**
 * @param workOf the way in which the sides do their steps at once, all but the first of each; in turn if absent
 * @param mostAtOnce steps of each in one
 */
export function duelTraining(
  name: string,
  sides: readonly Subject[],
  workOf?: (models: number) => JointWork,
  mostAtOnce = Number.POSITIVE_INFINITY,
): Contender {
  const joint = workOf ? createJointSteps(workOf(sides.length)) : null;
  const runs = sides.map((subject, i) => {
    const learner = createLearner(
      subject.config,
      subject.model,
      () => createCollator(subject),
      undefined,
      joint?.members[i],
    );
    return { learner, window: createLossBuffer() };
  });
  const learn = async (steps = 1) => {
    for (const { learner, window } of runs) for (let i = 0; i < steps; i++) window.add(learner.learn());
  };
  /** Steps that are asked for and not begun: as many as can be are done in one, as in a run. */
  let waiting = 0;
  const doWaiting = () => {
    const steps = waiting;
    waiting = 0;
    if (steps > 0) void joint!.together(() => learn(steps), steps);
  };
  const step = () => {
    if (!joint || runs[0].learner.step === 0) return void learn();
    if (!joint.arePossible) throw new Error('these steps are not joint');
    waiting += 1;
    if (waiting >= Math.min(joint.most, mostAtOnce)) doWaiting();
  };
  const settle = async () => {
    doWaiting();
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
