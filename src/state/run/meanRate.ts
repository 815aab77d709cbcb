/** How long a run has trained, and the mean rate of it: one figure in every place, since the rate of a moment varies with what else the device does. */
import type { RunState } from './run';

/** Milliseconds of training up to now, the present stretch too. @param now of the clock of the run's events */
export const trainingTime = (
  { trainedFor, trainingSince }: Pick<RunState, 'trainedFor' | 'trainingSince'>,
  now: number = performance.now(),
): number => trainedFor + (trainingSince === null ? 0 : now - trainingSince);

/**
 * @param now milliseconds of the clock of the run's events
 * @returns steps per second over all training of this run, without pauses; null before the first step
 */
export function meanRate(
  run: Pick<RunState, 'losses' | 'trainedFor' | 'trainingSince'>,
  now: number = performance.now(),
): number | null {
  const steps = run.losses.last - run.losses.first + 1;
  const milliseconds = trainingTime(run, now);
  return steps > 0 && milliseconds > 0 ? (1000 * steps) / milliseconds : null;
}
