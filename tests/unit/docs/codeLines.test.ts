import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CODE } from '../../../src/ui/formulas/code.generated';

const ROOT = resolve(import.meta.dirname, '../../..');

interface Found {
  readonly line: number;
  readonly text: string;
}
const script = (await import(resolve(ROOT, 'scripts/docs/codeLines.mjs'))) as {
  extracted: () => Record<string, Found & { file: string }>;
  findCode: (text: string, names: readonly string[]) => Found;
};

test('the code that the page shows of a formula stands in its file, at its line', () => {
  expect(CODE, 'run node scripts/docs/codeLines.mjs').toEqual(script.extracted());
  for (const { file, line, text } of Object.values(CODE)) {
    const lines = readFileSync(resolve(ROOT, file), 'utf8')
      .split('\n')
      .slice(line - 1);
    const [first] = text.split('\n');
    expect(lines[0].trim().replace(/,$/, ''), file).toBe(first);
  }
});

describe('where code is looked for', () => {
  const FILE = `const one = 1;

/** A comment that names two(). */
export function two(a: number) {
  if (a > 1) {
    return a;
  }
  return 2;
}

const table = {
  first: { target: () => 1 },
  second: {
    other: 3,
    target: (x) => x,
  },
};
`;

  test('a function is found with all of its lines', () => {
    const { line, text } = script.findCode(FILE, ['two']);
    expect(line).toBe(4);
    expect(text.split('\n')).toHaveLength(6);
    expect(text).toMatch(/^export function two[\s\S]*return 2;\n}$/);
  });

  test('an entry is looked for within the one that holds it', () => {
    expect(script.findCode(FILE, ['table', 'second', 'target'])).toEqual({
      line: 15,
      text: 'target: (x) => x',
    });
  });

  test('a line above moves it, and a name that is gone is an error', () => {
    expect(script.findCode(`\n${FILE}`, ['two']).line).toBe(5);
    expect(() => script.findCode(FILE, ['three'])).toThrow('three is not there');
    expect(() => script.findCode(FILE, ['two', 'target'])).toThrow('target is not there');
  });
});
