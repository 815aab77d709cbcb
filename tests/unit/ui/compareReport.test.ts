import type { ComponentChildren, VNode } from 'preact';
import { describe, expect, test } from 'vitest';
import { Comparison } from '../../../src/ui/views/compare/report/Report';
import { BandChart } from '../../../src/ui/views/compare/study/BandChart';
import type { Row } from '../../../src/ui/views/compare/table';

/** An element of the drawing or of the table, with the components in it written out. */
interface Element {
  readonly type: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** Every element of what components without state render, parents after their children. */
function elementsOf(children: ComponentChildren, into: Element[] = []): { all: Element[]; text: string } {
  if (children === null || children === undefined || typeof children === 'boolean')
    return { all: into, text: '' };
  if (Array.isArray(children))
    return { all: into, text: children.map((child) => elementsOf(child, into).text).join('') };
  if (typeof children !== 'object') return { all: into, text: String(children) };
  const { type, props } = children as VNode<{ children?: ComponentChildren }>;
  if (typeof type === 'function')
    return elementsOf((type as (props: unknown) => ComponentChildren)(props), into);
  const { text } = elementsOf(props.children, into);
  into.push({ type, props: { ...props }, text });
  return { all: into, text };
}

describe('the report of a comparison', () => {
  const row = (better: Row['better'], difference: string): Row => ({
    name: 'Quality, n = 2,000',
    floor: '0.0014 ± 0.0002',
    a: '0.0042',
    b: '0.0023',
    difference,
    better,
  });
  const cellsOf = (...rows: Row[]) =>
    elementsOf(Comparison({ comparison: { title: 'After 200 steps', rows } })).all.filter(
      ({ type, props }) => type === 'td' || props.scope === 'row',
    );

  test('names the better side in words, and the floor with its deviation', () => {
    const [head, , , difference] = cellsOf(row('b', '−0.0019'));
    expect(head.text).toContain('floor 0.0014 ± 0.0002');
    expect(difference.text).toBe('−0.0019: B is better');
  });

  test('names none where the difference is within chance', () => {
    expect(cellsOf(row(null, '−0.0001, within chance'))[3].text).toBe('−0.0001, within chance');
  });

  test('has no letter of a curve over the numbers of the axis, wherever the curves end', () => {
    for (const [a, b] of [
      [0, 0],
      [0.001, 0],
      [0, 0.3],
      [0.5, 0.5],
    ]) {
      const curve = (end: number) => [1, end].map((mean, x) => ({ x, mean, spread: null }));
      const axis = { name: 'time', log: false, ticks: [0, 1], say: (x: number) => `${100 * x}%` };
      const curves = { a: curve(a), b: curve(b) };
      const { all } = elementsOf(
        BandChart({ curves, floor: null, axis, label: '', summary: '', dense: true, share: true }),
      );
      const heights = (texts: readonly string[]) =>
        all
          .filter(({ type, text }) => type === 'text' && texts.includes(text))
          .map(({ props }) => Number(props.y));
      const letters = heights(['A', 'B']);
      const [numbers] = heights(['100%']);
      expect(letters).toHaveLength(2);
      expect(numbers - Math.max(...letters), `${a}, ${b}`).toBeGreaterThanOrEqual(12); // baselines of letters 11 high
      expect(Math.abs(letters[0] - letters[1])).toBeGreaterThanOrEqual(12 - 1e-9);
    }
  });
});
