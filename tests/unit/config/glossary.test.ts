import { describe, expect, test } from 'vitest';
import { GLOSSARY, isTermId, markedIn, TERM_IDS, withoutMarks } from '../../../src/config/glossary';
import { LESSON_IDS, lessonOf } from '../../../src/config/lessons';
import { PAPERS } from '../../../src/config/papers';

const textsOf = (id: (typeof LESSON_IDS)[number]): string[] => {
  const { title, steps, look, outcome } = lessonOf(id);
  return [title, look, outcome, ...steps];
};

describe.each(LESSON_IDS)('the lesson %s', (id) => {
  test('marks terms that the glossary has', () => {
    for (const text of textsOf(id)) expect(markedIn(text).filter((term) => !isTermId(term))).toEqual([]);
  });

  test('marks them in its outcome alone, and leaves no half of a mark', () => {
    const { outcome } = lessonOf(id);
    for (const text of textsOf(id)) if (text !== outcome) expect(markedIn(text)).toEqual([]);
    for (const text of textsOf(id)) expect(withoutMarks(text)).not.toContain('term:');
  });
});

test('lessons mark terms, and a mark leaves its words', () => {
  expect(new Set(LESSON_IDS.flatMap((id) => markedIn(lessonOf(id).outcome))).size).toBeGreaterThan(8);
  const text = 'The [score](term:score) and [no term](term:nowhere), [0, 1] (term).';
  expect(withoutMarks(text)).toBe('The score and no term, [0, 1] (term).');
  expect(markedIn(text)).toEqual(['score', 'nowhere']);
  expect(isTermId('nowhere')).toBe(false);
  expect(isTermId('constructor')).toBe(false);
});

test('every term is a sentence with a source, and the order is that of the names', () => {
  for (const id of TERM_IDS) {
    const { meaning, source } = GLOSSARY[id];
    expect(meaning, id).toMatch(/\.$/);
    if (source !== 'own') expect(PAPERS[source.paper].url).toMatch(/^https:/);
  }
  const names = TERM_IDS.map((id) => GLOSSARY[id].name.replace('ᾱ, ', '').replace('β, ', '').toLowerCase());
  expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
});

test('the field’s terms that the page uses are all there', () => {
  const needed = ['elbo', 'score', 'posterior', 'ancestral-sampling', 'snr', 'ema', 'floor'];
  for (const id of [...needed, 'energy-distance', 'frechet', 'guidance', 'velocity'])
    expect(isTermId(id), id).toBe(true);
});
