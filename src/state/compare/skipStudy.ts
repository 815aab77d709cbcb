/**
 * The skipped start (Nichol & Dhariwal 2021, Fig. 4): quality against the share of reverse steps that is left out, noise taking the place
 * of the state at the first step that is left. The answer is what was measured, also where it contradicts the paper. Pure.
 */
import type { RunConfig } from '../../config/fields';
import type { RatioInterval } from '../../lib/studentT';
import * as words from '../../words/compare/study';
import { percentOf } from './answer';
import type { StudySetting } from './cellMeasurement';
import { SIDES, type Side } from './comparison';
import type { Pair } from './pair';
import { type PairRow, type Verdict, withVerdicts } from './pairTable';
import { timesText } from './timesText';

/** Shares of the steps that are left out. */
const SHARES: readonly number[] = [0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7];

/** Steps of which a share is left out, where the sampler takes more: the study draws seven times. */
const MOST_STEPS = 50;

/** The fewest seeds of this study. */
export const SKIP_SEEDS = 5;

export const skippedSteps = ({ samplingSteps, T }: Pick<RunConfig, 'samplingSteps' | 'T'>): number =>
  Math.min(samplingSteps, MOST_STEPS, T);

/** Of few steps some shares are the same number of steps: each number once, as the share that it is. */
export function skipSettings(config: RunConfig): readonly StudySetting[] {
  const samplingSteps = skippedSteps(config);
  const numbers = new Set(SHARES.map((share) => Math.round(share * samplingSteps)));
  return [...numbers]
    .filter((number) => number < samplingSteps)
    .map((number) => {
      const skip = number / samplingSteps;
      return { x: skip, skip, overrides: { samplingSteps } };
    });
}

/** A share of the steps left out, against none, on one side. */
type Loss =
  | { readonly kind: 'none' | 'open'; readonly share: number }
  /** Leaving them out is worse than not, by the ratio. */
  | { readonly kind: 'worse'; readonly share: number; readonly by: RatioInterval };

function lossOf(share: number, verdict: Verdict): Loss {
  if (verdict.kind === 'better' && verdict.side === 'b') return { share, kind: 'worse', by: verdict };
  return { share, kind: verdict.kind === 'better' || verdict.kind === 'equal' ? 'none' : 'open' };
}

/** Each share against none, by rising share; of one side, paired by seed. */
function lossesOf(rows: readonly PairRow[], side: Side): Loss[] {
  const whole = rows.find(({ x }) => x === 0);
  if (!whole) return [];
  const base = whole.values[side];
  const pairs = rows
    .filter(({ x, values }) => x > 0 && values[side].length === base.length)
    .map((row): PairRow => ({ ...row, values: { a: row.values[side], b: base } }));
  return withVerdicts(pairs).map(({ x, verdict }) => lossOf(x, verdict));
}

/** "no loss up to 20%, 1.5× (1.4 to 1.6) worse at 30%". */
function lossText(losses: readonly Loss[]): string {
  const first = losses.findIndex(({ kind }) => kind !== 'none');
  if (first < 0) return words.noLossUpTo(percentOf(losses[losses.length - 1].share));
  const loss = losses[first];
  const next =
    loss.kind === 'worse'
      ? words.worseAt(timesText(loss.by), percentOf(loss.share))
      : words.openAtShare(percentOf(loss.share));
  return first === 0 ? next : `${words.noLossUpTo(percentOf(losses[first - 1].share))}, ${next}`;
}

/** "Of the first steps left out, linear (A): no loss up to 20%, 1.5× (1.4 to 1.6) worse at 30%; cosine (B): …". */
export function skipAnswer(rows: readonly PairRow[], names: Pair<string>): string | null {
  if (rows.some(({ reliable }) => !reliable)) return words.tooFewImages;
  const clauses = SIDES.flatMap((side) => {
    const losses = lossesOf(rows, side);
    return losses.length > 0 ? [words.ofSide(names[side], lossText(losses))] : [];
  });
  return clauses.length > 0 ? words.leftOut(clauses) : null;
}

/** The share of which the paper speaks, and what still counts as "not much worse". */
const PAPER_SHARE = 0.2;
const NOT_MUCH = 1.25;

/**
 * The paper's finding for the linear schedule, and whether it is so here.
 * @param linear the side with the linear schedule; null where there is none, or both are
 */
export function paperText(rows: readonly PairRow[], linear: Side | null): string | null {
  if (!linear) return null;
  const loss = lossesOf(rows, linear).find(({ share }) => Math.abs(share - PAPER_SHARE) < 1e-9);
  if (!loss) return null;
  const isSo = loss.kind === 'worse' ? loss.by.high <= NOT_MUCH : loss.kind === 'none';
  if (isSo) return words.paperSoHere;
  if (loss.kind === 'worse' && loss.by.low > NOT_MUCH) return words.paperWorseHere(timesText(loss.by));
  return words.paperOpenHere;
}
