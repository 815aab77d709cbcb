/** The document on linear against cosine says what its measurements say. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Cell, linearVsCosineDocument } from '../../../scripts/docs/linearVsCosineDocument';

const SETUP = { budgets: [1, 10], points: 2000, references: 4, width: 64, trainingSteps: 1500 };

/** Linear is twice as far at 1 step, and as far as cosine at 10 steps. */
const cells = [1, 2, 3, 4, 5].flatMap((seed): Cell[] => {
  const vary = (value: number) => value * (1 + 0.004 * seed);
  const floors = [0.0018, 0.0022, 0.002, 0.002];
  const own = { dataset: 'moons', seed, floors };
  const distances = (first: number) => ({
    ddpm: [vary(first), vary(0.003)],
    ddim: [vary(1 / first), vary(0.003)],
  });
  return [
    { ...own, schedule: 'linear', distances: distances(0.2) },
    { ...own, schedule: 'cosine', distances: distances(0.1) },
  ];
});

test('the better schedule is named by sampler, with its ratio, and equal ones are called equal', () => {
  const text = linearVsCosineDocument(cells, SETUP);
  const [, ddpm, ddim] = text.split('## DD');
  expect(ddpm).toContain('| moons | cosine 2.00× | = |');
  expect(ddpm).toContain('Of 2 cells cosine is better in 1, linear in 0.');
  expect(ddpm).toMatch(
    /\*\*moons\*\*: Cosine is better at 1 step by 2\.00× \(5 seeds, ± 0\.\d+\); no difference at 10 steps\./,
  );
  expect(ddim).toContain('| moons | linear 2.00× | = |');
  expect(ddim).toContain('Of 2 cells cosine is better in 0, linear in 1.');
});

test('docs/linear-vs-cosine.md, where it is written, is that of its measurements', () => {
  const path = (name: string) => new URL(`../../../docs/${name}`, import.meta.url);
  const written = existsSync(path('linear-vs-cosine.md'));
  expect(existsSync(path('linear-vs-cosine.json'))).toBe(written);
  if (!written) return;
  const { cells, setup } = JSON.parse(readFileSync(path('linear-vs-cosine.json'), 'utf8'));
  expect(readFileSync(path('linear-vs-cosine.md'), 'utf8')).toBe(linearVsCosineDocument(cells, setup));
});
