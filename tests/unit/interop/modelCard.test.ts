/** Cards of both kinds are read, and what is wrong with one is named. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseModelCard, parseModelIndex, qualityOf } from '../../../src/interop/modelCard';

const POINTS = {
  id: 'swiss-roll-cosine',
  label: 'Swiss roll, cosine',
  kind: 'mlp',
  data: 'swiss-roll',
  parameters: 81_954,
  steps: 3000,
  trained: 'by the app',
  sampler: 'ddpm, 200 steps',
  quality: { measure: 'energy distance', value: 0.0013, floor: 0.0005, samples: 5000 },
};
const IMAGES = {
  ...POINTS,
  id: 'mnist-cosine',
  kind: 'unet',
  data: 'mnist',
  classes: 10,
  quality: {
    measure: 'Fréchet distance',
    samples: 1000,
    frechet: 8.1,
    'confidentOver0.8': 0.93,
    histogram: [0.1],
    floor: { frechet: 1.2, 'confidentOver0.8': 0.99, histogram: [0.1] },
  },
};

describe('a model card', () => {
  test('of points and of images gives one figure beside its floor', () => {
    expect(qualityOf(parseModelCard(POINTS))).toMatchObject({
      value: 0.0013,
      floor: 0.0005,
      confident: null,
    });
    expect(qualityOf(parseModelCard(IMAGES))).toMatchObject({
      value: 8.1,
      floor: 1.2,
      confident: { value: 0.93, floor: 0.99 },
    });
  });

  test('of several sets of samples has their deviation, and of one set none', () => {
    expect(qualityOf(parseModelCard(IMAGES))).toMatchObject({ sets: 1, deviation: null });
    const { quality } = IMAGES;
    const deviation = (frechet: number) => ({ frechet, 'confidentOver0.8': 0.01 });
    const floor = { ...quality.floor, deviation: deviation(0.1) };
    const ofThree = { ...quality, seeds: [1, 2, 3], deviation: deviation(0.4), floor };
    expect(qualityOf(parseModelCard({ ...IMAGES, quality: ofThree }))).toMatchObject({
      sets: 3,
      deviation: { value: 0.4, floor: 0.1 },
    });
    const sets = { ...POINTS, quality: { ...POINTS.quality, sets: 5 } };
    expect(qualityOf(parseModelCard(sets))).toMatchObject({ sets: 5, deviation: null });
    const ofPoints = { ...sets, quality: { ...sets.quality, deviation: { value: 2e-4, floor: 3e-4 } } };
    expect(qualityOf(parseModelCard(ofPoints)).deviation).toEqual({
      value: 2e-4,
      floor: 3e-4,
      classAccuracy: null,
    });
  });

  test.each([
    ['kind', { ...POINTS, kind: 'gan' }, /kind: found "gan"/],
    ['parameters', { ...POINTS, parameters: -1 }, /parameters/],
    ['id', { ...POINTS, id: '../secret' }, /id: found "\.\.\/secret"/],
    ['quality', { ...POINTS, quality: {} }, /quality/],
  ])('with a wrong %s is refused by that name', (_, card, says) => {
    expect(() => parseModelCard(card)).toThrow(says);
  });

  test('the shipped ones are all read, and listed', () => {
    const folder = join(import.meta.dirname, '../../../public/pretrained');
    const json = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), 'utf8'));
    for (const { id, kind, data } of parseModelIndex(json('index.json')))
      expect(parseModelCard(json(`${id}/card.json`))).toMatchObject({ id, kind, data });
  });
});
