import { gzipSync } from 'fflate';
import { describe, expect, it, test } from 'vitest';
import { previewArrays } from '../../../src/interop/arrayPreview';
import { isArrayTable } from '../../../src/interop/arrayTable';
import { readTable } from '../../../src/interop/csv';
import { writeNpy } from '../../../src/interop/npy';
import { writeNpz } from '../../../src/interop/npz';

const ROWS = 12;
const numbers = (columns: number, at: (row: number, column: number) => number) =>
  Float64Array.from({ length: ROWS * columns }, (_, i) => at(Math.floor(i / columns), i % columns));

const read = previewArrays;

describe('points in NumPy arrays', () => {
  const two = numbers(2, (row, column) => row + column / 3);

  it.each([
    ['float64', two],
    ['float32', Float32Array.from(two)],
    ['int32', Int32Array.from(two, (v) => Math.round(9 * v))],
  ])('[N, 2] of %s are read to the last bit', async (_, data) => {
    const file = writeNpy({ shape: [ROWS, 2], data });
    expect(await isArrayTable(file)).toBe(true);
    expect((await read(file)).points).toEqual(Float32Array.from(data));
    expect((await read(gzipSync(file))).points).toEqual(Float32Array.from(data));
  });

  it('[N, 3] have three columns to choose from', async () => {
    const file = writeNpy({ shape: [ROWS, 3], data: numbers(3, (row, column) => 10 * column + row) });
    const { preview, points } = await read(file);
    expect(preview).toMatchObject({ x: 0, y: 1, header: false, count: ROWS });
    expect(preview.columns.map(({ kind }) => kind)).toEqual(['number', 'number', 'number']);
    expect([...points.slice(0, 4)]).toEqual([0, 10, 1, 11]);
    expect([...(await read(file, { x: 2, y: 0 })).points.slice(0, 4)]).toEqual([20, 0, 21, 1]);
  });

  it('an array has no row of names, whatever is asked for', async () => {
    const one = await read(writeNpy({ shape: [ROWS, 2], data: two }), { header: true });
    expect(one.preview).toMatchObject({ ofArrays: true, header: false, count: ROWS });
    const columns = new Map([
      ['a', { shape: [ROWS], data: numbers(1, (row) => row) }],
      ['b', { shape: [ROWS], data: numbers(1, (row) => 1 - row) }],
    ]);
    const several = await read(writeNpz(columns), { header: false });
    expect(several.preview).toMatchObject({ ofArrays: true, count: ROWS });
    expect(several.names).toEqual(['a', 'b']);
  });

  it('a first row of 0 and 1 is a point and no header', async () => {
    const file = writeNpy({ shape: [ROWS, 2], data: numbers(2, (row, column) => 500 * row + column) });
    expect((await read(file)).points.length).toBe(2 * ROWS);
  });

  it('Fortran order and times of day in seconds keep their differences', async () => {
    const data = numbers(2, (row, column) => (column === 0 ? 1.7e9 + row : row ** 2));
    const { points, offset } = await read(writeNpy({ shape: [ROWS, 2], data }));
    expect(offset[0]).toBeGreaterThan(1e9);
    expect(points[2] - points[0]).toBe(1);
  });

  it('an .npz of points with labels beside them has the labels as a column', async () => {
    const file = writeNpz(
      new Map([
        ['points', { shape: [ROWS, 2], data: two }],
        ['y', { shape: [ROWS], data: Uint8Array.from({ length: ROWS }, (_, i) => i % 3) }],
      ]),
    );
    expect(await isArrayTable(file)).toBe(true);
    const { preview, labels } = await read(file, { label: 2 });
    expect(preview.columns.map(({ name }) => name)).toEqual(['points 1', 'points 2', 'y']);
    expect(labels?.names).toEqual(['0', '1', '2']);
  });

  it('an .npz of columns is a table of them: x and y by name', async () => {
    const column = (data: Float64Array) => ({ shape: [ROWS], data });
    const file = writeNpz(
      new Map([
        ['t', column(numbers(1, (row) => row))],
        ['y', column(numbers(1, (row) => 1 - row))],
        ['x', column(numbers(1, (row) => row / 2))],
      ]),
    );
    expect([...(await read(file)).points.slice(0, 4)]).toEqual([0, 1, 0.5, 0]);
  });

  it('a value that is no number is refused by its row and column', async () => {
    const file = writeNpy({ shape: [ROWS, 2], data: two.with(7, Number.NaN) });
    await expect(read(file)).rejects.toThrow(/line 4, column 2.*NaN/);
  });

  it.each([
    ['images in rows', [2, 784]],
    ['images', [2, 8, 8]],
    ['numbers in a row', [16]],
    ['single numbers in rows', [16, 1]],
  ])('%s, %j, are no table of points', async (_, shape) => {
    const data = new Float32Array(shape.reduce((product, n) => product * n, 1));
    expect(await isArrayTable(writeNpy({ shape, data }))).toBe(false);
  });

  test('nor is what is damaged, or no array', async () => {
    expect(await isArrayTable(writeNpy({ shape: [ROWS, 2], data: two }).slice(0, 20))).toBe(false);
    expect(await isArrayTable(new TextEncoder().encode('x,y\n1,2'))).toBe(false);
    expect(await isArrayTable(Uint8Array.of(0x50, 0x4b, 3, 4))).toBe(false);
    const cut = writeNpy({ shape: [ROWS, 2], data: two }).slice(0, -8);
    await expect(read(cut)).rejects.toThrow(/cut short/);
  });
});

describe('rows of words below the names of a table', () => {
  const rows = (separator: string) =>
    Array.from({ length: ROWS }, (_, i) => `${i + 0.5}${separator}${-2 * i}`).join('\n');
  const expected = Float32Array.from({ length: 2 * ROWS }, (_, i) => (i & 1 ? 1 - i : i / 2 + 0.5));

  it.each([
    ['units', `height,time\nm,s\n${rows(',')}`, ['height (m)', 'time (s)']],
    ['units in brackets', `height;time\n[m];(s)\n${rows(';')}`, ['height (m)', 'time (s)']],
    ['one unit alone', `height,count\nm,\n${rows(',')}`, ['height (m)', 'count']],
    [
      'units and remarks, as Origin writes',
      `A\tB\nmm\t°C\nlength\theat\n${rows('\t')}`,
      ['A (mm)', 'B (°C)'],
    ],
    ['a unit that is a sign', `a,b\n-,%\n${rows(',')}`, ['a', 'b (%)']],
  ])('%s are no points', (_, text, names) => {
    const table = readTable(text);
    expect(table.points).toEqual(expected);
    expect(table.names).toEqual(names);
    expect(table.notices.join(' ')).toMatch(/is read as units/);
  });

  it('a word in one cell of a row of numbers is still refused by its place', () => {
    const text = `a,b\n0.5,many\n${rows(',')}`;
    expect(() => readTable(text)).toThrow(/line 2, column 2/);
  });

  it('a first row without a value is still a row of missing numbers', () => {
    expect(() => readTable(`a,b\nNaN,NaN\n${rows(',')}`)).toThrow(/line 2/);
  });

  it('a header that is switched off takes its units with it: they are refused', () => {
    expect(() => readTable(`a,b\nm,s\n${rows(',')}`, { header: false })).toThrow(/line 1/);
  });

  it('an error below names its line in the file', () => {
    expect(() => readTable(`a,b\nm,s\n${rows(',')}\n1,x`)).toThrow(/line 15, column 2/);
  });
});
