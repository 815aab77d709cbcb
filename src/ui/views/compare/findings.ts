/** The findings of the Compare view: every sentence is computed from both runs, or neutral. Pure, so that tests can hold it. */

import { FIELDS, type FieldName, fieldsOf, type RunConfig, WEIGHT_FIELDS } from '../../../config/fields';
import { shareOf } from '../../../diffusion/process';
import { type PretrainedSides, SIDES, type Side } from '../../../state/compare/comparison';
import { type Lead, type Pairing, verdictOf } from '../../../state/compare/lead';
import type { RunState } from '../../../state/run/run';
import * as losses from '../../../words/compare/losses';
import * as words from '../../../words/compare/view';
import type { ChosenProcess } from '../../chosenProcess';
import { settingsParts, startNote } from '../../findings';
import { figure, percent } from '../../format';
import type { TransportState } from '../../widgets/transportState';

/** The name of a side in sentences. */
export const nameOfSide = (side: Side): 'A' | 'B' => (side === 'a' ? 'A' : 'B');

/** "two moons, linear (A), cosine (B), T = 200, MLP 3 × 128": the settings of both sides in one line. */
export function settingsOfBoth(a: RunConfig, b: RunConfig): string {
  const ofB = settingsParts(b);
  const parts = settingsParts(a).map((part, i) => {
    if (part === ofB[i]) return [part];
    return [part && words.valueOfSide(part, 'A'), ofB[i] && words.valueOfSide(ofB[i], 'B')];
  });
  return parts.flat().filter(Boolean).join(', ');
}

/**
 * Two runs that train in lockstep report some steps each, in turn: they are shown as they were at the step that both have reported.
 * @returns the run whose figures stand for both; the run itself where they do not train together
 */
export function reportedByBoth(run: RunState, other: RunState | null): RunState {
  const together = run.phase === 'training' && other?.phase === 'training';
  return together && other.losses.first === run.losses.first && other.step < run.step ? other : run;
}

/** The sides that are pretrained models, and whether they train. */
export function pretrainedFinding(pretrained: PretrainedSides): string {
  const { a, b } = pretrained;
  if (a?.frozen && b?.frozen) return words.bothSampled(a.label, b.label);
  const sentences = SIDES.flatMap((side) => {
    const model = pretrained[side];
    if (!model) return [];
    return [(model.frozen ? words.isSampled : words.isTrained)(nameOfSide(side), model.label)];
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
    sameSeed && sameData && words.equalParts.data,
    sameSeed && words.equalParts.seed,
    sameSeed && !anyPretrained && !differ(WEIGHT_FIELDS) && words.equalParts.weights,
    sameSeed && sameData && sameBatch && bothTrain && words.equalParts.batches,
    sameSeed && (sameBatch || !bothTrain) && words.equalParts.noise,
  ].filter((word) => word !== false);
  const same = equal.length > 0 ? words.same(equal) : words.nothingShared;
  if (anyPretrained) return { same, differs: pretrainedFinding(pretrained) };
  if (differences.length === 0) return { same, differs: words.nothingDiffers };
  const fields = differences.map((id) => ({ id, label: FIELDS[id].label }));
  return { same, differs: words.onlyDiffer(fields) };
}

export interface SignalAtTime {
  /** The time in the notation of its process. */
  readonly t: string;
  /** Share of the variance that is signal there, ᾱ for variance-preserving processes; null where the settings give no schedule. */
  readonly signal: number | null;
}

/** "At t = 80: 96% signal in A, 99% in B". */
export function signalTitle(a: SignalAtTime, b: SignalAtTime): string {
  if (a.signal === null || b.signal === null) return words.schedulesTitle;
  return words.signalTitle(a.t, a.t === b.t ? null : b.t, percent(a.signal), percent(b.signal));
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
  return words.isNoisier(name, what, sampled);
}

/** A difference of the share of signal that shows in a picture. */
const NOTICED = 0.05;

export interface QualityFacts {
  /** The scores of both sides, null where none are comparable. */
  readonly pair: Pick<Pairing, 'a' | 'b'> | null;
  /** True where the pair is of the models' cards. */
  readonly byCards: boolean;
  /** The training step of the pair; null or absent where it is that of the runs. */
  readonly step?: number | null;
  /** True where both networks are as good as untrained: neither is called better. */
  readonly untrained?: boolean;
}

/** The verdict on the quality of both sides: the one that the table writes as its difference. Null where there is none. */
export function qualityTitle({ pair, byCards, step = null, untrained }: QualityFacts): string | null {
  const verdict = pair && verdictOf(pair);
  if (!pair || !verdict) return null;
  if (untrained) return words.bothUntrained(step);
  const { n } = pair.a;
  if (verdict === 'none') return words.equallyGood({ n, cards: byCards, step });
  const better = pair[verdict];
  const worse = pair[verdict === 'a' ? 'b' : 'a'];
  return words.isCloser({
    better: nameOfSide(verdict),
    value: figure(+better.value.toPrecision(3)),
    against: figure(+worse.value.toPrecision(3)),
    n,
    cards: byCards,
    step,
  });
}

export interface HeadlineFacts {
  readonly quality: QualityFacts;
  /** True while a side trains. */
  readonly trains: boolean;
  /** Number of samples of a side on the stage. */
  readonly samples: number;
  /** False for images, of which few are too few. */
  readonly planar: boolean;
  /** False where no measure exists for these data. */
  readonly measurable: boolean;
  /** True where the form requests other runs than those of the pictures. */
  readonly changed: boolean;
}

/** The headline over samples: the verdict, or why there is none; of which runs it speaks, where the form has changed. */
export function headline({ quality, trains, samples, planar, measurable, changed }: HeadlineFacts): string {
  const few = quality.pair === null && !planar;
  const open = !measurable ? words.notKnown : few ? words.tooFewImages(samples) : words.notMeasured;
  const verdict = qualityTitle(quality) ?? open;
  if (changed) return words.ofEarlierSettings(verdict);
  return trains ? words.soFar(verdict) : verdict;
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
  if (!('facts' in a && 'facts' in b)) return words.twoModels;
  if (ofA === null) return ofB === null ? words.neverHalfNoise : words.halfNoiseInOne(ofB, 'B', 'A');
  if (ofB === null) return words.halfNoiseInOne(ofA, 'A', 'B');
  return ofA === ofB ? words.halfNoiseInBoth(ofA) : words.halfNoise(ofA, ofB);
}

/** The side that is ahead, and the step since when; neutral where the measurements do not decide. @param over true once both runs have ended */
export function leadTitle(lead: Lead | null, over: boolean): string {
  if (!lead) return words.qualityOverTraining;
  if (lead.ahead === null) return words.equallyGoodInTraining;
  const name = nameOfSide(lead.ahead);
  if (lead.always) return (over ? words.wasAheadThroughout : words.isAheadFromStart)(name);
  return (over ? words.wasAheadFrom : words.isAheadSince)(name, lead.since);
}

/** Where a loss is from its floor: "13% above" in the table and in the headline. */
export const distanceFromFloor = (excess: number): losses.FloorDistance => ({
  where: Math.abs(excess) < 0.005 ? 'at' : excess > 0 ? 'above' : 'below',
  share: percent(Math.abs(excess), 0),
});

export function lossTitle(a: number | null, b: number | null): string {
  if (a === null || b === null) return losses.bothLosses;
  return losses.lossesFromFloors(distanceFromFloor(a), distanceFromFloor(b));
}

/**
 * Whether the two losses are comparable.
 * @param alike whether both networks predict the same quantity
 * @param few whether one of them learns some examples alone
 */
export function lossCaution(a: number | null, b: number | null, alike: boolean, few = false): string {
  if (few) return losses.lossesOfFew;
  if (a === null || b === null) return losses.lossesDiffer(alike);
  if (alike && Math.abs(a - b) < 0.01 * Math.max(a, b)) return losses.lossesComparable(figure(a));
  return losses.lossesNotComparable(figure(a), figure(b));
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
  const who = trained.length === 1 ? nameOfSide(trained[0]) : 'both';
  const label = trained.length === 0 ? words.sampleBoth : words.train(who);
  if (state === 'compiling') return { label, title: words.runsStart };
  if (changed) return { label, title: words.startChanged };
  if (state === 'paused') return { label: words.resumeBoth, title: words.resumeTitle };
  if (trained.length === 0) return { label, title: words.sampleTitle };
  if (state === 'done') return { label, title: words.trainAgainTitle(who) };
  return { label, title: state === 'failed' ? words.startAgainTitle : words.startTitle };
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
  if (changed) return words.changesApply;
  return state === 'done' && !(frozen.a && frozen.b) ? words.moreTraining : '';
}
