/** The figures of both runs side by side, each with its floor and its number of samples, and B − A. Pure. */

import { isComparable, verdictOf } from '../../../state/compare/lead';
import type { CardScore } from '../../../state/compare/pretrainedSide';
import type { RunState } from '../../../state/run/run';
import { meanRate } from '../../../state/run/run';
import type { LossFloor } from '../../../types/quality';
import type { Score, StepMeasurement } from '../../../types/score';
import * as losses from '../../../words/compare/losses';
import * as words from '../../../words/compare/view';
import { familyView } from '../../families';
import { isFar } from '../../families/images';
import { excessOf } from '../../findings';
import { count, figure, percent, rateText } from '../../format';
import { withDeviation } from '../../withDeviation';
import { distanceFromFloor, nameOfSide } from './findings';

/** Two measurements that may stand side by side: the same measure of equally many samples. */
export interface SideBySide {
  readonly a: Pick<StepMeasurement, 'score' | 'second'>;
  readonly b: Pick<StepMeasurement, 'score' | 'second'>;
  /** The training step of both; null where the samples are of the present weights. */
  readonly step: number | null;
  /** True where both networks are as good as untrained: neither is called better. */
  readonly untrained: boolean;
}

/** The facts of one side beside the quality of its samples. */
export interface Measurements {
  readonly run: RunState | null;
  /** The figure of its card, where the run is a shipped model with its own weights. */
  readonly card: CardScore | null;
  readonly floor: LossFloor | null;
  /** Share of the variance that is signal at the end of the process; null where the settings give no process. */
  readonly terminal: number | null;
}

export interface Row {
  readonly name: string;
  /** The floor with its standard deviation, where both sides have the same. */
  readonly floor: string | null;
  /** The samples of the figures, where they are not those on the stage. */
  readonly note?: string;
  readonly a: string;
  readonly b: string;
  readonly difference: string;
  /** The better side, where the difference is larger than its spread. */
  readonly better: 'a' | 'b' | null;
}

const NONE = '–';
function signed(v: number, say: (v: number) => string): string {
  const size = say(Math.abs(v));
  return !/[1-9]/.test(size) ? '0' : `${v > 0 ? '+' : '−'}${size}`;
}
const share = (v: number) => percent(v, 0);
/** Two digits: what is left at the end of a process may be far below one per cent. */
const small = (v: number) => (v === 0 ? '0' : figure(v, 2));
const rounded = (v: number) => (v === 0 ? '0' : figure(+v.toPrecision(3)));

interface Cell {
  readonly value: number | null;
  /** Standard deviation of the value. */
  readonly deviation?: number | undefined;
  readonly floor?: number | null;
  /** Standard deviation at the floor. */
  readonly spread?: number | null | undefined;
}

function row(name: string, a: Cell, b: Cell, say: (v: number) => string): Row {
  const floorOf = ({ floor, spread }: Cell) =>
    floor == null ? null : spread == null ? say(floor) : `${say(floor)} ± ${figure(+spread.toPrecision(2))}`;
  const common = floorOf(a) !== null && floorOf(a) === floorOf(b) ? floorOf(a) : null;
  const write = (cell: Cell) => {
    if (cell.value === null) return NONE;
    const value = cell.deviation ? withDeviation(cell.value, cell.deviation) : say(cell.value);
    const own = common === null ? floorOf(cell) : null;
    return own === null ? value : words.withFloor(value, own);
  };
  const known = a.value !== null && b.value !== null;
  return {
    name,
    floor: common,
    a: write(a),
    b: write(b),
    difference: known ? signed(b.value - a.value, say) : NONE,
    better: null,
  };
}

/** A difference that is not larger than its spread: its figure, and that chance explains it. */
const byChance = (difference: string) =>
  difference === '0' ? words.noDifference : words.withinChance(difference);

/** A row of two scores. @param cells that are written */
function scoreRow(name: string, a: Score, b: Score, cells: readonly [Cell, Cell] = [a, b]): Row {
  const verdict = verdictOf({ a, b });
  const base = row(name, ...cells, rounded);
  if (verdict === null) return { ...base, difference: NONE };
  return verdict === 'none'
    ? { ...base, difference: byChance(base.difference) }
    : { ...base, better: verdict };
}

/** The share of confident images lies within twice its binomial error of another one: then they do not differ. */
function shareRow(name: string, a: Score, b: Score): Row {
  const mean = (a.value + b.value) / 2;
  const error = Math.sqrt((2 * mean * (1 - mean)) / a.n);
  const base = row(name, a, b, share);
  return Math.abs(b.value - a.value) > 2 * error ? base : { ...base, difference: byChance(base.difference) };
}

function qualityRows(pair: SideBySide | null): Row[] {
  if (!pair) return [];
  const { a, b, step, untrained } = pair;
  const scores = scoreRow(words.qualityRow(a.score.n, step), a.score, b.score);
  const rows = [untrained ? { ...scores, better: null } : scores];
  if (!isComparable(a.second, b.second)) return rows;
  if (a.second.kind === 'clear images') {
    // of images far from real ones the share means nothing
    if (isFar(a.score) || isFar(b.score)) return rows;
    return [...rows, shareRow(words.confidentImages(a.second.n), a.second, b.second)];
  }
  // one measure decides the better side: the second one only says whether it differs
  return [...rows, { ...scoreRow(words.slicedDistance(a.second.n), a.second, b.second), better: null }];
}

/** With the deviations over the sets of a card, where it has several. */
const ofCard = ({ value, floor, deviation }: CardScore): Cell => ({
  value,
  deviation: deviation?.value,
  floor,
  spread: deviation?.floor,
});

/** The figures of the cards, in a row of their own: their samples are others than those of the page. */
function cardRows({ card: a }: Measurements, { card: b }: Measurements): Row[] {
  if (!a && !b) return [];
  if (a && b && isComparable(a, b) && a.sampler === b.sampler)
    return [{ ...scoreRow(words.qualityByCards(a.n), a, b, [ofCard(a), ofCard(b)]), note: a.sampler }];
  const single = (card: CardScore | null, side: 'a' | 'b'): Row[] => {
    if (!card) return [];
    const base = row(words.qualityByCard(nameOfSide(side), card.n), ofCard(card), ofCard(card), rounded);
    const other = side === 'a' ? 'b' : 'a';
    return [{ ...base, [other]: NONE, difference: NONE, note: card.sampler }];
  };
  return [...single(a, 'a'), ...single(b, 'b')];
}

/** The distance of each loss from its floor, with the words of the headline; the difference in hundredths of a floor. */
function excessRow(a: Measurements, b: Measurements): Row[] {
  const ofA = excessOf(a.run, a.floor?.loss ?? null);
  const ofB = excessOf(b.run, b.floor?.loss ?? null);
  if (ofA === null && ofB === null) return [];
  const say = (excess: number | null) =>
    excess === null ? NONE : losses.fromFloor(distanceFromFloor(excess));
  const points = (v: number) => words.points(Math.round(100 * v));
  const known = ofA !== null && ofB !== null;
  const none = known && Math.round(100 * (ofB - ofA)) === 0;
  return [
    {
      name: words.lossFromFloor,
      floor: null,
      a: say(ofA),
      b: say(ofB),
      difference: !known ? NONE : none ? words.noDifference : signed(ofB - ofA, points),
      better: null,
    },
  ];
}

const lossOf = ({ run }: Measurements): number | null =>
  run && run.losses.last >= run.losses.first ? run.losses.smoothedAt(run.losses.last) : null;

/** True where a row says something of a side. */
const isKnown = ({ a, b }: Row): boolean => a !== NONE || b !== NONE;

/** @param pair the quality of both sides, null where there are no comparable figures. Rows of which nothing is known are left out. */
export function comparisonRows(a: Measurements, b: Measurements, pair: SideBySide | null): Row[] {
  const of = (read: (side: Measurements) => number | null) =>
    [{ value: read(a) }, { value: read(b) }] as const;
  const planar = [a, b].every(({ run }) => !run || familyView(run.config.dataset).planar);
  const rows = [
    ...qualityRows(pair),
    ...cardRows(a, b),
    ...excessRow(a, b),
    planar
      ? row(words.floorOfLoss, ...of(({ floor }) => floor?.loss ?? null), rounded)
      : row(words.loss, ...of(lossOf), rounded),
    {
      ...row(words.terminalSignal, ...of(({ terminal }) => terminal), small),
      note: words.shareOfVariance,
    },
    row(words.meanStepsPerSecond, ...of(({ run }) => run && meanRate(run)), rateText),
    row(words.parameters, ...of(({ run }) => run?.parameters ?? null), count),
  ];
  return rows.filter(isKnown);
}

/** "After 14,000 steps": the training steps of the figures. */
export function tableTitle({ run: a }: Measurements, { run: b }: Measurements): string {
  if (!a || !b) return words.beforeTraining;
  const trains = [a, b].map(({ config }) => config.trainingSteps > 0);
  if (!trains[0] && !trains[1]) return words.asLoaded;
  if (a.step === 0 && b.step === 0) return words.beforeTraining;
  if (!trains[0]) return words.sideAfterSteps('B', b.step);
  if (!trains[1]) return words.sideAfterSteps('A', a.step);
  const over = a.phase === 'done' && b.phase === 'done';
  if (a.step === b.step || !over) return (over ? words.afterSteps : words.atStep)(Math.min(a.step, b.step));
  return words.afterDifferentSteps(a.step, b.step);
}
