/** Axes in the units of a table: round ticks that lie where their numbers are. */
import { describe, expect, test } from 'vitest';
import { axesOf } from '../../../src/ui/families/ownUnits';
import { drawPlaneAxes, ticksBetween } from '../../../src/ui/islands/planeAxes';

const labels = (lo: number, hi: number, least: number) =>
  ticksBetween(lo, hi, least).map(({ label }) => label);

describe('ticks', () => {
  test('are 1, 2 or 5 times a power of ten, and lie in the range', () => {
    expect(labels(432, 571, 30)).toEqual(['450', '500', '550']);
    expect(labels(-0.31, 0.22, 0.1)).toEqual(['−0.3', '−0.2', '−0.1', '0.0', '0.1', '0.2']);
    expect(labels(0, 9500, 1900)).toEqual(['0', '2,000', '4,000', '6,000', '8,000']);
  });

  test('tell apart times that share nine digits, and numbers beyond any grouping', () => {
    const times = labels(1.7e9, 1.7e9 + 30, 10);
    expect(times).toEqual(['1,700,000,000', '1,700,000,010', '1,700,000,020', '1,700,000,030']);
    const far = labels(1e20, 1.3e20, 1e19);
    expect(new Set(far).size).toBe(far.length);
    expect(labels(-1e-9, 2e-9, 1e-9)).toEqual(['−1e−9', '0e+0', '1e−9', '2e−9']);
  });
});

test('a tick stands where a point with its number is drawn', () => {
  const drawn: { string: string; x: number; y: number }[] = [];
  const g = new Proxy(
    { fillText: (string: string, x: number, y: number) => drawn.push({ string, x, y }) },
    { get: (target, name) => Reflect.get(target, name) ?? (() => {}), set: () => true },
  );
  const colours = { 'ink-3': [0, 0, 0], stage: [255, 255, 255], 'line-2': [0, 0, 0] };
  const surface = { g, w: 600, h: 600, theme: { colours } } as never;
  const placing = { centreX: 300, centreY: 300, perUnit: 100 };
  drawPlaneAxes(surface, placing, { offset: [500, -20], scale: [50, 4], names: ['length', 'depth'] }, false);
  const at = (string: string) => drawn.find((each) => each.string === string)!;
  expect(at('500').x).toBeCloseTo(300);
  expect(at('600').x).toBeCloseTo(500); // two standardised units to the right
  expect(at('−15').y).toBeCloseTo(175); // five of its own units up, each a quarter of a standardised one
  expect(at('length →')).toBeDefined();
  expect(at('↑ depth')).toBeDefined();
});

describe('the axes of a data set', () => {
  const points = Float32Array.from({ length: 400 }, (_, i) => (i & 1 ? i % 7 : i % 31));
  const table = { kind: 'points', points, offset: [500, -20], name: 'own.csv' } as const;

  test('of a table are its own: the centre of the plane is the mean of the columns', async () => {
    const axes = (await axesOf(
      { dataset: 'csv', text: '', drawing: '' },
      { ...table, names: ['length', ''] },
    ))!;
    const mean = points.filter((_, i) => !(i & 1)).reduce((sum, v) => sum + v, 0) / 200;
    expect(axes.offset[0]).toBeCloseTo(500 + mean, 3);
    expect(axes.names).toEqual(['length', 'y']);
  });

  test('of a model without its table are those that its file says', async () => {
    const learned = {
      kind: 'learned-points',
      units: { offset: [3, 4], scale: [1, 2] },
      box: { min: [-3, -3], max: [3, 3] },
      names: ['a', 'b'],
      name: 'The data of the opened model',
    } as const;
    const csv = { dataset: 'csv', text: '', drawing: '' } as const;
    expect(await axesOf(csv, learned)).toEqual({ offset: [3, 4], scale: [1, 2], names: ['a', 'b'] });
    expect(await axesOf(csv, { ...learned, units: null })).toBeNull();
  });

  test('of a built-in set are none, whatever table is open', async () => {
    expect(await axesOf({ dataset: 'moons', text: '', drawing: '' }, table)).toBeNull();
  });
});
