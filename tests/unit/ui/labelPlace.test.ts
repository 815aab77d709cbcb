import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clearBaseline, spreadApart } from '../../../src/ui/islands/labelPlace';

const BOX = { l: 0, r: 200, t: 10, b: 100 };

test('a number is clear of its curve, within the box, wherever one of both sides has room', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 12, max: 98, noNaN: true }),
      fc.double({ min: -0.5, max: 0.5, noNaN: true }),
      (start, slope) => {
        const yAt = (x: number) => Math.min(98, Math.max(12, start + slope * x));
        const baseline = clearBaseline(yAt, 20, 60, BOX);
        const curve = [20, 30, 40, 50, 60].map(yAt);
        const [top, bottom] = [Math.min(...curve), Math.max(...curve)];
        fc.pre(top >= BOX.t + 15 || bottom <= BOX.b - 15);
        expect(baseline - 9).toBeGreaterThanOrEqual(BOX.t);
        expect(baseline).toBeLessThanOrEqual(BOX.b);
        expect(baseline < top || baseline - 9 > bottom).toBe(true);
      },
    ),
  );
});

test('a curve with gaps counts where it is', () => {
  expect(clearBaseline((x) => (x < 30 ? Number.NaN : 50), 20, 60, BOX)).toBe(44);
});

test('two letters keep their order and do not overlap; alone, or apart, they stay where they are', () => {
  expect(spreadApart([40], 11)).toEqual([40]);
  expect(spreadApart([40, 60], 11)).toEqual([40, 60]);
  expect(spreadApart([40, 40], 10)).toEqual([35, 45]);
  expect(spreadApart([44, 40], 10)).toEqual([47, 37]);
});
