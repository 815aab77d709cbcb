/** The document on linear against cosine says what its measurements say. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  type Cell,
  type ImageCell,
  linearVsCosineDocument,
  type Measurements,
} from '../../../scripts/docs/linearVsCosineDocument';
import { linearVsCosinePictures } from '../../../scripts/docs/linearVsCosinePicture';

const POINTS = { budgets: [1, 10], samples: 2000, references: 4, width: 64, trainingSteps: 3000 };

const vary = (value: number, seed: number) => value * (1 + 0.004 * seed);

/** Linear is twice as far at 1 step of DDPM, half as far of DDIM, and as far as cosine at 10 steps. */
const points = [1, 2, 3, 4, 5].flatMap((seed): Cell[] => {
  const floors = [0.0018, 0.0022, 0.002, 0.002];
  const own = { dataset: 'moons', seed, floors };
  const distances = (first: number) => ({
    ddpm: [vary(first, seed), vary(0.003, seed)],
    ddim: [vary(1 / first, seed), vary(0.003, seed)],
  });
  return [
    { ...own, schedule: 'linear', distances: distances(0.2) },
    { ...own, schedule: 'cosine', distances: distances(0.1) },
  ];
});

/** Linear is 1.5 times as far at 5 steps; DDPM was not measured. */
const images = [1, 2, 3].flatMap((seed): ImageCell[] => {
  const own = { dataset: 'mnist', seed, sampler: 'ddim', steps: 5, floor: 3 } as const;
  return [
    { ...own, schedule: 'linear', value: vary(30, seed) },
    { ...own, schedule: 'cosine', value: vary(20, seed) },
  ];
});

const measurements = (missing = 0): Measurements => ({
  points: { setup: POINTS, cells: points, missing },
  images: { setup: { samples: 512 }, cells: images, missing: 0 },
});

test('the better schedule is named by sampler, with its ratio, and equal ones are called equal', () => {
  const text = linearVsCosineDocument(measurements());
  const [, ddpm, ddim] = text.split('### DD');
  expect(ddpm).toContain('| moons | cosine 2.00× (2.00 to 2.00) | = |');
  expect(ddpm).toContain(
    'Of 2 cells cosine is better in 1, linear in 0; 1 show no difference, 0 are not decided. Linear is better nowhere.',
  );
  expect(ddpm).toContain(
    '**moons**: Cosine is better at 1 step by 2.00× (2.00 to 2.00), 5 seeds; no difference at 10 steps.',
  );
  expect(ddpm).toMatch(/\| moons, linear \| 0\.202 ± 0\.001 \| 0\.00304 ± 0\.00002 \| 0\.00200 ± 0\.0001 \|/);
  expect(ddim).toContain('| moons | linear 2.00× (2.00 to 2.00) | = |');
  expect(ddim).toContain('Where linear is better: moons at 1 step by 2.00× (2.00 to 2.00).');
});

test('the images stand apart, with their own measure, and what is missing is counted', () => {
  const text = linearVsCosineDocument(measurements(7));
  expect(text).toContain('- MNIST, DDIM: Cosine is better at 5 steps by 1.50×');
  expect(text).toContain('| DDIM, cosine | 20.2 ± 0.08 | 3.00 ± 0 |');
  expect(text).toContain(
    'The largest number of sampling steps is 5: T itself, 1000 steps, was not measured.',
  );
  expect(text).toContain('7 more cells are not measured yet');
  expect(linearVsCosineDocument(measurements())).not.toContain('not measured yet');
});

test('who draws all T steps is said where they are measured', () => {
  const all = measurements();
  const cells = images.map((cell) => ({ ...cell, steps: 1000 }));
  const text = linearVsCosineDocument({ ...all, images: { ...all.images, cells } });
  expect(text).toContain('All 1000 steps are drawn by PyTorch from the same weights');
  expect(text).not.toContain('was not measured');
});

test('numbers of steps with fewer seeds stand with those they have, and one alone has no spread', () => {
  const single = images.filter(({ seed }) => seed === 1).map((cell) => ({ ...cell, steps: 10 }));
  const all = measurements();
  const text = linearVsCosineDocument({ ...all, images: { ...all.images, cells: [...images, ...single] } });
  expect(text).toContain('n = 512 images, 1 to 3 seeds of the noise');
  expect(text).toContain('| DDIM, cosine | 20.2 ± 0.08 | 20.1 | 3.00 ± 0 |');
  expect(text).toContain('not decided at 10 steps: more seeds');
});

test('the document and its pictures are those of its measurements', () => {
  const read = (name: string) => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');
  const measured = JSON.parse(read('linear-vs-cosine.json')) as Measurements;
  expect(read('linear-vs-cosine.md')).toBe(linearVsCosineDocument(measured));
  const pictures = linearVsCosinePictures(measured);
  expect(Object.keys(pictures).length).toBeGreaterThanOrEqual(2);
  for (const [name, picture] of Object.entries(pictures)) expect(read(name), name).toBe(picture);
});
