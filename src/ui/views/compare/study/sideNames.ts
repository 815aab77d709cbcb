/** The names of the two sides in sentences: by the one value that differs, by a pretrained model's name, else by their letters. Pure. */
import type { FieldName, RunConfig } from '../../../../config/fields';
import { type PretrainedSides, SIDES } from '../../../../state/compare/comparison';
import type { Pair } from '../../../../state/compare/pairRuns';
import { labelOf } from '../../../labels';

interface Sides {
  readonly differences: readonly FieldName[];
  readonly configs: Pair<RunConfig>;
  readonly pretrained: PretrainedSides;
}

/** "linear" inside a sentence; "VP-SDE" and "ε" stay as they are. */
const inSentence = (label: string): string =>
  /^[A-Z][a-z]/.test(label) ? `${label[0].toLowerCase()}${label.slice(1)}` : label;

const LETTERS: Pair<string> = { a: 'A', b: 'B' };

export function sideNames({ differences, configs, pretrained }: Sides): Pair<string> {
  if (SIDES.some((side) => pretrained[side])) {
    const nameOf = (side: 'a' | 'b') =>
      pretrained[side] ? `${LETTERS[side]}, “${pretrained[side].label}”,` : LETTERS[side];
    return { a: nameOf('a'), b: nameOf('b') };
  }
  const [name] = differences;
  if (differences.length !== 1 || (name !== 'schedule' && name !== 'process' && name !== 'prediction'))
    return LETTERS;
  const nameOf = (side: 'a' | 'b') => `${inSentence(labelOf(name, configs[side][name]))} (${LETTERS[side]})`;
  return { a: nameOf('a'), b: nameOf('b') };
}
