import { describe, expect, test } from 'vitest';
import { POINT_DATASETS } from '../../../datasets';
import { IMAGE_DATASETS } from '../../../datasets/images';
import { DATASETS, FIELDS, type FieldName, fieldsOf } from '../../../src/config/fields';
import { PREDICTIONS } from '../../../src/diffusion/prediction';
import { PROCESSES } from '../../../src/diffusion/processes';
import { SAMPLERS } from '../../../src/diffusion/samplers';
import type { Sampler } from '../../../src/diffusion/samplers/sampler';
import { SPACINGS } from '../../../src/diffusion/samplers/spacing';
import { SCHEDULE_IDS, SCHEDULES } from '../../../src/diffusion/schedules';
import { UNET_PRESETS } from '../../../src/model/unet/presets';
import { labelOf } from '../../../src/ui/labels';
import * as english from '../../../src/words/config';
import * as german from '../../../src/words/de/config';

describe('a menu is its registry', () => {
  const registries: readonly (readonly [FieldName, object, readonly string[]])[] = [
    ['process', PROCESSES, []],
    ['schedule', SCHEDULES, []],
    ['prediction', PREDICTIONS, []],
    ['sampler', SAMPLERS, []],
    ['spacing', SPACINGS, ['auto']],
    ['dataset', { ...POINT_DATASETS, ...IMAGE_DATASETS }, ['images']],
  ];
  test.each(registries)('%s: everything that is registered can be chosen', (name, registry, others) => {
    const field = FIELDS[name];
    if (field.kind !== 'choice') throw new Error(`${name} is no menu`);
    expect(new Set<string>(field.values)).toEqual(new Set([...Object.keys(registry), ...others]));
  });
});

test('every value of a menu has a label, and no two values of a menu share one', () => {
  for (const name of Object.keys(FIELDS) as FieldName[]) {
    const field = FIELDS[name];
    if (field.kind !== 'choice') continue;
    const labels = field.values.map((value) => labelOf(name, value));
    for (const label of labels) expect(label.trim(), name).not.toBe('');
    expect(new Set(labels).size, name).toBe(labels.length);
  }
  expect(labelOf('sampler', 'euler-maruyama')).toBe('Euler–Maruyama');
});

test('a U-Net is called by its channels: its size and colours follow the images', () => {
  for (const [id, { blockOutChannels }] of Object.entries(UNET_PRESETS))
    for (const { unets } of [english, german])
      expect(unets[id as keyof typeof UNET_PRESETS]).toMatch(new RegExp(`^${blockOutChannels.join('-')} `));
});

test('every data set has a noun for sentences', () => {
  for (const { noun } of Object.values(DATASETS)) expect(noun).toMatch(/^(an? |your )?[\w-]+/);
});

test('a value that is in no menu, as a file may name one, is shown as it is', () => {
  expect(labelOf('dataset', 'cifar-10')).toBe('cifar-10');
  expect(labelOf('T', '200')).toBe('200');
});

describe('lists of fields follow from the groups', () => {
  test('a group has its fields, in the order of the table', () => {
    expect(fieldsOf('system')).toEqual(['seed', 'backend']);
    expect(fieldsOf('sampling', 'system').slice(-3)).toEqual(['clipDenoised', 'seed', 'backend']);
    const groups = ['data', 'process', 'network', 'objective', 'optimizer', 'sampling', 'system'] as const;
    expect(groups.flatMap((group) => [...fieldsOf(group)])).toEqual(Object.keys(FIELDS));
  });

  test('a process reads fields of its group only, and a sampler of its own', () => {
    for (const kind of Object.values(PROCESSES))
      for (const schedule of SCHEDULE_IDS)
        expect(fieldsOf('process')).toEqual(expect.arrayContaining([...kind.parameters({ schedule })]));
    for (const { parameters } of Object.values<Sampler>(SAMPLERS))
      expect(fieldsOf('sampling')).toEqual(expect.arrayContaining([...parameters]));
  });
});
