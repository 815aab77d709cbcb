/** The words of the sampler race: what the measured figures say, or nothing. Pure, so that they can be tested. */
import type { DrawnCell, Race, RaceCell, RaceLane } from '../../../../state/samplerRace';
import { labelOf } from '../../../labels';
import { count } from '../words';

/** Within this many floors, samples are as good as the page speaks of. */
export const GOOD = 2;

export const isDrawn = (cell: RaceCell): cell is DrawnCell => cell.kind === 'drawn';

/** Energy distance over the floor of real data: 1 is as close as real data are to each other. */
export const floorsOf = ({ quality }: DrawnCell): number => quality.energyDistance / quality.energyFloor;

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
const joined = (names: readonly string[]) =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** Who needs fewest evaluations to come within two floors. Null before every way was tried. */
export function raceFinding(race: Race | null): string | null {
  const done = race?.lanes.every(({ cells }) => cells.every(({ kind }) => kind !== 'waiting'));
  if (!race || !done) return null;
  const needs = race.lanes.flatMap((lane) => {
    const needed = neededEvaluations(lane);
    return needed === null ? [] : [{ name: nameOf(lane), needed }];
  });
  if (needs.length === 0) {
    const most = Math.max(0, ...race.lanes.flatMap((lane) => drawn(lane).map(({ nfe }) => nfe)));
    return most > 0 ? `None stays within ${GOOD} floors, with up to ${evaluations(most)}` : null;
  }
  const least = Math.min(...needs.map(({ needed }) => needed));
  const first = needs.filter(({ needed }) => needed === least).map(({ name }) => name);
  return `${joined(first)} ${first.length > 1 ? 'need' : 'needs'} ${evaluations(least)} to come within ${GOOD} floors`;
}

const times = (ratio: number) => (ratio >= 10 ? count(ratio) : ratio.toFixed(1));

/** What one evaluation gives, in the figures of this race; null where nobody drew with one. */
export function oneStepFinding(race: Race | null): string | null {
  const ones = (race?.lanes ?? []).flatMap(({ cells }) =>
    cells.filter(isDrawn).filter(({ nfe }) => nfe === 1),
  );
  if (ones.length === 0) return null;
  const ratios = ones.map(floorsOf);
  const least = times(Math.min(...ratios));
  const most = times(Math.max(...ratios));
  const far = least === most ? `${least}` : `${least} to ${most}`;
  return `With one evaluation samples are ${far} floors away: each stands where the network guessed when it saw nothing but noise.`;
}

/** "0.0031, 1.8 floors; 20 evaluations, 0.12 s". */
export function cellSummary(cell: RaceCell): string {
  switch (cell.kind) {
    case 'waiting':
      return 'not drawn yet';
    case 'refused':
      return cell.why;
    case 'drawn':
      return `energy distance ${cell.quality.energyDistance.toPrecision(2)}, ${times(floorsOf(cell))} floors; ${evaluations(cell.nfe)}, ${milliseconds(cell.milliseconds)}`;
    default:
      return cell satisfies never;
  }
}

/** "12 ms", "1.2 s". */
export const milliseconds = (ms: number): string =>
  ms < 1000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`;

/** "1.8×" the floor. */
export const floorsWord = (cell: DrawnCell): string => `${times(floorsOf(cell))}×`;
