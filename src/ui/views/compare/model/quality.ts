/** The quality of both sides: one choice of figures for the statuses, the table and the headline. Reads signals. */
import type { Compare } from '../../../../state/compare/compare';
import { SIDES } from '../../../../state/compare/comparison';
import { isComparable, isUntrained, lastPair, leadOf, pairings } from '../../../../state/compare/lead';
import { runDrawingTime } from '../../../../state/compare/pairMeasurement';
import { sampleFamilyOf } from '../../../../state/families';
import { isReadyToDraw } from '../../../../state/run/run';
import { hasClassifier } from '../../../../state/sample/imageMeasure';
import { isReliable } from '../../../../state/score';
import type { Score } from '../../../../types/score';
import * as words from '../../../../words/compare/view';
import { leadTitle, type QualityFacts } from '../findings';
import type { SideBySide } from '../table';
import type { CompareModel } from './compareModel';
import type { SideModel } from './sideModel';

/** True where a measure exists for the samples of both sides. */
export const measurable = ({ a, b }: Pick<CompareModel, 'a' | 'b'>): boolean =>
  [a, b].every(({ family, config }) => family.value.planar || hasClassifier(config.value.dataset));

/** The figures that stand side by side: those measured on demand, else the last of the training; null where none are comparable. */
export function sideBySide({ a, b }: Pick<CompareModel, 'a' | 'b'>, compare: Compare): SideBySide | null {
  const measured = compare.pairMeasurement.result.value;
  if (measured)
    return {
      a: measured.of[compare.slot('a')],
      b: measured.of[compare.slot('b')],
      step: null,
      untrained: false,
    };
  const pair = lastPair(a.presentScores(), b.presentScores());
  if (!pair) return null;
  const { step } = pair.a;
  const isPresent = [a, b].every(({ frozen, run }) => frozen.value || run.value?.step === step);
  // a run that begins with the weights of a model may count its steps from 0
  const fromScratch = SIDES.every((side) => !compare.commands.trained(side)?.model);
  return { ...pair, step: isPresent ? null : step, untrained: fromScratch && isUntrained(step) };
}

/** The scores on which the headline rests: the measured ones, else those of the cards. */
export function qualityOf(model: Pick<CompareModel, 'a' | 'b'>, compare: Compare): QualityFacts {
  const measured = sideBySide(model, compare);
  if (measured) {
    const { a, b, step, untrained } = measured;
    return { pair: { a: a.score, b: b.score }, byCards: false, step, untrained };
  }
  const [a, b] = [model.a, model.b].map((side) => (side.isAsCard() ? side.card() : null));
  return { pair: a && b && isComparable(a, b) ? { a, b } : null, byCards: true };
}

/** The title of the chart over training; neutral where the figures of the headline are others, measured on demand. */
export function historyTitle({ a, b, over }: CompareModel, compare: Compare): string {
  if ([a, b].some((side) => side.scores().some(({ earlierSampling }) => earlierSampling)))
    return words.qualityOfEachTime;
  const lead = compare.pairMeasurement.result.value ? null : leadOf(pairings(a.scores(), b.scores()));
  return leadTitle(lead, over.value);
}

export type SideQuality =
  | {
      readonly kind: 'score';
      readonly score: Score;
      readonly byCard: boolean;
      /** The training step of the score; null where it is that of the run. */
      readonly step: number | null;
    }
  | { readonly kind: 'tooFew'; readonly n: number; readonly noun: string }
  | { readonly kind: 'none' };

/** The figure of one side, of enough samples, beside which the other side shows one of equally many. */
export function qualityOfSide(model: SideModel, other: SideModel, compare: Compare): SideQuality {
  const measured = compare.pairMeasurement.result.value?.of[compare.slot(model.side)];
  if (measured) return { kind: 'score', score: measured.score, byCard: false, step: null };
  const newest = model.evaluation().newest.value;
  const score = newest?.score;
  const earlier = newest && newest.step !== model.run.value?.step ? newest.step : null;
  if (score && isReliable(score)) return { kind: 'score', score, byCard: false, step: earlier };
  const card = model.isAsCard() ? model.card() : null;
  const beside = other.isAsCard() ? other.card() : null;
  if (card && (!beside || isComparable(card, beside)))
    return { kind: 'score', score: card, byCard: true, step: null };
  const trajectory = model.run.value?.samples?.trajectory;
  if (!score || !trajectory) return { kind: 'none' };
  return { kind: 'tooFew', n: trajectory.count, noun: model.family.value.noun[1] };
}

export interface Demand {
  /** True where both models can be drawn from now. */
  readonly ready: boolean;
  /** The numbers of samples that are offered, each with the milliseconds that it takes; null where that is not known. */
  readonly offers: readonly {
    readonly n: number;
    readonly milliseconds: number | null;
    readonly ofCard: boolean;
  }[];
}

/** The measurements that are offered: of the usual number, for images the least that suffices, and of the number of a card. Null where nothing is to be offered. */
export function demandOf({ a, b }: CompareModel): Demand | null {
  const runs = [a.run.value, b.run.value];
  const [first] = runs;
  if (!first || !measurable({ a, b })) return null;
  const cards = [a.card(), b.card()].flatMap((card) => (card ? [card.n] : []));
  // previews of two speeds may have other numbers of samples: then only these figures are comparable
  const counts = new Set([sampleFamilyOf(first.config).counts.measured, ...cards]);
  const timeOf = (n: number) => {
    const times = runs.map((run) => runDrawingTime(run, n));
    return times.every((time) => time !== null) ? times.reduce((sum, time) => sum + time, 0) : null;
  };
  return {
    ready: runs.every((run) => run !== null && isReadyToDraw(run)),
    offers: [...counts].map((n) => ({ n, milliseconds: timeOf(n), ofCard: cards.includes(n) })),
  };
}
