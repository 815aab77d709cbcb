/** The app's own training step, as the trainer does it: the loss goes into a window on the device, and is read with others. */
import { createCollator } from '../../src/training/data/batch';
import { createLossBuffer } from '../../src/training/device/lossBuffer';
import { createLearner, type Learner } from '../../src/training/learner';
import type { Contender } from './contender';
import type { Subject } from './subject';

export interface OurTraining extends Contender {
  readonly learner: Learner;
}

export function ourTraining(subject: Subject): OurTraining {
  const learner = createLearner(subject.config, subject.model, () => createCollator(subject));
  const window = createLossBuffer();
  const step = () => window.add(learner.learn());
  const settle = async () => (await window.read(learner.step)).losses.at(-1)!;
  return {
    name: 'DDPM Lab',
    learner,
    step,
    settle,
    async firstLosses(steps) {
      const losses: number[] = [];
      for (let i = 0; i < steps; i++) {
        step();
        losses.push(await settle());
      }
      return losses;
    },
    dispose() {
      window.dispose();
      learner.dispose();
    },
  };
}
