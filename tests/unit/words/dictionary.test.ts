/** The dictionaries of src/words: equal in names and kinds, German in German, and nothing that the page says outside them. */
import { describe, expect, expectTypeOf, test } from 'vitest';
import { FILES, textOf } from '../architecture/importGraph';
import { EXEMPT, NO_SENTENCE } from './exempt';
import { sentencesOf } from './sentences';
import type { Translations } from './types';

type Entry = string | ((...values: never[]) => unknown) | object;
type Dictionary = Readonly<Record<string, Entry>>;

const modules = import.meta.glob<Dictionary>('../../../src/words/**/*.{ts,tsx}', { eager: true });
const nameOf = (path: string) => path.replace(/^.*\/src\/words\//, '');
const all = Object.fromEntries(Object.entries(modules).map(([path, module]) => [nameOf(path), module]));
const english = Object.entries(all).filter(([name]) => !name.startsWith('de/'));
const germanOf = (name: string): Dictionary => all[`de/${name}`];

/** Every leaf under its path: "views.train". */
function leaves(dictionary: object, path = ''): [path: string, leaf: unknown][] {
  return Object.entries(dictionary).flatMap(([key, value]): [string, unknown][] =>
    typeof value === 'object' && value !== null && !('type' in value)
      ? leaves(value, `${path}${key}.`)
      : [[`${path}${key}`, value]],
  );
}

/** Equal in both languages by right: names, symbols, words that German has taken over. */
const EQUAL = /^[^\p{L}]*$|^(DDPM Lab|English|Deutsch|Drift a|Drift, f)$/u;

describe('the dictionaries', () => {
  test('every one is translated, and the compiler compares both', () => {
    expect(english.length).toBeGreaterThan(2);
    expect(Object.keys(all).filter((name) => name.startsWith('de/'))).toEqual(
      english.map(([name]) => `de/${name}`).sort(),
    );
    expectTypeOf<Translations>().toBeArray();
    const compared = [...textOf('tests/unit/words/types.ts').matchAll(/src\/words\/de\/([\w/]+)/g)];
    expect(compared.map(([, name]) => name).sort()).toEqual(
      english.map(([name]) => name.replace(/\.tsx?$/, '')).sort(),
    );
  });

  test.each(english)('%s: German has the same entries of the same kinds', (name, dictionary) => {
    const german = germanOf(name);
    const kinds = (of: Dictionary) => leaves(of).map(([path, leaf]) => `${path}: ${typeof leaf}`);
    expect(kinds(german).sort()).toEqual(kinds(dictionary).sort());
  });

  test.each(english)('%s: no sentence of the German one is the English one', (name, dictionary) => {
    const german = new Map(leaves(germanOf(name)));
    const same = leaves(dictionary).filter(
      ([path, leaf]) =>
        typeof leaf === 'string' && /\s/.test(leaf) && leaf === german.get(path) && !EQUAL.test(leaf),
    );
    expect(same.map(([path]) => path)).toEqual([]);
  });
});

describe('the page says nothing of its own', () => {
  const files = FILES.filter(
    (file) => !/^src\/words\//.test(file) && !EXEMPT.some((part) => part.test(file)),
  );

  test('every exemption has files', () => {
    expect(EXEMPT.filter((part) => !FILES.some((file) => part.test(file)))).toEqual([]);
  });

  test.each(files)('%s', (file) => {
    expect(sentencesOf(file).filter((text) => !NO_SENTENCE.some((each) => each.test(text)))).toEqual([]);
  });
});
