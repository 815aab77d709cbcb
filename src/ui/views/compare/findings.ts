/** The findings of the Compare view: every sentence is computed from both runs, or neutral. Pure, so that tests can hold it. */

import { FIELDS, type FieldName, fieldsOf, WEIGHT_FIELDS } from '../../../config/fields';
import { shareOf } from '../../../diffusion/process';
import { type PretrainedSides, SIDES, type Side } from '../../../state/compare/comparison';
import { type Lead, type Pairing, verdictOf } from '../../../state/compare/lead';
import type { RunState } from '../../../state/run/run';
import type { ChosenProcess } from '../../chosenProcess';
import { startNote } from '../../findings';
import { count, figure, joined, percent } from '../../format';
import type { TransportState } from '../../widgets/transportState';

const NOUNS: Partial<Record<FieldName, string>> = {
  T: 'number of timesteps T',
  scaleBetas: 'scaling of the betas',
  zeroTerminalSnr: 'zero terminal SNR',
  weighting: 'loss weighting',
  lossSpace: 'space of the loss',
  clipDenoised: 'clipping of x̂₀',
  timeSampling: 'sampling of t',
  emaDecay: 'EMA decay',
  emaWarmup: 'EMA warm-up',
};

const nounOf = (name: FieldName): string => {
  const { label } = FIELDS[name];
  return NOUNS[name] ?? `${label[0].toLowerCase()}${label.slice(1)}`;
};

/** The sides that are pretrained models, and whether they train. */
export function pretrainedFinding(pretrained: PretrainedSides): string {
  const { a, b } = pretrained;
  if (a?.frozen && b?.frozen) return `A, “${a.label}”, and B, “${b.label}”, are sampled, not trained.`;
  const sentences = SIDES.flatMap((side) => {
    const model = pretrained[side];
    if (!model) return [];
    const does = model.frozen ? 'is sampled, not trained' : 'continues training from its own weights';
    return [`${side.toUpperCase()}, “${model.label}”, ${does}.`];
  });
  return sentences.join(' ');
}

/** The settings that both runs share, and those that differ. Every random number follows from the seed, so "same" means bit for bit. */
export function sameness(
  differences: readonly FieldName[],
  pretrained: PretrainedSides = { a: null, b: null },
): {
  readonly same: string;
  readonly differs: string;
} {
  const anyPretrained = pretrained.a !== null || pretrained.b !== null;
  const bothTrain = !pretrained.a?.frozen && !pretrained.b?.frozen;
  const differ = (fields: readonly FieldName[]) => differences.some((name) => fields.includes(name));
  const sameSeed = !differ(['seed']);
  const sameData = !differ(fieldsOf('data'));
  const sameBatch = !differ(['batchSize']);
  const equal = [
    sameSeed && sameData && 'data',
    sameSeed && 'seed',
    sameSeed && !anyPretrained && !differ(WEIGHT_FIELDS) && 'initial weights',
    sameSeed && sameData && sameBatch && bothTrain && 'batches',
    sameSeed && (sameBatch || !bothTrain) && 'noise',
  ].filter((word) => word !== false);
  const same = equal.length > 0 ? `Same ${joined(equal)}.` : 'No random numbers are shared.';
  if (anyPretrained) return { same, differs: pretrainedFinding(pretrained) };
  if (differences.length === 0) return { same, differs: 'No setting that has an effect differs.' };
  const plural = differences.length > 1 || FIELDS[differences[0]].label.endsWith('steps');
  const nouns =
    differences.length > 4 ? `${differences.length} settings` : `the ${joined(differences.map(nounOf))}`;
  return { same, differs: `Only ${nouns} ${plural ? 'differ' : 'differs'}.` };
}

export interface SignalAtTime {
  /** The time in the notation of its process. */
  readonly t: string;
  /** Share of the variance that is signal there, ᾱ for variance-preserving processes; null where the settings give no schedule. */
  readonly signal: number | null;
}

/** "At t = 80: 96% signal in A, 99% in B". */
export function signalTitle(a: SignalAtTime, b: SignalAtTime): string {
  if (a.signal === null || b.signal === null) return 'The schedules of A and B';
  const at = a.t === b.t ? `At t = ${a.t}` : `At t = ${a.t} in A and ${b.t} in B`;
  return `${at}: ${percent(a.signal)} signal in A, ${percent(b.signal)} in B`;
}

/**
 * The noisier side at the clock's times, and the reason: the schedule or the process decides it, not the training. Null where the two are
 * about alike.
 * @param what    differs between the sides
 * @param sampled true where samples of the models are shown, not real data
 */
export function noiseReason(
  a: SignalAtTime,
  b: SignalAtTime,
  what: 'schedule' | 'process',
  sampled: boolean,
): string | null {
  if (a.signal === null || b.signal === null || Math.abs(a.signal - b.signal) < NOTICED) return null;
  const name = a.signal < b.signal ? 'A' : 'B';
  return `${name} is noisier here because its ${what} is${sampled ? ', not because it learned less' : ''}.`;
}

/** A difference of the share of signal that shows in a picture. */
const NOTICED = 0.05;

export interface QualityFacts {
  /** The scores of both sides, null where none are comparable. */
  readonly pair: Pick<Pairing, 'a' | 'b'> | null;
  /** True where the pair is of the models' cards. */
  readonly byCards: boolean;
}

/** The verdict on the quality of both sides: the one that the table writes as its difference. Null where there is none. */
export function qualityTitle({ pair, byCards }: QualityFacts): string | null {
  const verdict = pair && verdictOf(pair);
  if (!pair || !verdict) return null;
  const n = `n = ${count(pair.a.n)}`;
  const source = byCards ? 'By their cards, ' : '';
  if (verdict === 'none')
    return `${source}A and B are equally good, within the error of the measurement (${n})`;
  const better = pair[verdict];
  const worse = pair[verdict === 'a' ? 'b' : 'a'];
  return `${source}${verdict.toUpperCase()} is closer to the data: ${figure(+better.value.toPrecision(3))} against ${figure(+worse.value.toPrecision(3))} (${n})`;
}

export interface HeadlineFacts {
  readonly quality: QualityFacts;
  /** True while a side trains. */
  readonly trains: boolean;
  /** Number of samples of a side on the stage. */
  readonly samples: number;
  readonly noun: string;
  /** False where no measure exists for these data. */
  readonly measurable: boolean;
  /** True where the form requests other runs than those of the pictures. */
  readonly changed: boolean;
}

/** The headline over samples: the verdict, or why there is none; of which runs it speaks, where the form has changed. */
export function headline({ quality, trains, samples, noun, measurable, changed }: HeadlineFacts): string {
  const few = quality.pair === null && noun === 'images';
  const open = !measurable
    ? 'Which is better is not known: there is no classifier for these images'
    : few
      ? `Which is better is not measured yet: ${count(samples)} ${noun} are too few`
      : 'Which is better is not measured yet';
  const verdict = qualityTitle(quality) ?? open;
  if (changed) return `Of the runs shown, with their earlier settings: ${verdict}`;
  return trains ? `So far: ${verdict}` : verdict;
}

/** Where half of the variance is noise; null where that is nowhere within the process. */
function halfTime(chosen: ChosenProcess): string | null {
  if (!('facts' in chosen)) return null;
  const { process } = chosen.facts;
  const within =
    shareOf(process.level(process.timeMin)) > 0.5 && shareOf(process.level(process.timeMax)) < 0.5;
  return within ? process.formatTime(process.timeOfLogSnr(0)) : null;
}

/** The headline before there are samples: how long the data last under each side's schedule. */
export function firstLookTitle(a: ChosenProcess, b: ChosenProcess): string {
  const [ofA, ofB] = [halfTime(a), halfTime(b)];
  if (!('facts' in a && 'facts' in b)) return 'Two models, all else equal';
  if (ofA === null && ofB === null)
    return 'Neither A nor B has a time at which half of the variance is noise';
  if (ofA === null || ofB === null)
    return `Half of the variance is noise at t = ${ofA ?? ofB} in ${ofA ? 'A' : 'B'}, at no time in ${ofA ? 'B' : 'A'}`;
  if (ofA === ofB) return `Half of the variance is noise at t = ${ofA}, in A and in B`;
  return `Half of the variance is noise at t = ${ofA} in A, at t = ${ofB} in B`;
}

const NEUTRAL_LEAD = 'Quality over training';

/** The side that is ahead, and the step since when; neutral where the measurements do not decide. @param over true once both runs have ended */
export function leadTitle(lead: Lead | null, over: boolean): string {
  if (!lead) return NEUTRAL_LEAD;
  if (lead.ahead === null) return 'A and B are equally good, within the error of the measurement';
  const name = lead.ahead.toUpperCase();
  if (lead.always) return over ? `${name} was ahead throughout` : `${name} is ahead from the start`;
  const since = count(lead.since);
  return over ? `${name} was ahead from step ${since} on` : `${name} has been ahead since step ${since}`;
}

/** "13% above": where a loss is from its floor, as a share of the floor. The table and the headline both use it. */
export const distanceFromFloor = (excess: number): string =>
  Math.abs(excess) < 0.005 ? 'at' : `${percent(Math.abs(excess), 0)} ${excess > 0 ? 'above' : 'below'}`;

export function lossTitle(a: number | null, b: number | null): string {
  if (a === null || b === null) return 'Both losses and their floors';
  return `A is ${distanceFromFloor(a)} its floor, B ${distanceFromFloor(b)} its own`;
}

/** Whether the two losses are comparable. @param alike whether both networks predict the same quantity */
export function lossCaution(a: number | null, b: number | null, alike: boolean): string {
  const what = alike ? 'schedules or processes' : 'predictions';
  if (a === null || b === null)
    return `Losses of different ${what} are not comparable: their floors differ. Only the distance to the floor is.`;
  if (alike && Math.abs(a - b) < 0.01 * Math.max(a, b))
    return `Both have the floor ${figure(a)}, so these two losses can be compared.`;
  return `The losses are not comparable: the best possible loss is ${figure(a)} in A and ${figure(b)} in B. Only the distance to the floor is.`;
}

/** The sides that are sampled and not trained. */
export type FrozenSides = Readonly<Record<Side, boolean>>;

export const frozenSides = (pretrained: PretrainedSides): FrozenSides => ({
  a: pretrained.a?.frozen ?? false,
  b: pretrained.b?.frozen ?? false,
});

interface ButtonFacts {
  readonly state: TransportState;
  /** True where the form requests other runs than the present ones. */
  readonly changed: boolean;
  readonly frozen: FrozenSides;
}

/** The button that trains: its name and its title say what a press does. A frozen side is sampled and not trained. */
export function compareButton({ state, changed, frozen }: ButtonFacts): { label: string; title: string } {
  const trained = SIDES.filter((side) => !frozen[side]);
  const who = trained.length === 1 ? trained[0].toUpperCase() : 'both';
  const label = trained.length === 0 ? 'Sample both' : `Train ${who}`;
  if (state === 'compiling') return { label, title: 'The runs are starting' };
  if (changed) return { label, title: 'Start new runs with the changed settings (T)' };
  if (state === 'paused') return { label: 'Resume both', title: 'Resume both from their current steps (T)' };
  if (trained.length === 0) return { label, title: 'Sample both models with these settings (T)' };
  if (state === 'done') return { label, title: `${label} for the same number of steps again (T)` };
  return {
    label,
    title: `Start ${state === 'failed' ? 'both runs again' : 'both runs with these settings'} (T)`,
  };
}

/** The run whose start is described: of two that start, the one whose progress is measured. */
function startingRun(runs: readonly (RunState | null)[]): RunState | null {
  const starting = runs.filter((run) => run !== null && startNote(run) !== null);
  return (
    starting.find((run) => run?.previewDone !== undefined || run?.shaders !== undefined) ??
    starting[0] ??
    null
  );
}

/** The reason of a wait, or the effect of the next press or change. Empty where there is nothing to say. */
export function nextSentence({
  state,
  changed,
  frozen,
  runs,
}: ButtonFacts & { readonly runs: readonly (RunState | null)[] }): string {
  if (state === 'compiling') return startNote(startingRun(runs)) ?? '';
  if (changed) return 'Changes apply to the next run.';
  return state === 'done' && !(frozen.a && frozen.b) ? 'More training continues from here.' : '';
}
