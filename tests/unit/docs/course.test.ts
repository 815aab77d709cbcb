/** The course in docs is what its script computes, and its numbers are those of other derivations. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { courseDocument, SESSIONS } from '../../../scripts/docs/courseDocument';
import { withoutMarks } from '../../../src/config/glossary';
import { LESSON_IDS, lessonOf } from '../../../src/config/lessons';

const written = readFileSync(new URL('../../../docs/course.md', import.meta.url), 'utf8');

test('docs/course.md is that of scripts/docs/courseDocument.ts: run node scripts/docs/course.mjs', () => {
  expect(written.trimEnd()).toBe(courseDocument().trimEnd());
});

test('each session fits its time, and begins with a step of the first visit or a plate that exists', () => {
  const totals = Array.from(written.matchAll(/^### .*, (\d+) minutes$/gm), ([, minutes]) => Number(minutes));
  expect(totals).toHaveLength(4);
  expect(totals[0]).toBeLessThanOrEqual(90);
  for (const total of totals.slice(1)) expect(total).toBeLessThanOrEqual(60);
  for (const { stops } of [...SESSIONS.one, ...SESSIONS.three])
    for (const id of stops) {
      expect(LESSON_IDS).toContain(id);
      expect(written).toContain(`\`?lesson=${id}&present=1\``);
    }
});

test('the answers have the numbers of closed forms', () => {
  /** ᾱ of Ho’s betas for 1000 steps, used for 20. */
  const signal = Array.from({ length: 20 }, (_, t) => 1 - (1e-4 + ((0.02 - 1e-4) * t) / 19)).reduce(
    (a, b) => a * b,
  );
  expect(written).toContain(`At its end ${Math.round(100 * signal)} % of the variance is still signal`);
  const { outcome } = lessonOf('never-noise');
  expect(withoutMarks(outcome)).toContain(`${Math.round(100 * signal)}% of the variance is signal`);
  const half = Math.ceil(Math.log(0.5) / Math.log(Math.sqrt(0.98)));
  expect(written).toContain(`Half of it is left after ${half} steps`);
  expect(written).toContain(`settle at ${(0.02 ** 2 / 0.02).toFixed(2)}, not at 1`);
  // Of n tosses the largest difference is half the mass of the middle place where n is even: C(n, n/2)/2^(n+1).
  let middle = 1;
  for (let k = 1; k <= 8; k++) middle *= (8 + k) / k / 4;
  expect(written).toContain(`16 tosses ${(middle / 2).toFixed(3)}`);
  expect(written).toContain(`${Math.round(100 * 0.999 ** 500)} % of the first weights after 500 steps`);
  // KL of N(0, 1) and N(2/3, 1/3), both ways
  const kl = (m: number, v: number, n: number, w: number) =>
    (Math.log(w / v) + (v + (m - n) ** 2) / w - 1) / 2;
  expect(written).toContain(
    `${kl(0, 1, 2 / 3, 1 / 3).toFixed(2)} nats one way and ${kl(2 / 3, 1 / 3, 0, 1).toFixed(2)}`,
  );
});

test('what is to be pressed has this name on the page', () => {
  const root = new URL('../../../src', import.meta.url).pathname;
  const page = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(({ name, parentPath }) => /\.tsx?$/.test(name) && /\/src\/(ui|words)\b/.test(parentPath))
    .filter(({ parentPath }) => !parentPath.includes('/words/de'))
    .map((file) => readFileSync(join(file.parentPath, file.name), 'utf8'))
    .join('\n');
  const rows = written.split('\n').filter((line) => line.includes('present=1` |'));
  const names = rows.flatMap((row) => Array.from(row.matchAll(/\*\*(.+?)\*\*/g), ([, name]) => name));
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !page.includes(name))).toEqual([]);
});
