/** What a lesson tells one to press has, in German too, the name that stands on the button. */
import { expect, test } from 'vitest';

const modules = import.meta.glob<Record<string, unknown>>('../../../src/words/**/*.{ts,tsx}', {
  eager: true,
});
const GERMAN = '/src/words/de/';

/** Every string with the file of its dictionary and its place in it. */
function* sentences(entry: unknown, place: string): Generator<[place: string, text: string]> {
  if (typeof entry === 'string') yield [place, entry];
  if (typeof entry !== 'object' || entry === null || (!Array.isArray(entry) && 'type' in entry)) return;
  for (const [key, value] of Object.entries(entry)) yield* sentences(value, `${place}.${key}`);
}

const all = Object.entries(modules).flatMap(([path, module]) => [...sentences({ ...module }, path)]);
const german = new Map(
  all
    .filter(([place]) => place.includes(GERMAN))
    .map(([place, text]) => [place.replace(GERMAN, '/src/words/'), text]),
);
const english = all.filter(([place]) => !place.includes(GERMAN));

/** Of lessons, with a quoted text that is a sentence of the dictionaries as a whole: what it is in German. */
const quoting = english
  .filter(([place]) => place.includes('/lessons/'))
  .flatMap(([place, text]) =>
    Array.from(text.matchAll(/“([^”]+)”/g), ([, label]) => ({
      place,
      label,
      names: english.filter(([, other]) => other === label).map(([of]) => german.get(of)),
    })),
  )
  .filter(({ names }) => names.length > 0);

test('there are such sentences', () => expect(quoting.length).toBeGreaterThan(7));

test.each(quoting)('$label in $place', ({ place, names }) => {
  expect(names.some((name) => german.get(place)?.includes(`„${name}“`))).toBe(true);
});
