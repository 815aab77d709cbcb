/** The words of the Compare view: every sentence is computed from both runs, or neutral. Pure, so that they can be tested. */
import { FIELDS, type FieldName } from '../../../config/fields';
import { type Guests, SIDES } from '../../../state/comparison';
import type { Lead } from '../../../state/lead';
import type { NfePoint } from '../../../state/nfeSweep';
import type { RunState } from '../../../state/run';
import { count, figure } from '../train/words';

const NOUNS: Partial<Record<FieldName, string>> = {
  T: 'number of timesteps T',
  scaleBetas: 'scaling of the betas',
  zeroTerminalSnr: 'zero terminal SNR',
  weighting: 'loss weighting',
  clipDenoised: 'clipping of x̂₀',
  timeSampling: 'sampling of t',
  emaDecay: 'EMA decay',
  emaWarmup: 'EMA warm-up',
};

const nounOf = (name: FieldName): string => {
  const { label } = FIELDS[name];
  return NOUNS[name] ?? `${label[0].toLowerCase()}${label.slice(1)}`;
};

const list = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** Which sides are models that were brought, and whether they are trained. */
export function guestWords(guests: Guests): string {
  if (guests.a?.trains === false && guests.b?.trains === false)
    return `A, “${guests.a.label}”, and B, “${guests.b.label}”, are only drawn from.`;
  const said = SIDES.flatMap((side) => {
    const guest = guests[side];
    if (!guest) return [];
    const does = guest.trains ? 'goes on training from its own weights' : 'is only drawn from';
    return [`${side.toUpperCase()}, “${guest.label}”, ${does}.`];
  });
  return said.join(' ');
}

const DATA_FIELDS: readonly FieldName[] = ['dataset', 'text', 'drawing'];
const NETWORK_FIELDS: readonly FieldName[] = [
  'model',
  'width',
  'depth',
  'activation',
  'conditioning',
  'timeFeatures',
  'coordinateFeatures',
  'variance',
];

/** What both runs have in common, and what not. Every random number follows from the seed, so "same" is meant bit for bit. */
export function sameness(
  differences: readonly FieldName[],
  guests: Guests = { a: null, b: null },
): {
  readonly same: string;
  readonly differs: string;
} {
  const brought = guests.a !== null || guests.b !== null;
  const bothTrain = guests.a?.trains !== false && guests.b?.trains !== false;
  const differ = (fields: readonly FieldName[]) => differences.some((name) => fields.includes(name));
  const sameSeed = !differ(['seed']);
  const sameData = !differ(DATA_FIELDS);
  const sameBatch = !differ(['batchSize']);
  const kept = [
    sameSeed && sameData && 'data',
    sameSeed && 'seed',
    sameSeed && !brought && !differ(NETWORK_FIELDS) && 'first weights',
    sameSeed && sameData && sameBatch && bothTrain && 'batches',
    sameSeed && (sameBatch || !bothTrain) && 'noise',
  ].filter((word) => word !== false);
  const same = kept.length > 0 ? `Same ${list(kept)}.` : 'Nothing random is shared.';
  if (brought) return { same, differs: guestWords(guests) };
  if (differences.length === 0) return { same, differs: 'Nothing differs: both runs are the same.' };
  const plural = differences.length > 1 || FIELDS[differences[0]].label.endsWith('steps');
  const nouns =
    differences.length > 4 ? `${differences.length} settings` : `the ${list(differences.map(nounOf))}`;
  return { same, differs: `Only ${nouns} ${plural ? 'differ' : 'differs'}.` };
}

const percent = (share: number): string => `${Math.round(100 * share)}%`;

export interface Moment {
  /** The time as it is written. */
  readonly t: string;
  /** √ᾱ there; null where the settings give no schedule. */
  readonly signal: number | null;
}

/** "At t = 80: 96% signal in A, 99% in B". */
export function momentTitle(a: Moment, b: Moment): string {
  if (a.signal === null || b.signal === null) return 'The schedules of A and B';
  const at = a.t === b.t ? `At t = ${a.t}` : `At t = ${a.t} in A and ${b.t} in B`;
  return `${at}: ${percent(a.signal)} signal in A, ${percent(b.signal)} in B`;
}

export const NEUTRAL_LEAD = 'Quality as training goes on';

/** Who was ahead and since when; neutral where the measured series do not say. @param over whether both runs have ended */
export function leadTitle(lead: Lead | null, over: boolean): string {
  if (!lead) return NEUTRAL_LEAD;
  if (lead.ahead === null) return 'A and B are equally close, within the noise of the measure';
  const name = lead.ahead.toUpperCase();
  if (lead.always) return over ? `${name} was ahead throughout` : `${name} is ahead from the start`;
  const since = count(lead.since);
  return over ? `${name} was ahead from step ${since} on` : `${name} is ahead since step ${since}`;
}

/** The smoothed loss over its floor, as a share of the floor; null before there is a finding. */
export function excessOf(run: RunState | null, floor: number | null): number | null {
  if (!run || floor === null || !(floor > 0) || run.losses.last - run.losses.first < 100) return null;
  const excess = run.losses.smoothedAt(run.losses.last) / floor - 1;
  return Number.isFinite(excess) ? excess : null;
}

const away = (excess: number): string =>
  Math.abs(excess) < 0.005 ? 'at' : `${percent(Math.abs(excess))} ${excess > 0 ? 'above' : 'below'}`;

export function lossTitle(a: number | null, b: number | null): string {
  if (a === null || b === null) return 'The losses, each beside its floor';
  return `A is ${away(a)} its floor, B ${away(b)} its own`;
}

/** Whether the two losses may be held against each other. */
export function lossCaution(a: number | null, b: number | null): string {
  const general =
    'Losses of different schedules are not comparable: their floors differ. Only the distance to the floor is.';
  if (a === null || b === null) return general;
  if (Math.abs(a - b) < 0.01 * Math.max(a, b))
    return `Both have the floor ${figure(a)}, so these two losses can be compared.`;
  return `The losses are not comparable: a perfect network has ${figure(a)} in A and ${figure(b)} in B. Only the distance to the floor is.`;
}

/** A quality this much above that of all steps is nearly as good. */
const NEARLY = 1.25;

/** The fewest evaluations that are nearly as good as the most; null where fewer never were. */
export function enough(points: readonly NfePoint[]): number | null {
  const all = points.at(-1);
  if (!all || points.length < 3) return null;
  const { value, spread } = all.score;
  const bar = Math.max(NEARLY * value, value + 2 * spread);
  return points.find(({ score }) => score.value <= bar)?.nfe ?? null;
}

export function nfeTitle(a: readonly NfePoint[], b: readonly NfePoint[], complete: boolean): string {
  const ofA = enough(a);
  const ofB = enough(b);
  if (!complete || ofA === null || ofB === null) return 'Quality by network evaluations';
  if (ofA === a.at(-1)?.nfe && ofB === b.at(-1)?.nfe) return 'Fewer evaluations are worse, for A and for B';
  const evaluations = (n: number) => `${count(n)} ${n === 1 ? 'evaluation is' : 'evaluations are'}`;
  if (ofA === ofB) return `${evaluations(ofA)} nearly enough, for A and for B`;
  return `${evaluations(ofA)} nearly enough for A, ${count(ofB)} for B`;
}
