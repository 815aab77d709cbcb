import { describe, expect, test } from 'vitest';
import { fileName, tableText } from '../../../src/ui/files/saveTable';
import { layOut } from '../../../src/ui/pictures/compose';

describe('a picture to take away', () => {
  const square = { w: 1000, h: 1000 };
  test('keeps proportions, and its parts do not overlap', () => {
    const { places, width, height } = layOut([square, { w: 500, h: 250 }], false, 800);
    expect(width).toBeLessThanOrEqual(800);
    for (const { w, h, x, y } of places) {
      expect(x + w).toBeLessThan(width);
      expect(y + h).toBeLessThan(height);
    }
    expect(places[0].w).toBe(places[0].h);
    expect(Math.abs(places[1].w - 2 * places[1].h)).toBeLessThanOrEqual(1); // whole pixels
    expect(places[1].x).toBeGreaterThan(places[0].x + places[0].w);
  });

  test('lies in a column where the view does, and is never enlarged', () => {
    const { places } = layOut(
      [
        { w: 300, h: 100 },
        { w: 300, h: 50 },
      ],
      true,
      2000,
    );
    expect(places.map(({ w, h }) => [w, h])).toEqual([
      [300, 100],
      [300, 50],
    ]);
    expect(places[1].y).toBeGreaterThan(places[0].y + 100);
  });
});

test('a table quotes what would break its lines (RFC 4180), and leaves NaN empty', () => {
  const rows = [
    ['a, b', 1],
    ['say "x"', Number.NaN],
  ];
  expect(tableText({ name: 'x', columns: ['name', 'value'], rows })).toBe(
    'name,value\r\n"a, b",1\r\n"say ""x""",\r\n',
  );
  expect(fileName('Error of the learned score by time')).toBe('error-of-the-learned-score-by-time');
});
