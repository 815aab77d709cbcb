import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { openDataset } from '../../../src/config/openDataset';
import { MAX_BYTES, MAX_ROWS, readTable } from '../../../src/interop/csv';
import { writeMetrics, writePoints } from '../../../src/interop/csvWrite';
import { FileError } from '../../../src/interop/fileError';
import { createRng } from '../../../src/lib/rng';
import { processorTime, timeRatio } from '../timing';

/** Twelve different rows in one form of numbers. */
const table = (row: (x: number, y: number) => string, header?: string): string =>
  [
    ...(header === undefined ? [] : [header]),
    ...Array.from({ length: 12 }, (_, i) => row(i + 0.5, -i * 2)),
  ].join('\n');

const expected = Float32Array.from({ length: 24 }, (_, i) => (i % 2 === 0 ? i / 2 + 0.5 : 1 - i));

const refusal = (input: string | Uint8Array): FileError => {
  try {
    readTable(input);
  } catch (error) {
    if (error instanceof FileError) return error;
    throw error;
  }
  throw new Error('the file was accepted');
};

describe('reading points', () => {
  const decimalComma = (value: number) => String(value).replace('.', ',');
  it.each([
    ['commas', table((x, y) => `${x},${y}`)],
    ['commas and spaces', table((x, y) => `${x}, ${y}`)],
    ['semicolons', table((x, y) => `${x};${y}`)],
    ['tabs', table((x, y) => `${x}\t${y}`)],
    ['spaces, as NumPy aligns them', table((x, y) => `  ${x}   ${y} `, '# saved by numpy')],
    ['a header', table((x, y) => `${x},${y}`, 'x,y')],
    ['a header with spaces over commas', table((x, y) => `${x},${y}`, 'the points')],
    ['quoted numbers', table((x, y) => `"${x}","${y}"`, '"x","y"')],
    ['decimal commas between semicolons', table((x, y) => `${decimalComma(x)};${decimalComma(y)}`, 'x;y')],
    ['quoted decimal commas between commas', table((x, y) => `"${decimalComma(x)}","${decimalComma(y)}"`)],
    ['a byte order mark', `\ufeff${table((x, y) => `${x},${y}`, 'x,y')}`],
    ['Windows line ends', table((x, y) => `${x},${y}`, 'x,y').replaceAll('\n', '\r\n')],
    ['old Mac line ends', table((x, y) => `${x},${y}`, 'x,y').replaceAll('\n', '\r')],
    ['exponents, signs and bare points', table((x, y) => `+${x * 10}e-1,${y}.0`)],
    ['the columns named x and y, wherever they are', table((x, y) => `7,${y},${x}`, 'label,Y,X')],
    ['a text column', table((x, y) => `name,${x},${y}`, 'who,a,b')],
    ["pandas' unnamed index", table((x, y) => `${x + 100},${x},${y}`, ',a,b')],
    ["R's unnamed row names", table((x, y) => `"${x + 100}" ${x} ${y}`, '"a" "b"')],
    ['blank lines', `\n\n${table((x, y) => `${x},${y}\n`)}\n\n`],
  ])('reads %s', (_, text) => {
    expect(readTable(text).points).toEqual(expected);
    expect(readTable(new TextEncoder().encode(text)).points).toEqual(expected);
  });

  it('reads marked UTF-16, as spreadsheets save "Unicode text"', () => {
    const text = `\ufeff${table((x, y) => `${x}\t${y}`, 'x\ty')}`;
    const bytes = new Uint8Array(2 * text.length);
    for (let i = 0; i < text.length; i++)
      new DataView(bytes.buffer).setUint16(2 * i, text.charCodeAt(i), true);
    expect(readTable(bytes).points).toEqual(expected);
  });

  it('says which columns are used and how many lines were left out', () => {
    const { names, notices, skipped } = readTable(
      table((x, y) => `${x},${y},9`, '# made by hand\nwidth,height,depth'),
    );
    expect(names).toEqual(['width', 'height']);
    expect(skipped).toBe(1);
    expect(notices.join(' ')).toMatch(/3 columns: "width" and "height" are used\./);
    const labelled = table((x, y) => `${x},${y},${x > 6 ? 'wide' : 'narrow'}`, 'width,height,kind');
    expect(readTable(labelled, { label: 'kind' }).notices).toEqual([
      'The file has 3 columns: "width" and "height" are used, and "kind" as the class.',
    ]);
  });
});

describe('refusing what cannot be learned from', () => {
  const rows = (n: number) => Array.from({ length: n }, (_, i) => `${i},${i * i}`);
  const withLine = (line: string) => rows(20).with(6, line).join('\n');
  it.each([
    ['an empty file', '', /no rows.*at least 10 rows/],
    ['blank lines alone', '\n \n\n', /no rows/],
    ['a header alone', 'x,y\n', /no rows after "x,y"/],
    ['three rows', rows(3).join('\n'), /3 rows.*at least 10/],
    [
      'one column',
      Array.from({ length: 20 }, (_, i) => i).join('\n'),
      /line 1.*one column, "0".*two numbers/,
    ],
    [
      'one column under a header',
      `x\n${Array.from({ length: 20 }, (_, i) => i).join('\n')}`,
      /line 2.*one column/,
    ],
    ['prose', 'Dear reader,\nthis is, not a table\n', /line 2, column 1.*"this is".*a number/],
    ['text in a cell', withLine('6,six'), /line 7, column 2.*"six".*a number such as 1\.5/],
    ['text in the first row', `0,zero\n${rows(20).join('\n')}`, /line 1, column 2.*"zero"/],
    ['NaN', withLine('NaN,6'), /line 7, column 1.*"NaN".*finite/],
    ['NaN in the first row', `nan,1\n${rows(20).join('\n')}`, /line 1, column 1.*"nan".*finite/],
    ['infinity', withLine('6,-inf'), /line 7, column 2.*"-inf".*finite/],
    ['a number past 32 bits', withLine('6,1e39'), /line 7, column 2.*"1e39".*finite/],
    ['an empty cell', withLine('6,'), /line 7, column 2.*nothing/],
    ['a short row', withLine('6'), /line 7.*1 column .*expected 2/],
    ['a long row', withLine('6,7,8'), /line 7.*3 columns separated by commas.*expected 2/],
    ['hexadecimal', withLine('0x10,6'), /line 7, column 1.*"0x10"/],
    [
      'a column that does not vary',
      rows(20)
        .map((r) => `${r.split(',')[0]},4`)
        .join('\n'),
      /column 2.*4 in every row/,
    ],
    ['a line without an end', '1'.repeat(20_000), /line 1.*20,000 characters/],
  ])('refuses %s', (_, text, message) => {
    const error = refusal(text);
    expect(error.code).toBe('bad-file');
    expect(error.message).toMatch(message);
  });

  it('refuses a binary file', () => {
    expect(refusal(Uint8Array.from({ length: 500 }, (_, i) => (i * 37) % 256)).message).toMatch(/binary/);
  });

  it('refuses a file over the size limit before reading it', () => {
    const bytes = new Uint8Array(MAX_BYTES + 1);
    const refuse = () => expect(refusal(bytes).message).toMatch(/101 MB.*at most 100 MB/);
    expect(timeRatio(refuse, () => bytes.includes(1))).toBeLessThan(1);
  });

  it('loses no part of a long table, be it sorted or alternating', () => {
    const half = 1_000_001;
    const text = Array.from({ length: 2 * half }, (_, i) => `${i},${i & 1}`).join('\n');
    const { points } = readTable(text); // one in 3
    const xs = points.filter((_, i) => i % 2 === 0);
    const ones = points.reduce((sum, v, i) => sum + (i % 2 === 0 ? 0 : v), 0);
    expect(Math.abs(ones / xs.length - 0.5)).toBeLessThan(0.005);
    expect(xs[xs.length - 1]).toBeGreaterThan(2 * half - 7);
    expect(xs.every((x, i) => Math.floor(x / 3) === i)).toBe(true);
  });

  it('keeps a spread of at most a million of ten million rows, and says so', () => {
    const text = `x,y\n${'1,2\n3,5\n4,6\n'.repeat(3_333_333)}7,8\n`;
    const { points, notices } = readTable(text);
    expect(points.length / 2).toBe(MAX_ROWS);
    expect(notices.join()).toMatch(/10,000,000 rows: one in 10 is used, 1,000,000 in all/);
  }, 120_000);
});

describe('any input', () => {
  const onlyFileErrors = (input: string | Uint8Array) => {
    try {
      const { points } = readTable(input);
      expect(points.every(Number.isFinite)).toBe(true);
      expect(points.length).toBeGreaterThanOrEqual(20);
    } catch (error) {
      expect(error).toBeInstanceOf(FileError);
    }
  };

  it('random bytes and text end in points or in a FileError', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), onlyFileErrors), { numRuns: 300, seed: 1 });
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), onlyFileErrors), {
      numRuns: 300,
      seed: 2,
    });
    const hostile = fc.array(
      fc.constantFrom(
        '"',
        ',',
        ';',
        '\t',
        ' ',
        '\n',
        '\r',
        '\r\n',
        '#',
        '1',
        '.',
        '-',
        'e',
        'nan',
        '\ufeff',
        '\0',
        'x',
      ),
      { maxLength: 300 },
    );
    fc.assert(
      fc.property(
        hostile.map((parts) => parts.join('')),
        onlyFileErrors,
      ),
      { numRuns: 1000, seed: 3 },
    );
  });

  it('a good file with bytes changed ends in points or in a FileError', () => {
    const bytes = new TextEncoder().encode(table((x, y) => `${x},${y}`, 'x,y'));
    const change = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(change, (changes) => {
        const broken = bytes.slice();
        for (const [at, byte] of changes) broken[at] = byte;
        onlyFileErrors(broken);
      }),
      { numRuns: 1000, seed: 4 },
    );
  });

  it('the longest lines of quotes, digits or separators take no more than milliseconds', () => {
    const time = processorTime(() => {
      for (const unit of ['"', '1', ',', '" ', '1,"', '-', '1e', ' '])
        onlyFileErrors(`${unit.repeat(9999 / unit.length)}\n`.repeat(20));
    });
    expect(time).toBeLessThan(1000);
  });
});

describe('writing', () => {
  it('points written are read back bit for bit', () => {
    const coordinate = fc.float({ noDefaultInfinity: true, noNaN: true });
    fc.assert(
      fc.property(fc.array(coordinate, { minLength: 20, maxLength: 60 }), (numbers) => {
        const points = Float32Array.from([...numbers.slice(0, numbers.length & ~1), 0, 0, 1, 1]);
        const back = readTable(writePoints(points)).points;
        expect(back).toEqual(points.map((v) => v + 0)); // -0 is written as 0
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  it('a file of points has the header x,y and a row a point', () => {
    expect(writePoints(Float32Array.of(0.5, -2, 1e-7, 0.1))).toBe('x,y\n0.5,-2\n1e-7,0.1\n');
  });

  it('a file of points with classes has their names in a third column, and opens with them', () => {
    const points = Float32Array.from({ length: 24 }, (_, i) => i / 2 - 5);
    const names = ['Adélie', 'chinstrap; small', 'a "quoted", one'];
    const labels = Int32Array.from({ length: 12 }, (_, i) => i % 3);
    const text = writePoints(points, undefined, { labels, names });
    expect(text).toMatch(
      /^x,y,class\n-5,-4.5,Adélie\n-4,-3.5,"chinstrap; small"\n-3,-2.5,"a ""quoted"", one"\n/,
    );
    const back = readTable(text);
    expect(back.points).toEqual(points);
    expect(Array.from(back.labels!.values, (label) => back.labels!.names[label])).toEqual(
      Array.from(labels, (label) => names[label]),
    );
    // a dialog that chooses columns may leave the classes out
    expect(readTable(text, { x: 0, y: 1 }).labels).toBeNull();
  });

  it.each([
    ['small numbers', (i) => [i / 4 - 2.5, 0.1 * i]],
    ['columns of other sizes', (i) => [i * 1e6 + 250, (i % 7) * 1e-6]],
    ['numbers beside a large offset', (i) => [1.7e9 + i / 2, i % 5]],
    ['large numbers', (i) => [2.5e9 * i, 3e11 - 5e9 * (i % 6)]],
  ] as [string, (i: number) => [number, number]][])(
    'a file of a table’s own points has its numbers again: %s',
    (_, row) => {
      const numbers = Array.from({ length: 40 }, (_, i) =>
        row(i).map((value) => Number(value.toPrecision(11))),
      );
      const { points, offset } = readTable(numbers.map((pair) => pair.join()).join('\n'));
      const data = openDataset(
        { ...DEFAULT_CONFIG, dataset: 'csv' },
        { kind: 'points', name: 'own.csv', points, offset },
      );
      const fresh = data.sample(200, createRng({ seed: 1, stream: 'data', step: 0 }));
      const lines = writePoints(fresh, data.units).trim().split('\n').slice(1);
      const originals = new Set(numbers.map((pair) => pair.join()));
      expect(lines.filter((line) => !originals.has(line))).toEqual([]);
    },
  );

  it('a file of metrics begins with step,loss and leaves missing figures empty', () => {
    const text = writeMetrics([
      { step: 1, loss: 0.9 },
      { step: 2, loss: 0.8, energyDistance: 0.01 },
      { step: 3, loss: Number.NaN },
    ]);
    expect(text).toBe('step,loss,energyDistance\n1,0.9,\n2,0.8,0.01\n3,,\n');
    expect(writeMetrics([])).toBe('step,loss\n');
  });
});
