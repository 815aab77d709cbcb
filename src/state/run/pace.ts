/**
 * The pace of a run is the wall time of its recent steps, previews included: what the time left is computed from. Older steps count less, so
 * that one slow moment does not make an hour of a minute, and a change of speed shows within some seconds; within minutes in a long run,
 * whose single preview may take longer than that. Pure.
 */

/** Steps and their time, both decayed by their age. */
export interface Pace {
  readonly steps: number;
  readonly milliseconds: number;
  /** Milliseconds of all steps. */
  readonly trained: number;
  /** When the last steps were reported, by the clock of the run. */
  readonly at: number;
}

export const NO_PACE: Pace = { steps: 0, milliseconds: 0, trained: 0, at: Number.NEGATIVE_INFINITY };

/** Milliseconds after which a step counts half: at least these, and this share of the training so far. */
const SHORTEST_HALF_LIFE = 10_000;
const HALF_LIFE_SHARE = 1 / 8;

/** @param since when the present stretch of training began: a pause before it is no part of the pace */
export function paced(pace: Pace, steps: number, since: number, now: number): Pace {
  const took = now - Math.max(pace.at, since);
  const trained = pace.trained + took;
  const weight = 2 ** (-took / Math.max(SHORTEST_HALF_LIFE, HALF_LIFE_SHARE * trained));
  return {
    steps: weight * pace.steps + steps,
    milliseconds: weight * pace.milliseconds + took,
    trained,
    at: now,
  };
}

/** Null before the first steps. */
export const millisecondsPerStep = ({ steps, milliseconds }: Pace): number | null =>
  steps > 0 && milliseconds > 0 ? milliseconds / steps : null;
