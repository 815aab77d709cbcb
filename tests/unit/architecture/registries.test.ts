/** A registry is the menu of its field: every id can be chosen, has a label of its own, and is an id that links can hold. */
import { describe, expect, test } from 'vitest';
import { POINT_DATASETS } from '../../../datasets';
import { IMAGE_DATASETS } from '../../../datasets/images';
import { VIEWS } from '../../../src/config/address';
import { type ChoiceField, FIELDS } from '../../../src/config/fields';
import { LESSON_IDS } from '../../../src/config/lessons';
import { LESSON_WORDS } from '../../../src/config/lessonWords';
import { parseField } from '../../../src/config/parse';
import { PREDICTIONS, WEIGHTINGS } from '../../../src/diffusion/prediction';
import { PROCESSES } from '../../../src/diffusion/processes';
import { SAMPLERS } from '../../../src/diffusion/samplers';
import { VARIANCES } from '../../../src/diffusion/samplers/sampler';
import { SPACINGS } from '../../../src/diffusion/samplers/spacing';
import { SCHEDULES } from '../../../src/diffusion/schedules';
import { VIEW_ENTRIES } from '../../../src/ui/shell/views';

describe.each([
  ['dataset', { ...POINT_DATASETS, ...IMAGE_DATASETS }],
  ['process', PROCESSES],
  ['schedule', SCHEDULES],
  ['prediction', PREDICTIONS],
  ['weighting', WEIGHTINGS],
  ['variance', VARIANCES],
  ['sampler', SAMPLERS],
  ['spacing', SPACINGS],
] as const)('the menu of %s', (name, registry) => {
  const field: ChoiceField = FIELDS[name];

  test('has every id of its registry, and the address takes it', () => {
    expect(Object.keys(registry).length).toBeGreaterThan(0);
    for (const id of Object.keys(registry)) {
      expect(field.values).toContain(id);
      expect(parseField(name, id), id).toEqual({ value: id });
      expect(id, 'lower case, digits, - and +').toMatch(/^[a-z0-9]+([-+]+[a-z0-9]+)*\+*$/);
    }
  });

  test('has a label for each, and no two alike', () => {
    const labels = field.values.map((id) => field.labels[id]);
    for (const label of labels) expect(label?.trim()).toBeTruthy();
    expect(new Set(labels).size).toBe(labels.length);
  });
});

test('every view of the address has a tab', () => {
  expect(Object.keys(VIEW_ENTRIES).sort()).toEqual([...VIEWS].sort());
});

test('every lesson has its words', () => {
  expect(Object.keys(LESSON_WORDS).sort()).toEqual([...LESSON_IDS].sort());
});
