/** The findings of a sampler race; null where they show nothing. Pure, so that tests can hold it. */
import type { DrawnCell, Race, RaceCell, RaceLane } from '../../../../state/train/samplerRace';
import { count, joined } from '../../../format';
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

const evaluations = (n: number) => `${count(n)} ${n === 1 ? 'evaluation' : 'evaluations'}`;
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
    return most > 0
      ? `No sampler stays within ${GOOD} times the floor with up to ${evaluations(most)}`
      : null;
  }
  const least = Math.min(...needs.map(({ needed }) => needed));
  const first = needs.filter(({ needed }) => needed === least).map(({ name }) => name);
  return `${joined(first)} ${first.length > 1 ? 'need' : 'needs'} ${evaluations(least)} to come within ${GOOD} times the floor`;
}

const times = (ratio: number) => (ratio >= 10 ? count(ratio) : ratio.toFixed(1));

/** How far samples of one evaluation are from the data; null where no cell has one. */
export function oneStepFinding(race: Race | null): string | null {
  const ones = (race?.lanes ?? []).flatMap(({ cells }) =>
    cells.filter(isDrawn).filter(({ nfe }) => nfe === 1),
  );
  if (ones.length === 0) return null;
  const ratios = ones.map(floorsOf);
  const least = times(Math.min(...ratios));
  const most = times(Math.max(...ratios));
  const far = least === most ? `${least}` : `${least} to ${most}`;
  return `With one evaluation the energy distance is ${far} times the floor: each sample is the network’s prediction x̂₀ from pure noise.`;
}

/** "0.0031, 1.8 floors; 20 evaluations, 0.12 s". */
export function cellSummary(cell: RaceCell): string {
  switch (cell.kind) {
    case 'waiting':
      return 'not sampled yet';
    case 'refused':
      return cell.why;
    case 'drawn':
      return `energy distance ${cell.score.value.toPrecision(2)}, ${times(floorsOf(cell))} times the floor; ${evaluations(cell.nfe)}, ${milliseconds(cell.milliseconds)}`;
    default:
      return cell satisfies never;
  }
}

/** "1, 2, 5, 10, 20, 50 and 200 steps": a process in continuous time has no number that would be all. */
export const stepsText = (steps: readonly number[]): string =>
  `${joined(steps.map((n) => count(n)))} ${steps.length === 1 && steps[0] === 1 ? 'step' : 'steps'}`;

/** "12 ms", "1.2 s". */
export const milliseconds = (ms: number): string =>
  ms < 1000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`;

/** "1.8×" the floor. */
export const floorsWord = (cell: DrawnCell): string => `${times(floorsOf(cell))}×`;
