/** docs/concepts.md: each plate that it names exists, none is left out, and its text has the numbers of the row. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { isLessonId, LESSON_IDS, lessonOf } from '../../../src/config/lessons';
import { shareOf } from '../../../src/diffusion/process';
import { createProcess } from '../../../src/diffusion/processes';

const document = readFileSync('docs/concepts.md', 'utf8');

/** Rows of the tables, [concept, place, number]. */
const ROWS = document
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| ---') && !line.startsWith('| concept'))
  .map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

const platesOf = (place: string): string[] => [...place.matchAll(/\?lesson=([\w-]+)/g)].map(([, id]) => id);

/** Labels of the page that a place names, "Loss" of "Train (Loss)"; a link in brackets leads to a document. */
const labelsOf = (place: string): string[] =>
  [...place.matchAll(/(?<!\])\(([^)[]+)\)/g)].map(([, label]) => label);

/** "0.341", "37 %", "3,900": what a plate's text must contain. */
const numbersOf = (cell: string): string[] =>
  cell.match(/\d[\d .]*(?:,\d{3})*(?:\d| %)?/g)?.map((n) => n.trim().replace(' %', '%')) ?? [];

test('there are rows to hold', () => {
  expect(ROWS.length).toBeGreaterThan(35);
  for (const row of ROWS) expect(row).toHaveLength(3);
});

test('each plate that a row names exists', () => {
  const named = ROWS.flatMap(([, place]) => platesOf(place));
  expect(named.filter((id) => !isLessonId(id))).toEqual([]);
});

test('each plate is named', () => {
  const named = new Set(ROWS.flatMap(([, place]) => platesOf(place)));
  const outside = LESSON_IDS.filter((id) => !lessonOf(id).part && !named.has(id));
  expect(outside).toEqual([]);
});

test('the text of a plate has the numbers of its row', () => {
  for (const [concept, place, number] of ROWS) {
    const plates = platesOf(place).filter(isLessonId);
    const own = plates.filter((id) => !lessonOf(id).part);
    if (own.length === 0) continue;
    const text = own.map((id) => `${lessonOf(id).look} ${lessonOf(id).outcome}`).join(' ');
    for (const value of numbersOf(number)) expect(text, `${concept}: ${value}`).toContain(value);
  }
});

test('each label that a row names is one of the page', () => {
  const words = readdirSync('src/words', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('de/'))
    .map((file) => readFileSync(`src/words/${file}`, 'utf8'))
    .join('\n');
  const labels = ROWS.flatMap(([, place]) => labelsOf(place));
  expect(labels.length).toBeGreaterThan(20);
  expect(labels.filter((label) => !words.includes(`'${label}`))).toEqual([]);
});

test('each row outside the plates names a view', () => {
  for (const [concept, place] of ROWS)
    if (platesOf(place).length === 0)
      expect(place, concept).toMatch(/Train|Compare|Sample|Process|every view/);
});

test('zero terminal SNR leaves no signal, and linear betas scaled to 19 steps are refused by name', () => {
  const process = createProcess({ ...DEFAULT_CONFIG, zeroTerminalSnr: true });
  expect(shareOf(process.level(process.timeMax))).toBe(0);
  const short = { ...DEFAULT_CONFIG, schedule: 'linear', T: 19, scaleBetas: true } as const;
  expect(() => createProcess(short)).toThrow(/T = 19 gives beta 1\.05\d* at t = 18/);
});
