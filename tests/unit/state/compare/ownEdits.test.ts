import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../../src/config/fields';
import { CHANGES } from '../../../../src/state/compare/contrasts';
import {
  add,
  copyToB,
  type Own,
  setOn,
  share,
  swap,
  vary,
  varyFromShared,
} from '../../../../src/state/compare/ownEdits';

const SHARED = { ...DEFAULT_CONFIG, schedule: 'sigmoid', T: 60 } as const;
const OWN: Own = { a: { T: 20, seed: 1 }, b: { T: 40, seed: 2 } };
Object.values(OWN).forEach(Object.freeze); // no edit writes into the values that it is of

test.each(CHANGES)('both sides have %s alone where it is varied, with two values', (name) => {
  for (const { a, b } of [vary(name, SHARED), varyFromShared(name, SHARED)]) {
    expect([Object.keys(a), Object.keys(b)]).toEqual([[name], [name]]);
    expect(a[name]).not.toBe(b[name]);
  }
});

test('a schedule is varied as linear against cosine, or from the shared one', () => {
  expect(vary('schedule', SHARED)).toEqual({ a: { schedule: 'linear' }, b: { schedule: 'cosine' } });
  expect(varyFromShared('schedule', SHARED).a).toEqual({ schedule: 'sigmoid' });
});

test('an added field comes last, and sharing it again takes it away', () => {
  const more = add(OWN, 'schedule', SHARED);
  expect(Object.keys(more.a)).toEqual(['T', 'seed', 'schedule']);
  expect(more.b).toEqual({ T: 40, seed: 2, schedule: 'cosine' });
  expect(share(more, 'schedule')).toEqual(OWN);
});

test('a value set on a side leaves the other side with its own', () => {
  expect(setOn(OWN, 'b', { T: 30 }, SHARED)).toEqual({ a: OWN.a, b: { T: 30, seed: 2 } });
});

test('a shared field that is set on a side becomes an own one of both', () => {
  const { a, b } = setOn(OWN, 'a', { schedule: 'linear' }, SHARED);
  expect(a).toEqual({ T: 20, seed: 1, schedule: 'linear' });
  expect(b).toEqual({ T: 40, seed: 2, schedule: 'sigmoid' });
});

test('swapped twice the sides are themselves; copied, B is A', () => {
  expect(swap(OWN)).toEqual({ a: OWN.b, b: OWN.a });
  expect(swap(swap(OWN))).toEqual(OWN);
  expect(copyToB(OWN)).toEqual({ a: OWN.a, b: OWN.a });
});
