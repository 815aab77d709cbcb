/** What is said of storage: one notice at a time, and nothing twice. */
import { expect, test } from 'vitest';
import { createStorageNotices } from '../../../../src/state/library/storageNotices';
import { createNotices } from '../../../../src/state/notices';
import { StorageError } from '../../../../src/storage/errors';

const createScene = () => {
  const notices = createNotices(() => {});
  const storage = createStorageNotices(notices);
  const messages = () => notices.list.value.map(({ kind, message }) => `${kind}: ${message}`);
  const dismiss = () => notices.dismiss(notices.list.value[0].id);
  return { notices, storage, messages, dismiss };
};
const full = new StorageError('no room', { full: true, details: 'QuotaExceededError' });
const UNSAVED = 'problem: Runs are not saved for the next visit.';
const ROOM = 'news: The browser has little room left for runs.';

test('a failure is said once, with the browser’s words under details, and is gone with the next save', () => {
  const { notices, storage, messages, dismiss } = createScene();
  storage.failed(full);
  const [first] = notices.list.value;
  expect(first).toMatchObject({ hint: 'no room', details: 'QuotaExceededError' });
  storage.failed(full);
  expect(notices.list.value).toEqual([first]); // a new notice would be read out again
  dismiss();
  storage.failed(full);
  expect(messages()).toEqual([]);
  storage.saved(0);
  storage.failed(full);
  expect(messages()).toEqual([UNSAVED]);
  storage.saved(0);
  expect(messages()).toEqual([]);
});

test('that older checkpoints go is said once, not with every save that makes room', () => {
  const { storage, messages, dismiss } = createScene();
  storage.saved(0);
  expect(messages()).toEqual([]);
  storage.saved(2);
  expect(messages()).toEqual([ROOM]);
  dismiss();
  storage.saved(1);
  expect(messages()).toEqual([]);
});

test('of little room and a failure only the newer one stands there', () => {
  const { storage, messages } = createScene();
  storage.saved(1);
  storage.failed(full);
  expect(messages()).toEqual([UNSAVED]);
  storage.saved(1);
  expect(messages()).toEqual([]);
});
