/** The app's own training step, as the trainer does it. */
import type * as tf from '@tensorflow/tfjs-core';
import { createBatcher } from '../../src/training/batch';
import { createLearner, type Learner } from '../../src/training/learner';
import type { Contender } from './contender';
import type { Subject } from './subject';

export interface OurTraining extends Contender {
  readonly learner: Learner;
}

export function ourTraining(subject: Subject): OurTraining {
  const learner = createLearner(subject.config, subject.model, createBatcher(subject));
  let last: tf.Scalar | null = null;
  const step = () => {
    const { loss, errors } = learner.learn();
    errors.dispose();
    last?.dispose();
    last = loss;
  };
  const settle = async () => (await last!.data<'float32'>())[0];
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
      last?.dispose();
      learner.dispose();
    },
  };
}
