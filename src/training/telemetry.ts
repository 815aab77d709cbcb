/**
 * Telemetry is what a run reports of its training: every loss, the steps per second, and the error by time. Losses stay on the device for
 * a window of steps and leave it in one read, so that no step waits for the device; at most one window is being read.
 */
import type { TrainerEvent } from '../../workers/protocol';
import type { Process } from '../diffusion/process';
import { LossByTime } from '../diffusion/timeBins';
import { createLossBuffer, type WindowReading, windowLength } from './device/lossBuffer';
import { DivergenceGuard } from './divergenceGuard';
import type { Learner } from './learner';
import type { StepResult } from './stepResult';

/** Omits over each member of a union. */
type WithoutRun<E> = E extends unknown ? Omit<E, 'runId'> : never;

/** An event whose run is known from the context. */
export type RunEvent = WithoutRun<TrainerEvent>;

/** Milliseconds between two 'loss-by-t' events. */
const LOSS_BY_TIME_INTERVAL = 1000;

export interface TelemetryParts {
  readonly learner: Learner;
  readonly process: Process;
  readonly emit: (event: RunEvent) => void;
  /** Aborted when the run is stopped or has failed. */
  readonly ended: AbortSignal;
  /**
   * The loss left the finite numbers. The learner is back at the last good weights.
   * @param step     of the first such loss
   * @param restored step of the weights that were restored
   */
  readonly onDivergence: (step: number, restored: number) => void;
}

export interface Telemetry {
  /** Adds a step to the window. */
  add(result: StepResult): void;
  /** Steps that the window has room for, at least one. */
  readonly room: number;
  /** Starts the read of the window where it is full. */
  sendFullWindow(): Promise<void>;
  /** Reports every step that is not reported yet. */
  drain(): Promise<void>;
  /** Emits the error by time since the last such event. */
  emitLossByTime(): void;
  /** Starts the clock anew: what came before the next step was no training. */
  restartClock(): void;
  /** Leaves out of the speed a time in which the device worked for others. */
  excludeTime(milliseconds: number): void;
  dispose(): void;
}

export function createTelemetry({ learner, process, emit, ended, onDivergence }: TelemetryParts): Telemetry {
  const guard = new DivergenceGuard(learner);
  const buffer = createLossBuffer();
  const byTime = new LossByTime(process);
  let reading: Promise<WindowReading> | null = null;
  /** When training began on the present window, moved on by all time that is excluded. */
  let windowBegan = performance.now();
  let millisecondsPerStep = 50;
  let lossByTimeAt = 0;
  let from = learner.step;

  function emitLossByTime(step: number): void {
    emit({ type: 'loss-by-t', from, step, values: byTime.take() });
    from = step;
  }

  function report({ firstStep, losses, batch, errors }: WindowReading, stepsPerSecond: number): void {
    const badStep = guard.judge(firstStep, losses);
    const finite = badStep === null ? losses : losses.subarray(0, badStep - firstStep);
    if (finite.length > 0) emit({ type: 'losses', firstStep, losses: finite.slice(), stepsPerSecond });
    if (badStep !== null) {
      const restored = guard.restore();
      from = Math.min(from, restored);
      buffer.dispose();
      onDivergence(badStep, restored);
      return;
    }
    for (let i = 0; i < errors.length; i++) byTime.add(batch.times[i], errors[i] * batch.chartErrorScale[i]);
    const now = performance.now();
    if (now - lossByTimeAt < LOSS_BY_TIME_INTERVAL) return;
    lossByTimeAt = now;
    emitLossByTime(firstStep + losses.length - 1);
  }

  /** Waits for the read in flight, if there is one, and reports it. */
  async function reportReading(): Promise<void> {
    const pending = reading;
    const stepsPerSecond = 1000 / millisecondsPerStep;
    reading = null;
    if (pending) report(await pending, stepsPerSecond);
  }

  /** Starts the read of the window, once the read before it is reported. */
  async function sendWindow(): Promise<void> {
    await reportReading();
    if (ended.aborted || buffer.length === 0) return;
    guard.addSnapshot();
    const now = performance.now();
    millisecondsPerStep = Math.max(now - windowBegan, 1e-3) / buffer.length;
    windowBegan = now;
    reading = buffer.read(learner.step);
    reading.catch(() => {}); // a run that ends meanwhile, with its device, does not wait for it any more
  }

  return {
    add: (result) => buffer.add(result),
    get room() {
      return Math.max(windowLength(millisecondsPerStep) - buffer.length, 1);
    },
    async sendFullWindow() {
      if (buffer.length >= windowLength(millisecondsPerStep)) await sendWindow();
    },
    async drain() {
      await sendWindow();
      await reportReading();
    },
    emitLossByTime: () => emitLossByTime(learner.step),
    restartClock() {
      windowBegan = performance.now();
    },
    excludeTime(milliseconds) {
      windowBegan += milliseconds;
    },
    dispose() {
      buffer.dispose();
      guard.dispose();
    },
  };
}
