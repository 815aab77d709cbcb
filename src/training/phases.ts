/**
 * The phases of a run as a state machine: what `advance` does in each, and which phase comes next. Each call does one thing, a training
 * step or some short ones, a preview or a change of phase, so that several runs can go in lockstep and a command takes effect between two steps.
 */
import type { TrainerEvent } from '../../workers/protocol';
import type { RunConfig } from '../config/fields';
import type { Process } from '../diffusion/process';
import type { Model } from '../model/model';
import type { BackendReport } from '../types/backend';
import type { Failure, Phase } from '../types/run';
import * as words from '../words/errors/run';
import type { Preview } from './preview';
import { createStepper, type StepperParts } from './stepper';
import { createTelemetry, type RunEvent } from './telemetry';

/** The previews of a run, as a run that follows it in lockstep sees them. */
export interface Leader {
  /** True where `advance` would do nothing: paused, done, stopped or failed, and a preview of the present weights is drawn. */
  readonly idle: boolean;
  /** The step whose weights the current preview was drawn from; -1 where there is none. */
  readonly previewStep: number;
}

export interface PhaseParts extends Omit<StepperParts, 'telemetry' | 'phase' | 'setPhase'> {
  readonly report: BackendReport;
  readonly leader?: Leader;
  readonly model: Model;
  readonly process: Process;
  readonly preview: Preview;
}

export interface Phases extends Pick<Leader, 'idle'> {
  /** True while it does steps, or will without a command. */
  readonly trains: boolean;
  /** True once it is done, stopped or failed: it does no step any more. */
  readonly hasEnded: boolean;
  /** How many training steps may come next, without anything else between them; 0 where `advance` would do no step, or the first one. */
  readonly stepsNext: number;
  /** Steps that were trained here, by this worker. */
  readonly trainedSteps: number;
  /** Does one thing. @returns its events */
  advance(): Promise<readonly TrainerEvent[]>;
  /** Does training steps, at most `stepsNext`. @returns their events */
  train(steps: number): Promise<readonly TrainerEvent[]>;
  /** Sets how many steps may be done before the run pauses. A preview under way is cancelled where this pauses or resumes the run. */
  permit(steps: number): void;
  /** Lets a paused run do one step. */
  permitStep(): void;
  stop(): void;
  /** Ends the run with a reason. @returns the events of it; none where the run has ended */
  fail(failure: Failure): readonly TrainerEvent[];
  /** Leaves out of the run's speed a time in which the device worked for others. */
  excludeTime(milliseconds: number): void;
  dispose(): void;
}

/** Milliseconds of training after a fault before the first preview, whose shaders take seconds to compile. */
const PREVIEW_DELAY = 3000;

/** Phases that no step follows. */
const ENDED: ReadonlySet<Phase> = new Set<Phase>(['done', 'stopped', 'failed']);

/** When a run draws. In lockstep it does when its leader has drawn: in the same round, also where one of them is some steps ahead. */
function previewTurns(preview: Preview, leader?: Leader) {
  /** The leader's preview that this run's newest one followed. */
  let followedStep = -1;
  return {
    isDue: () => (leader && !leader.idle ? leader.previewStep !== followedStep : preview.isDue()),
    async draw(step: number) {
      const trajectory = await preview.draw(step);
      if (trajectory && leader) followedStep = leader.previewStep;
      return trajectory;
    },
  };
}

/** Collects the events of a run until they are taken. */
function collectEvents(runId: number) {
  const events: TrainerEvent[] = [];
  const take = (): readonly TrainerEvent[] => events.splice(0);
  return {
    emit: (event: RunEvent) => void events.push({ ...event, runId } as TrainerEvent),
    take,
    eventsOf: (work: () => Promise<void>) => work().then(take),
  };
}

export function createPhases(parts: PhaseParts): Phases {
  const { request, report, leader, model, learner, preview, end } = parts;
  const { config, runId } = request;
  const { emit, take, eventsOf } = collectEvents(runId);
  let phase: Phase = 'preparing';

  const setPhase = (next: Phase) => {
    phase = next;
    emit({ type: 'phase', phase, step: learner.step });
    if (phase === 'training' && request.trainsFirst) preview.postpone(PREVIEW_DELAY);
    if (phase !== 'stopped' && phase !== 'failed') return;
    end.abort();
    preview.cancel();
  };
  const fail = (failure: Failure, step = learner.step) => {
    setPhase('failed');
    emit({ type: 'failed', ...failure, step });
  };
  const telemetry = createTelemetry({
    learner,
    process: parts.process,
    emit,
    ended: end.signal,
    onDivergence: (step, restored) => fail(divergence(step, restored, config), step),
  });
  setPhase('preparing');

  const isCurrent = () => preview.step === learner.step;
  const stepper = createStepper({ ...parts, telemetry, phase: () => phase, setPhase });
  const turns = previewTurns(preview, leader);
  const drawsNext = () => !isCurrent() && (stepper.stepsLeft <= 0 || turns.isDue());

  async function drawPreview(): Promise<void> {
    const began = performance.now();
    const { step } = learner;
    const trajectory = await turns.draw(step);
    telemetry.excludeTime(performance.now() - began);
    if (trajectory) emit({ type: 'samples', step, trajectory, weights: 'ema' });
  }

  const phases: Readonly<Record<Phase, () => Promise<void>>> = {
    async preparing() {
      emit({ type: 'backend', report });
      emit({ type: 'parameters', count: model.layout.size });
      setPhase('compiling');
    },
    // The first step does not wait for the first preview, which takes much longer.
    compiling: () =>
      isCurrent() || request.trainsFirst || stepper.room > 0 ? stepper.advance() : drawPreview(),
    training: () => (drawsNext() ? drawPreview() : stepper.advance()),
    async paused() {
      if (!isCurrent()) return drawPreview();
      if (stepper.room > 0) {
        telemetry.restartClock();
        setPhase('training');
      }
      return stepper.advance();
    },
    done: drawPreview,
    async stopped() {},
    async failed() {},
  };

  const waits = () => (phase === 'paused' && stepper.permitted === 0) || phase === 'done';
  const isIdle = () => end.signal.aborted || (waits() && isCurrent());

  return {
    get idle() {
      return isIdle();
    },
    get trains() {
      return stepper.permitted > 0 && !ENDED.has(phase);
    },
    get hasEnded() {
      return ENDED.has(phase);
    },
    get stepsNext() {
      return phase === 'training' && !drawsNext() ? stepper.room : 0;
    },
    get trainedSteps() {
      return stepper.trainedSteps;
    },
    advance: () => eventsOf(isIdle() ? async () => {} : phases[phase]),
    train: (steps) => eventsOf(() => stepper.train(steps)),
    permit(steps) {
      if ((stepper.permitted === 0) !== (steps === 0)) preview.cancel();
      stepper.permit(steps);
    },
    permitStep() {
      if (stepper.permitted === 0) this.permit(1);
    },
    stop() {
      if (!ENDED.has(phase)) setPhase('stopped');
    },
    fail(failure) {
      if (ENDED.has(phase)) return [];
      fail(failure);
      return take();
    },
    excludeTime: (milliseconds) => telemetry.excludeTime(milliseconds),
    dispose: () => telemetry.dispose(),
  };
}

const divergence = (step: number, restored: number, { learningRate }: RunConfig): Failure => ({
  code: 'non-finite-loss',
  ...words.lossNotFinite(step, restored, learningRate),
});
