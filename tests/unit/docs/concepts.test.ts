/** docs/concepts.md: each plate that it names exists, none is left out, and its text has the numbers of the row. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isLessonId, LESSON_IDS, lessonOf } from '../../../src/config/lessons';

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

/** "0.341", "37 %", "3,900": what a plate's text must contain. */
const numbersOf = (cell: string): string[] =>
  cell.match(/\d[\d .]*(?:,\d{3})*(?:\d| %)?/g)?.map((n) => n.trim()) ?? [];

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
