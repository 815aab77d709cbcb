/** A stepper does the training steps of a run, as many as are permitted, and what the first one needs before. */
import type { RunRequest } from '../../workers/protocol';
import type { QueueDepth } from '../runtime/queueDepth';
import type { Phase } from '../types/run';
import type { Learner } from './learner';
import type { Telemetry } from './telemetry';
import type { WeightBackup } from './weightBackup';

export interface StepperParts {
  readonly telemetry: Telemetry;
  readonly phase: () => Phase;
  readonly setPhase: (next: Phase) => void;
  readonly request: RunRequest;
  readonly learner: Learner;
  readonly backup: WeightBackup;
  readonly queueDepth: QueueDepth;
  /** Aborted when the run is stopped or has failed. */
  readonly end: AbortController;
  /** Compiles what the first step needs. */
  readonly compile: () => Promise<void>;
  /** Loads the training data at the first call, which the first step needs. @returns whether it did */
  readonly loadData: () => Promise<boolean>;
}

export function createStepper(parts: StepperParts) {
  const { request, learner, queueDepth, end, telemetry, phase, setPhase } = parts;
  let permitted = request.paused ? 0 : Number.POSITIVE_INFINITY;
  let trainedSteps = 0;
  const stepsLeft = () => request.config.trainingSteps - learner.step;

  async function train(steps = 1): Promise<void> {
    if (await parts.loadData()) telemetry.restartClock();
    if (phase() === 'compiling') await parts.compile();
    if (end.signal.aborted) return;
    const sent = queueDepth.send((submissions) => {
      for (let i = 0; i < steps; i++) telemetry.add(learner.learn(submissions));
    }, steps);
    permitted -= steps;
    await Promise.all([learner.settle(), sent]);
    if (phase() === 'compiling') {
      await telemetry.drain();
      if (phase() === 'compiling') setPhase('training');
    } else await telemetry.sendFullWindow();
    trainedSteps += steps;
    if (!end.signal.aborted) parts.backup.update();
  }

  /** Reports all steps; none follows before a command. */
  async function finish(next: 'done' | 'paused'): Promise<void> {
    await telemetry.drain();
    if (end.signal.aborted) return;
    if (next === 'done') telemetry.emitLossByTime();
    setPhase(next);
  }

  return {
    /** Steps that may be done before the run pauses. */
    get permitted() {
      return permitted;
    },
    permit(steps: number) {
      permitted = steps;
    },
    get trainedSteps() {
      return trainedSteps;
    },
    /** Steps up to the end of the run. */
    get stepsLeft() {
      return stepsLeft();
    },
    /** Steps that may come next, without anything else between them. */
    get room() {
      return Math.min(permitted, stepsLeft(), telemetry.room, queueDepth.room);
    },
    train,
    /** Does a step; where none is left or permitted it ends or pauses the run. */
    advance(): Promise<void> {
      if (stepsLeft() <= 0) return finish('done');
      return permitted === 0 ? finish('paused') : train();
    },
  };
}
