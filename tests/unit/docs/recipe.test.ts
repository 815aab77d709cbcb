/** docs/recipe.md says what its measurements say. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Recipe, type Result, recipeDocument, verdictOf } from '../../../scripts/docs/recipeDocument';

const result = (line: string, seed: number, frechet: number): Result => ({
  line,
  options: line === 'base' ? '' : '--optimizer muon',
  seed,
  parameters: 280_177,
  averages: {
    '50': { guessError: 0.05, 'confidentOver0.8': 0.7, frechet },
    '0': { guessError: 0.06 },
  },
});

const recipe: Recipe = {
  base: '--lr 2e-3',
  steps: 600,
  samples: 1000,
  evaluations: 25,
  testImages: 128,
  floor: { 'confidentOver0.8': 0.99, frechet: 1.3 },
  results: [result('base', 1, 40), result('base', 2, 44), result('muon', 1, 30), result('muon', 2, 36)],
};

test('docs/recipe.md is up to date: node scripts/docs/recipe.mjs', () => {
  const read = (name: string) => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');
  expect(read('recipe.md')).toBe(recipeDocument(JSON.parse(read('recipe.json'))));
});

test('a line has the mean, the spread and the number of its seeds beside the floor', () => {
  const text = recipeDocument(recipe);
  expect(text).toContain(
    '| muon | `--optimizer muon` | 280 177 | 2 | 0.0500 (0.0500 to 0.0500) | 70.0 % (70.0 % to 70.0 %) | 33.0 (30.0 to 36.0) | nearer |',
  );
  expect(text).toContain('| real training images |  |  | 1 |  | 99.0 % | 1.3 |  |');
  expect(text).toContain('The nearest is **muon** with 33.0; the base has 42.0.');
});

test('a side is named where no seeds overlap, and of one seed none', () => {
  expect(verdictOf([30, 36], [40, 44])).toBe('nearer');
  expect(verdictOf([50, 60], [40, 44])).toBe('further');
  expect(verdictOf([30, 41], [40, 44])).toBe('not decided');
  expect(verdictOf([30], [40, 44])).toBe('one seed');
});
