/** A registry is the menu of its field: every id can be chosen, has a label of its own, and is an id that links can hold. */
import { describe, expect, test } from 'vitest';
import { POINT_DATASETS } from '../../../datasets';
import { IMAGE_DATASETS } from '../../../datasets/images';
import { VIEWS } from '../../../src/config/address';
import { type ChoiceField, FIELDS } from '../../../src/config/fields';
import { LESSON_IDS, lessonOf } from '../../../src/config/lessons';
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

describe.each(LESSON_IDS)('the lesson %s', (id) => {
  const { title, minutes, view, steps, look, outcome, sources } = lessonOf(id);

  test('says what to do, what to look at, what comes of it, and where that is written', () => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(VIEWS).toContain(view);
    expect(minutes).toBeGreaterThan(0);
    expect(steps.length).toBeGreaterThan(0);
    for (const text of [title, look, outcome, ...steps]) expect(text.trim().length).toBeGreaterThan(10);
    for (const sentence of [look, outcome, ...steps]) expect(sentence).toMatch(/[.?]$/);
    expect(sources.length).toBeGreaterThan(0);
    for (const { text, url } of sources) {
      expect(text).toMatch(/\d{4}/); // the year
      expect(url).toMatch(/^https:\/\/(arxiv\.org\/abs|doi\.org)\//);
    }
  });
});

test('no two lessons have the same title', () => {
  const titles = LESSON_IDS.map((id) => lessonOf(id).title);
  expect(new Set(titles).size).toBe(titles.length);
});
