/** A sentence has the same figures and the same marked terms in both languages: what the tests of lessons recompute holds for both. */
import { expect, test } from 'vitest';

type Dictionary = Readonly<Record<string, unknown>>;

const modules = import.meta.glob<Dictionary>('../../../src/words/**/*.ts', { eager: true });
const ENGLISH = /^(.*\/src\/words\/)(?=lessons\/|formulas\/|glossary)/;
const english = Object.entries(modules).filter(([path]) => ENGLISH.test(path));

/** In their order of size, for the order of words differs; "16,210" and "16.210" are 16210, "0.5" and "0,5" are 0.5. */
function figuresOf(text: string, [thousands, point]: readonly [string, string]): number[] {
  const places = text.replaceAll(/x_\{[^}]*\}/g, ''); // indices of symbols
  return Array.from(places.matchAll(/\d+(?:[.,]\d+)*/g), ([figure]) => {
    const grouped = new RegExp(`^\\d{1,3}(\\${thousands}\\d{3})+$`).test(figure);
    return Number(grouped ? figure.replaceAll(thousands, '') : figure.replace(point, '.'));
  }).sort((a, b) => a - b);
}

const termsOf = (text: string) => Array.from(text.matchAll(/\(term:([\w-]+)\)/g), ([, id]) => id).sort();

function sentencesOf(entry: unknown, path: string): [path: string, text: string][] {
  if (typeof entry === 'string') return [[path, entry]];
  if (typeof entry !== 'object' || entry === null || 'type' in entry) return [];
  return Object.entries(entry).flatMap(([key, value]) => sentencesOf(value, `${path}.${key}`));
}

test.each(english)('%s', (path, dictionary) => {
  const german = new Map(sentencesOf(modules[path.replace(ENGLISH, '$1de/')], ''));
  for (const [name, text] of sentencesOf(dictionary, '')) {
    const translation = german.get(name) ?? '';
    expect(figuresOf(translation, ['.', ',']), name).toEqual(figuresOf(text, [',', '.']));
    expect(termsOf(translation), name).toEqual(termsOf(text));
  }
});
