/** Who is ahead: what two measured series say, and no more than they say. Pure. */
import type { StepScore } from './score';

/** The scores of both models at one step, and the deviation of the measure there. */
export interface Pairing {
  readonly step: number;
  readonly a: number;
  readonly b: number;
  readonly spread: number;
}

/** The steps at which both were measured, in order. */
export function pairings(a: readonly StepScore[], b: readonly StepScore[]): Pairing[] {
  const ofB = new Map(b.map((entry) => [entry.step, entry]));
  return a
    .flatMap(({ step, value, spread }) => {
      const other = ofB.get(step);
      return other ? [{ step, a: value, b: other.value, spread: Math.max(spread, other.spread) }] : [];
    })
    .sort((p, q) => p.step - q.step);
}

/** The last score of a model that does not change, as if measured at each step of the other. */
export function standingAt(still: readonly StepScore[], other: readonly StepScore[]): readonly StepScore[] {
  const last = still.at(-1);
  return last && other.length > 0 ? other.map(({ step }) => ({ ...last, step })) : still;
}

export interface Lead {
  /** Null: at the end the two are as close to the data as the measure can tell. */
  readonly ahead: 'a' | 'b' | null;
  /** The first measured step from which the lead was never lost. */
  readonly since: number;
  /** It was there at every measurement of a trained model. */
  readonly always: boolean;
}

/** Fewer measurements than this in a row are no trend. */
const LEAST = 3;
/** A difference of two measurements has √2 of their deviation; two of those are more than chance. */
const CHANCE = 2 * Math.SQRT2;

/** True where two measured distances differ by more than the spread of the measure explains. */
export const isClear = ({ a, b, spread }: Pick<Pairing, 'a' | 'b' | 'spread'>): boolean =>
  Math.abs(b - a) > CHANCE * spread;

/** @returns who led at the end and since when; null where the series say neither */
export function leadOf(pairs: readonly Pairing[]): Lead | null {
  const trained = pairs.filter(({ step }) => step > 0);
  const last = trained.at(-1);
  if (!last || trained.length < LEAST) return null;
  if (!isClear(last)) {
    const close = trained.slice(-LEAST).every((pair) => !isClear(pair));
    return close ? { ahead: null, since: trained[trained.length - LEAST].step, always: false } : null;
  }
  const ahead = last.b < last.a ? 'b' : 'a';
  let first = trained.length - 1;
  while (
    first > 0 &&
    (ahead === 'b'
      ? trained[first - 1].b < trained[first - 1].a
      : trained[first - 1].a < trained[first - 1].b)
  )
    first--;
  if (trained.length - first < LEAST) return null;
  return { ahead, since: trained[first].step, always: first === 0 };
}
