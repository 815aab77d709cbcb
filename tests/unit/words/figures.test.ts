/** A sentence has the same figures and the same marked terms in both languages: what the tests of lessons recompute holds for both. */
import { expect, test } from 'vitest';
import { ENGLISH, figuresOf, GERMAN } from './figuresOf';

type Dictionary = Readonly<Record<string, unknown>>;

const modules = import.meta.glob<Dictionary>('../../../src/words/**/*.ts', { eager: true });
const DICTIONARY = /^(.*\/src\/words\/)(?=lessons\/|formulas\/|glossary)/;
const english = Object.entries(modules).filter(([path]) => DICTIONARY.test(path));

/** Without the indices of symbols. */
const withoutIndices = (text: string) => text.replaceAll(/x_\{[^}]*\}/g, '');

const termsOf = (text: string) => Array.from(text.matchAll(/\(term:([\w-]+)\)/g), ([, id]) => id).sort();

function sentencesOf(entry: unknown, path: string): [path: string, text: string][] {
  if (typeof entry === 'string') return [[path, entry]];
  if (typeof entry !== 'object' || entry === null || 'type' in entry) return [];
  return Object.entries(entry).flatMap(([key, value]) => sentencesOf(value, `${path}.${key}`));
}

test.each(english)('%s', (path, dictionary) => {
  const german = new Map(sentencesOf(modules[path.replace(DICTIONARY, '$1de/')], ''));
  for (const [name, text] of sentencesOf(dictionary, '')) {
    const translation = german.get(name) ?? '';
    expect(figuresOf(withoutIndices(translation), GERMAN), name).toEqual(
      figuresOf(withoutIndices(text), ENGLISH),
    );
    expect(termsOf(translation), name).toEqual(termsOf(text));
  }
});
