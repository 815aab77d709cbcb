import { expect, test } from 'vitest';
import { createNotices } from '../../../src/state/notices';

const createLab = () => {
  const calls: (() => void)[] = [];
  const notices = createNotices((call) => calls.push(call));
  return { notices, calls, messages: () => notices.list.value.map(({ message }) => message) };
};

test('news goes by itself, a problem stays until it is dismissed', () => {
  const { notices, calls, messages } = createLab();
  notices.problem('bad');
  notices.news('good');
  for (const call of calls) call();
  expect(messages()).toEqual(['bad']);
  notices.dismiss(notices.list.value[0].id);
  expect(messages()).toEqual([]);
});

test('a problem that is fixed is gone, and a newer one about the same thing replaces it', () => {
  const { notices, messages } = createLab();
  notices.problem('T is 1', '', 'T');
  notices.problem('T is 0', '', 'T');
  notices.problem('no file');
  expect(messages()).toEqual(['T is 0', 'no file']);
  notices.clear('T');
  expect(messages()).toEqual(['no file']);
});

test('at most four are shown, the newest', () => {
  const { notices, messages } = createLab();
  for (let k = 1; k <= 6; k++) notices.problem(`problem ${k}`);
  expect(messages()).toEqual(['problem 3', 'problem 4', 'problem 5', 'problem 6']);
});

test('news that changes what is learned stays until it is read, or until there is newer news about it', () => {
  const { notices, calls, messages } = createLab();
  notices.important('one.csv is open', '3 columns: a and b are used', 'opened');
  notices.news('copied');
  for (const call of calls) call();
  expect(messages()).toEqual(['one.csv is open']);
  notices.important('two.csv is open', '', 'opened');
  expect(messages()).toEqual(['two.csv is open']);
});

test('an offer leaves when its subject is settled', () => {
  const { notices, messages } = createLab();
  notices.offer('a run is saved', '', { label: 'Resume it', run() {} }, 'resume');
  notices.news('copied');
  expect(messages()).toEqual(['a run is saved', 'copied']);
  notices.clear('resume');
  expect(messages()).toEqual(['copied']);
});
