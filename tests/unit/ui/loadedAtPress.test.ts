/** What a press loads may not come, as without a network: the page says so. */
import { expect, test } from 'vitest';
import { createNotices } from '../../../src/state/notices';
import { loadPart } from '../../../src/ui/shell/loadPart';
import { FILES, textOf } from '../architecture/importGraph';

test('a part that does not load is a notice, and no error of the press', async () => {
  const notices = createNotices();
  expect(await loadPart(notices, async () => 'part')).toBe('part');
  expect(notices.list.value).toEqual([]);
  expect(await loadPart(notices, () => Promise.reject(new TypeError('Failed to fetch')))).toBeNull();
  expect(notices.list.value).toMatchObject([{ kind: 'problem' }]);
});

test('no button loads its work by itself', () => {
  const byItself = FILES.filter((file) =>
    /on(Click|Choice)=\{async \(\) => \(?await (?!loadPart\()/.test(textOf(file)),
  );
  expect(byItself).toEqual([]);
});
