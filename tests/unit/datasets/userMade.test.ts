import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPointDataset, DataSourceError } from '../../../datasets';
import { encodeStrokes } from '../../../datasets/points/drawing';
import { ALPHABET, decodeDrawing, LONGEST_DRAWING } from '../../../datasets/points/drawingOfLink';
import { pointsAlongStrokes } from '../../../datasets/points/strokes';
import { MAX_TEXT_LENGTH, unsupportedCharacters } from '../../../datasets/points/text';
import { createRng } from '../../../src/lib/rng';

const dataRng = () => createRng({ seed: 21, stream: 'data', step: 0 });
const written = (text: string, n = 2000) =>
  createPointDataset('text', { kind: 'text', text }).sample(n, dataRng());
const fromPoints = (id: 'drawn' | 'csv', points: Float32Array) =>
  createPointDataset(id, { kind: 'points', points });

describe('text', () => {
  it('can draw every printable ASCII character', () => {
    const printable = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)).join('');
    expect(unsupportedCharacters(printable)).toEqual([]);
    for (const character of printable) expect(written(character, 20).every(Number.isFinite)).toBe(true);
  });

  it('draws accented letters as their base letters, and typographic quotes and dashes as plain ones', () => {
    expect(written('Crème brûlée à Ålesund')).toEqual(written('Creme brulee a Alesund'));
    expect(written('cre\u0301me')).toEqual(written('creme'));
    expect(written('“Straße” – Łódź…')).toEqual(written('"Strasse" - Lodz...'));
  });

  it('names the characters that it cannot draw, each once, and draws the rest', () => {
    expect(unsupportedCharacters('日本 a 日 🙂')).toEqual(['日', '本', '🙂']);
    expect(written('日a本')).toEqual(written('a'));
  });

  it('spreads points evenly by length: an L is six parts stem and four parts foot', () => {
    // In font units the stem runs from (0, 2) to (0, 8), the foot to (4, 2); the pen is 0.14 wide.
    const meanX = (4 * 2) / 10;
    const meanY = (6 * 5 + 4 * 2) / 10;
    const squares = (6 * 28 + 4 * 4 + 4 * (16 / 3)) / 10; // ∫ y² over 2..8 is 6 · 28, ∫ x² over 0..4 is 4 · 16/3
    const scale = Math.sqrt((squares - meanX ** 2 - meanY ** 2) / 2 + 0.14 ** 2);
    const points = written('L', 20_000);
    let stem = 0;
    for (let i = 0; i < points.length; i += 2) {
      if (points[i + 1] * scale + meanY > 2.5) stem++;
    }
    expect(stem / 20_000).toBeCloseTo(5.5 / 10, 1.7);
  });

  it('wraps long text, so that it is not a thin line', () => {
    const points = written('the quick brown fox jumps over the lazy dog and then it sleeps', 5000);
    const square = [0, 0];
    for (let i = 0; i < points.length; i++) square[i & 1] += points[i] ** 2;
    expect(square[0] / square[1]).toBeLessThan(9);
    expect(square[1] / square[0]).toBeLessThan(9);
  });

  it.each([
    ['', /empty: type at least one letter/],
    [' \n ', /empty/],
    ['日本', /nothing that can be drawn \(日 本\)/],
    ['\u0301', /nothing that can be drawn/],
    ['a'.repeat(MAX_TEXT_LENGTH + 1), /201 characters: at most 200/],
  ])('refuses %j and says why', (text, message) => {
    expect(() => written(text)).toThrow(DataSourceError);
    expect(() => written(text)).toThrow(message);
  });

  it('any text gives finite points or a DataSourceError', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        try {
          expect(written(text, 30).every(Number.isFinite)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(DataSourceError);
        }
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});

describe('drawings and tables', () => {
  const line = Float32Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? i : 2 * i));

  it.each(['drawn', 'csv'] as const)('%s refuses what has no shape', (id) => {
    expect(() => fromPoints(id, new Float32Array(0))).toThrow(/has 0 points, too few.*at least 10/);
    expect(() => fromPoints(id, new Float32Array(6))).toThrow(/has 3 points, too few/);
    expect(() => fromPoints(id, new Float32Array(40).fill(7))).toThrow(/all its points in one place/);
    expect(() => fromPoints(id, line.with(30, Number.NaN))).toThrow(/not a finite number, at point 16/);
    expect(() => createPointDataset(id)).toThrow(/needs points, and got nothing/);
    expect(() => createPointDataset(id, { kind: 'text', text: 'x' })).toThrow(/needs points, and got text/);
  });

  it('drawings and tables keep their proportions; columns that differ more than 20-fold are scaled each by itself', () => {
    const wide = Float32Array.from({ length: 2000 }, (_, i) => (i % 2 === 0 ? i : 20 * Math.sin(i)));
    const std = (points: Float32Array, axis: number) => {
      const values = points.filter((_, i) => (i & 1) === axis);
      return Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);
    };
    const drawn = fromPoints('drawn', wide).sample(20_000, dataRng());
    expect(std(drawn, 0) / std(drawn, 1)).toBeGreaterThan(10);
    const narrower = wide.map((v, i) => (i % 2 === 0 ? v / 8 : v)); // deviations of 72 and 14
    const table = fromPoints('csv', narrower).sample(20_000, dataRng());
    expect(std(table, 0) / std(table, 1)).toBeGreaterThan(4);
    expect((std(table, 0) ** 2 + std(table, 1) ** 2) / 2).toBeCloseTo(1, 1);
    const apart = fromPoints('csv', wide).sample(20_000, dataRng());
    expect(std(apart, 0)).toBeCloseTo(1, 1.5);
    expect(std(apart, 1)).toBeCloseTo(1, 1.5);
  });

  it('a straight level line can be drawn, but is no table', () => {
    const level = line.map((v, i) => (i % 2 === 0 ? v : 5));
    expect(fromPoints('drawn', level).sample(100, dataRng()).every(Number.isFinite)).toBe(true);
    expect(() => fromPoints('csv', level)).toThrow(/column 2 has the same value in every row/);
  });

  it("a table's points are its rows, and its units lead back to them", () => {
    const { sample, units } = fromPoints(
      'csv',
      line.map((v) => v * 1000 + 5e5),
    );
    const points = sample(500, dataRng());
    if (!units) throw new Error('a table has units');
    for (let i = 0; i < points.length; i += 2) {
      const x = units.offset[0] + units.scale[0] * points[i];
      const y = units.offset[1] + units.scale[1] * points[i + 1];
      const row = Math.round((x - 5e5) / 2000);
      expect(x).toBeCloseTo(2000 * row + 5e5, 0); // 32 bits: 0.06 at 700 000
      expect(y).toBeCloseTo(2000 * (2 * row + 1) + 5e5, 0);
    }
  });
});

describe('strokes', () => {
  it('become points at equal distances, however fast the hand was', () => {
    const uneven = Float32Array.of(0, 0, 1, 0, 2, 0, 10, 0, 10, 10);
    expect([...pointsAlongStrokes([uneven], 10)]).toEqual([
      1, 0, 3, 0, 5, 0, 7, 0, 9, 0, 10, 1, 10, 3, 10, 5, 10, 7, 10, 9,
    ]);
  });

  it('share the points by length, and a dot keeps one', () => {
    const strokes = [Float32Array.of(0, 0, 30, 0), Float32Array.of(5, 5), Float32Array.of(0, 9, 10, 9)];
    const points = pointsAlongStrokes(strokes, 40);
    expect(points).toHaveLength(2 * (30 + 1 + 10));
    expect([...points.slice(60, 62)]).toEqual([5, 5]);
    expect(pointsAlongStrokes([], 40)).toHaveLength(0);
    expect(pointsAlongStrokes([Float32Array.of(1, 1, 1, 1)], 40)).toEqual(Float32Array.of(1, 1));
  });
});

/** Distance of a point from the nearest of the lines of a stroke. */
function distanceTo(stroke: Float32Array, x: number, y: number): number {
  let least = Math.hypot(stroke[0] - x, stroke[1] - y);
  for (let i = 2; i < stroke.length; i += 2) {
    const [ax, ay, dx, dy] = [
      stroke[i - 2],
      stroke[i - 1],
      stroke[i] - stroke[i - 2],
      stroke[i + 1] - stroke[i - 1],
    ];
    const share = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(ax + share * dx - x, ay + share * dy - y));
  }
  return least;
}

/** As a hand draws it: 200 points of a spiral of three turns, in pixels. */
const spiral = Float32Array.from({ length: 400 }, (_, i) => {
  const turn = (3 * 2 * Math.PI * (i >> 1)) / 199;
  return 180 + 8 * turn * (i & 1 ? Math.sin(turn) : Math.cos(turn));
});

describe('a drawing in a link', () => {
  const coordinate = fc.float({ min: -1000, max: 1000, noNaN: true });
  const stroke = fc
    .array(coordinate, { minLength: 2, maxLength: 60 })
    .map((numbers) => Float32Array.from(numbers.slice(0, numbers.length & ~1)));
  const strokes = fc.array(stroke, { minLength: 1, maxLength: 6 });

  it('is short: a spiral, a word and a dot', () => {
    const word = Array.from({ length: 5 }, (_, k) =>
      spiral.slice(0, 120).map((v, i) => 0.3 * v + (i & 1 ? 0 : 70 * k)),
    );
    const lengths = [[spiral], word, [Float32Array.of(5, 5)]].map((each) => encodeStrokes(each).length);
    console.log(
      `characters of a spiral, five letters, a dot: ${lengths.join(', ')} (6000, 6000, 4 as points)`,
    );
    expect(lengths[0]).toBeLessThan(350);
    expect(lengths[1]).toBeLessThan(200);
    expect(lengths[2]).toBe(4);
  });

  it('comes back along the same strokes, within two levels of the longer side', () => {
    fc.assert(
      fc.property(strokes, (drawn) => {
        const all = Float32Array.from(drawn.flatMap((each) => [...each]));
        const [xs, ys] = [0, 1].map((axis) => all.filter((_, i) => (i & 1) === axis));
        const min = [Math.min(...xs), Math.min(...ys)];
        const side = Math.max(Math.max(...xs) - min[0], Math.max(...ys) - min[1]);
        fc.pre(side > 1e-3);
        const back = decodeDrawing(encodeStrokes(drawn));
        for (let i = 0; i < back.length; i += 30) {
          const [x, y] = [back[i] * side + min[0], back[i + 1] * side + min[1]];
          // corners a level off, and rounding half a level in each direction
          expect(Math.min(...drawn.map((each) => distanceTo(each, x, y)))).toBeLessThan(
            (side * (1.001 + Math.SQRT1_2)) / 511,
          );
        }
      }),
      { numRuns: 40, seed: 2 },
    );
  });

  it('has 1500 points, as evenly spaced as those of the strokes themselves', () => {
    const back = decodeDrawing(encodeStrokes([spiral]));
    expect(back).toHaveLength(3000);
    const steps = Array.from({ length: 1499 }, (_, k) =>
      Math.hypot(back[2 * k + 2] - back[2 * k], back[2 * k + 3] - back[2 * k + 1]),
    );
    expect(Math.max(...steps) / Math.min(...steps)).toBeLessThan(1.1);
  });

  it('is written in characters that a URL keeps, and of any drawing at most 6000', () => {
    fc.assert(
      fc.property(strokes, (drawn) => {
        const text = encodeStrokes(drawn);
        expect(new URLSearchParams({ text }).toString()).toBe(`text=${text}`);
        expect(decodeDrawing(text).every((v) => v >= 0 && v <= 1)).toBe(true);
      }),
      { numRuns: 200, seed: 3 },
    );
    let at = [180, 180];
    const walk = Array.from({ length: 20_000 }, (_, i) => {
      const turn = 1.7 * Math.sin(i * 0.37) + i * 0.011;
      at = [at[0] + 3 * Math.cos(turn), at[1] + 3 * Math.sin(turn)];
      return at;
    });
    const scribble = Float32Array.from(walk.flat());
    expect(encodeStrokes([scribble]).length).toBeLessThanOrEqual(LONGEST_DRAWING);
    const dots = Array.from({ length: 3000 }, (_, i) => Float32Array.of((i * 37) % 360, (i * 91) % 360));
    expect(() => encodeStrokes(dots)).toThrow(/3,000 strokes and more corners than a link holds/);
    expect(encodeStrokes([])).toBe('');
  });

  it('of an earlier version, a list of points, is read as it was', () => {
    expect([...decodeDrawing('AAAA__AAAA__gAgA')].map((v) => Math.round(v * 4095))).toEqual([
      0, 0, 4095, 0, 0, 4095, 2048, 2048,
    ]);
  });

  it('is refused when it is too large, cut off or not a drawing', () => {
    expect(() => decodeDrawing('AAA')).toThrow(/3 characters: expected four a point/);
    expect(() => decodeDrawing('A'.repeat(LONGEST_DRAWING + 1))).toThrow(/at most 6,000/);
    expect(() => decodeDrawing('AA é')).toThrow(/“ ” at character 3/);
    const text = encodeStrokes([spiral]);
    expect(() => decodeDrawing(text.slice(0, -1))).toThrow(/expected more. The link may have been cut off/);
    expect(() => decodeDrawing('.BBA')).toThrow(/leaves its frame at character 3/);
    expect(() => decodeDrawing('.____')).toThrow(/leaves its frame/);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), fc.boolean(), (text, marked) => {
        try {
          decodeDrawing(marked ? `.${text}` : text);
        } catch (error) {
          expect(error).toBeInstanceOf(DataSourceError);
        }
      }),
      { numRuns: 500, seed: 4 },
    );
    fc.assert(
      fc.property(fc.array(fc.nat(63), { maxLength: 60 }), (values) => {
        const text = `.${values.map((value) => ALPHABET[value]).join('')}`;
        try {
          expect(decodeDrawing(text).every((v) => v >= 0 && v <= 1)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(DataSourceError);
        }
      }),
      { numRuns: 500, seed: 5 },
    );
  });
});
