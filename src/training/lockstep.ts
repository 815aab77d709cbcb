/**
 * Lockstep advances several runs in turn, one step each, so that a comparison sees two models of the same age. They share data and noise
 * where their configurations do, because every random number is a function of seed and step. Steps that can be joint are done in one.
 */
import type { EventHandler } from '../../workers/protocol';
import { yieldMacrotask } from '../runtime/yield';
import type { JointSteps } from './jointSteps';
import { NO_PULSE, type Pulse } from './pulse';
import type { Trainer } from './trainer';

/** The interface of a run to lockstep. */
export type LockstepTrainer = Pick<
  Trainer,
  | 'idle'
  | 'hasEnded'
  | 'ahead'
  | 'previewStep'
  | 'longestOperation'
  | 'advance'
  | 'stepsNext'
  | 'train'
  | 'countOtherPreview'
>;

export interface Lockstep {
  /** Tells the loop that a command came: there may be something to do again. */
  wake(): void;
  /** Ends the loop after the step under way. */
  end(): void;
  /** Settled when the loop has ended; rejected by an exception of a trainer or of the handler. */
  readonly ended: Promise<void>;
}

/**
 * Starts the loop. It waits while all trainers are idle, until it is woken or ended.
 * @param joint of all trainers
 */
export function runInLockstep(
  trainers: readonly LockstepTrainer[],
  onEvent: EventHandler,
  pulse: Pulse = NO_PULSE,
  joint: JointSteps | null = null,
): Lockstep {
  const end = new AbortController();
  let wake = () => {};

  async function loop(): Promise<void> {
    while (!end.signal.aborted) {
      // Made before the round: a command that comes during it must wake the loop too.
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      if (trainers.some(({ hasEnded }) => hasEnded)) joint?.end(); // a recording holds the peak memory of a step of all
      if (joint && canTrainTogether(trainers, joint))
        await trainTogether(trainers, joint, onEvent, pulse, end.signal);
      else await advanceEach(trainers, onEvent, pulse, end.signal);
      if (!end.signal.aborted && trainers.every(({ idle }) => idle)) await woken;
    }
  }

  return {
    wake: () => wake(),
    end() {
      end.abort();
      wake();
    },
    ended: loop(),
  };
}

/** The trainers that advance now: all but those that are ahead of another one which has something to do. */
function inTurn(trainers: readonly LockstepTrainer[]): readonly LockstepTrainer[] {
  const least = Math.min(...trainers.filter(({ idle }) => !idle).map(({ ahead }) => ahead));
  return trainers.filter(({ idle, ahead }) => idle || ahead <= least);
}

/** A command may come within a round: the runs that have not done their step of it do, so that all pause at one age. */
export function pauseAtOneStep(
  trainers: readonly Pick<Trainer, 'trains' | 'ahead'>[],
): (trainer: Pick<Trainer, 'trains' | 'ahead' | 'pause'>) => void {
  const most = Math.max(...trainers.map(({ trains, ahead }) => (trains ? ahead : Number.NEGATIVE_INFINITY)));
  return (trainer) => trainer.pause(trainer.trains && most - trainer.ahead === 1 ? 1 : 0);
}

/** One round: every trainer whose turn it is advances once, unless the loop ends before. */
async function advanceEach(
  trainers: readonly LockstepTrainer[],
  onEvent: EventHandler,
  pulse: Pulse,
  ended: AbortSignal,
) {
  for (const trainer of inTurn(trainers)) {
    if (ended.aborted) return;
    const { previewStep } = trainer;
    const began = performance.now();
    const events = await pulse.declare(trainer.longestOperation(), () => trainer.advance());
    for (const event of events) if (!ended.aborted) await onEvent(event);
    // Nothing trains while a preview is drawn: the time counts against no run's speed, and against all their previews.
    if (trainer.previewStep !== previewStep) {
      const milliseconds = performance.now() - began;
      for (const other of trainers) if (other !== trainer) other.countOtherPreview(milliseconds);
    }
    await yieldMacrotask();
  }
}

const canTrainTogether = (trainers: readonly LockstepTrainer[], joint: JointSteps): boolean =>
  trainers.every(({ stepsNext }) => stepsNext > 0) &&
  trainers.every(({ ahead }) => ahead === trainers[0].ahead) &&
  joint.arePossible;

/** One round in which all train, as many steps each as can be done in one: no command comes between the steps of two trainers. */
async function trainTogether(
  trainers: readonly LockstepTrainer[],
  joint: JointSteps,
  onEvent: EventHandler,
  pulse: Pulse,
  ended: AbortSignal,
) {
  const longest = trainers.reduce((sum, trainer) => sum + trainer.longestOperation(), 0);
  const steps = Math.min(joint.most, ...trainers.map(({ stepsNext }) => stepsNext));
  const trainAll = () =>
    joint.together(() => Promise.allSettled(trainers.map((trainer) => trainer.train(steps))), steps);
  for (const result of await pulse.declare(longest, trainAll)) {
    if (result.status === 'rejected') throw result.reason;
    for (const event of result.value) if (!ended.aborted) await onEvent(event);
  }
  await yieldMacrotask();
}
