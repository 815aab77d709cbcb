import { expect, test } from 'vitest';
import { createNotices } from '../../../src/state/notices';

const createLab = () => {
  const calls: (() => void)[] = [];
  const notices = createNotices((call) => calls.push(call));
  return { notices, calls, said: () => notices.list.value.map(({ what }) => what) };
};

test('news goes by itself, a problem stays until it is dismissed', () => {
  const { notices, calls, said } = createLab();
  notices.problem('bad');
  notices.news('good');
  for (const call of calls) call();
  expect(said()).toEqual(['bad']);
  notices.dismiss(notices.list.value[0].id);
  expect(said()).toEqual([]);
});

test('a problem that is mended is gone, and a newer one about the same thing replaces it', () => {
  const { notices, said } = createLab();
  notices.problem('T is 1', '', 'T');
  notices.problem('T is 0', '', 'T');
  notices.problem('no file');
  expect(said()).toEqual(['T is 0', 'no file']);
  notices.settle('T');
  expect(said()).toEqual(['no file']);
});

test('at most four are shown, the newest', () => {
  const { notices, said } = createLab();
  for (let k = 1; k <= 6; k++) notices.problem(`problem ${k}`);
  expect(said()).toEqual(['problem 3', 'problem 4', 'problem 5', 'problem 6']);
});
