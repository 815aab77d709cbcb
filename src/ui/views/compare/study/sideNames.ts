/** The names of the two sides in sentences: by the one value that differs, or by the process with what comes with it, by a pretrained model's name, else by their letters. Pure. */
import type { FieldName, RunConfig } from '../../../../config/fields';
import { type PretrainedSides, SIDES } from '../../../../state/compare/comparison';
import type { Pair } from '../../../../state/compare/pair';
import * as words from '../../../../words/compare/study';
import { labelOf } from '../../../labels';

interface Sides {
  readonly differences: readonly FieldName[];
  readonly configs: Pair<RunConfig>;
  readonly pretrained: PretrainedSides;
}

const LETTERS: Pair<string> = { a: 'A', b: 'B' };

/** What comes with a process: its prediction, its sampler, and the schedule, which some have not. */
const OF_PROCESS: readonly FieldName[] = ['process', 'prediction', 'sampler', 'schedule'];

/** The field that names the sides: the only one that differs, or the process, where all that differs comes with it. */
function namedBy(differences: readonly FieldName[]): 'schedule' | 'process' | 'prediction' | null {
  if (differences.includes('process') && differences.every((name) => OF_PROCESS.includes(name)))
    return 'process';
  const [name] = differences;
  const names = name === 'schedule' || name === 'prediction';
  return names && differences.length === 1 ? name : null;
}

export function sideNames({ differences, configs, pretrained }: Sides): Pair<string> {
  if (SIDES.some((side) => pretrained[side])) {
    const nameOf = (side: 'a' | 'b') =>
      pretrained[side] ? words.pretrainedName(LETTERS[side], pretrained[side].label) : LETTERS[side];
    return { a: nameOf('a'), b: nameOf('b') };
  }
  const name = namedBy(differences);
  if (name === null) return LETTERS;
  const nameOf = (side: 'a' | 'b') => words.sideName(labelOf(name, configs[side][name]), LETTERS[side]);
  return { a: nameOf('a'), b: nameOf('b') };
}
