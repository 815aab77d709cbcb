import { describe, expect, test } from 'vitest';
import type { DataConfig } from '../../../src/config/openDataset';
import { familyView } from '../../../src/ui/families';
import { realPoints } from '../../../src/ui/families/points';
import { indexInClass, pickImages } from '../../../src/ui/families/realImages';
import { dataOf, isSameData } from '../../../src/ui/families/realSample';

const images = {
  images: Uint8Array.of(0, 255, 51, 102, 204, 153),
  labels: Uint8Array.of(1, 0, 1),
  count: 3,
  height: 1,
  width: 2,
  channels: 1,
};

describe('real data', () => {
  test('of images are pixels from -1 to 1, in the order of the indices', () => {
    const { shape, samples, eps } = pickImages(images, [2, 0]);
    expect(shape).toEqual([1, 2, 1]);
    // bytes b are b / 127.5 - 1
    expect(Array.from(samples, (v) => +v.toFixed(4))).toEqual([0.6, 0.2, -1, 1]);
    expect(eps).toHaveLength(4);
  });

  test('the noise is the same whatever is dissolved: schedules are compared with equal draws', () => {
    expect(pickImages(images, [1]).eps).toEqual(pickImages(images, [2]).eps);
  });

  test('the n-th image of a class counts round; without classes all count', () => {
    expect([0, 1, 2].map((n) => indexInClass(images, 1, n))).toEqual([0, 2, 0]);
    expect([0, 1, 4].map((n) => indexInClass({ count: 3 }, 1, n))).toEqual([0, 1, 1]);
  });

  test('of points are those of the data set, and of no other one', async () => {
    const moons = { dataset: 'moons', text: 'DDPM', drawing: '' } as const;
    const { shape, samples } = await realPoints(moons, undefined, 50);
    expect([shape, samples.length]).toEqual([[2], 100]);
    expect((await realPoints(moons, undefined, 50)).samples).toEqual(samples);
    const isMoons = (config: DataConfig) => isSameData(dataOf(moons, undefined), dataOf(config, undefined));
    expect([isMoons({ ...moons }), isMoons({ ...moons, dataset: 'spiral' })]).toEqual([true, false]);
  });
});

test('images that no classifier knows claim no Fréchet distance', () => {
  expect(familyView('mnist').measureInFull).toMatch(/Fréchet/);
  expect(familyView('images').measureInFull).toMatch(/^not measured/);
  expect(familyView('images')).toMatchObject({ id: 'images', planar: false });
});
