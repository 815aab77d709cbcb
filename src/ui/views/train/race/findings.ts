/** The findings of a sampler race; null where they show nothing. Pure, so that tests can hold it. */

import { decimal } from '../../../../lib/numbers';
import type { DrawnCell, Race, RaceCell, RaceLane } from '../../../../state/train/samplerRace';
import * as words from '../../../../words/train/race';
import { count } from '../../../format';
import { labelOf } from '../../../labels';

/** Samples within this many floors count as good. */
const GOOD = 2;

export const isDrawn = (cell: RaceCell): cell is DrawnCell => cell.kind === 'drawn';

/** Energy distance over the floor of real data: 1 is as close as real data are to each other. */
export const floorsOf = ({ score }: DrawnCell): number => score.value / score.floor;

const drawn = (lane: RaceLane): DrawnCell[] => lane.cells.filter(isDrawn).sort((p, q) => p.nfe - q.nfe);

/** The fewest evaluations from which a sampler was never again beyond `GOOD` floors; null where it never was within. */
export function neededEvaluations(lane: RaceLane): number | null {
  let needed: number | null = null;
  for (const cell of drawn(lane).reverse()) {
    if (!(floorsOf(cell) <= GOOD)) break;
    needed = cell.nfe;
  }
  return needed;
}

const nameOf = ({ sampler }: RaceLane) => labelOf('sampler', sampler);

/** The samplers that need fewest evaluations to come within two floors. Null before every cell is measured. */
export function raceFinding(race: Race | null): string | null {
  const done = race?.lanes.every(({ cells }) => cells.every(({ kind }) => kind !== 'waiting'));
  if (!race || !done) return null;
  const needs = race.lanes.flatMap((lane) => {
    const needed = neededEvaluations(lane);
    return needed === null ? [] : [{ name: nameOf(lane), needed }];
  });
  if (needs.length === 0) {
    const most = Math.max(0, ...race.lanes.flatMap((lane) => drawn(lane).map(({ nfe }) => nfe)));
    return most > 0 ? words.noneWithin(GOOD, most) : null;
  }
  const least = Math.min(...needs.map(({ needed }) => needed));
  const first = needs.filter(({ needed }) => needed === least).map(({ name }) => name);
  return words.fewestNeeded(first, least, GOOD);
}

const times = (ratio: number) => (ratio >= 10 ? count(ratio) : decimal(ratio.toFixed(1)));

/** How far samples of one evaluation are from the data; null where no cell has one. */
export function oneStepFinding(race: Race | null): string | null {
  const ones = (race?.lanes ?? []).flatMap(({ cells }) =>
    cells.filter(isDrawn).filter(({ nfe }) => nfe === 1),
  );
  if (ones.length === 0) return null;
  const ratios = ones.map(floorsOf);
  return words.afterOne(times(Math.min(...ratios)), times(Math.max(...ratios)));
}

/** "0.0031, 1.8 floors; 20 evaluations, 0.12 s". */
export function cellSummary(cell: RaceCell): string {
  switch (cell.kind) {
    case 'waiting':
      return words.notSampled;
    case 'refused':
      return cell.why;
    case 'drawn':
      return words.cell(
        decimal(cell.score.value.toPrecision(2)),
        times(floorsOf(cell)),
        cell.nfe,
        milliseconds(cell.milliseconds),
      );
    default:
      return cell satisfies never;
  }
}

/** "12 ms", "1.2 s". */
export const milliseconds = (ms: number): string =>
  ms < 1000 ? `${Math.max(1, Math.round(ms))} ms` : `${decimal((ms / 1000).toFixed(1))} s`;

/** "1.8×" the floor. */
export const floorsWord = (cell: DrawnCell): string => `${times(floorsOf(cell))}×`;
