/** The mean rate of a run's training: one figure in every place, since the rate of a moment varies with what else the device does. */
import type { RunState } from './run';

/**
 * @param now milliseconds of the clock of the run's events
 * @returns steps per second over all training of this run, without pauses; null before the first step
 */
export function meanRate(
  { losses, trainedFor, trainingSince }: Pick<RunState, 'losses' | 'trainedFor' | 'trainingSince'>,
  now: number = performance.now(),
): number | null {
  const steps = losses.last - losses.first + 1;
  const milliseconds = trainedFor + (trainingSince === null ? 0 : now - trainingSince);
  return steps > 0 && milliseconds > 0 ? (1000 * steps) / milliseconds : null;
}
