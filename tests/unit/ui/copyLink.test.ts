/** What a copied link does not hold is said beside it, in every view. */
import { signal } from '@preact/signals';
import { afterEach, expect, test, vi } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { createNotices } from '../../../src/state/notices';
import { copyLink } from '../../../src/ui/shell/copyLink';
import type { Lab } from '../../../src/ui/shell/lab';

afterEach(() => vi.unstubAllGlobals());

/** @returns the notices beside a copied link */
async function saidBeside(
  view: string,
  dataset: string,
  extra: Record<string, string> = {},
  unlinked: string[] = [],
) {
  vi.stubGlobal('navigator', { clipboard: { writeText: async () => {} } });
  vi.stubGlobal('location', { pathname: '/', href: 'https://lab.example/' });
  const notices = createNotices();
  const lab = {
    view: signal(view),
    extra: signal(extra),
    settings: { config: signal({ ...DEFAULT_CONFIG, dataset }) },
    compare: signal({ link: signal({}), unlinked: () => unlinked }),
    address: { situation: null },
    clock: { playing: signal(true) },
    notices,
  } as unknown as Lab;
  expect(await copyLink(lab)).toBe(true);
  return notices.list.value.map(({ message, hint }) => `${message} ${hint}`);
}

test('a link of settings alone, or of a model that ships, needs no word', async () => {
  expect(await saidBeside('train', 'moons')).toEqual([]);
  expect(await saidBeside('sample', 'csv', { pretrained: 'mnist-cosine' })).toEqual([]);
});

test.each([
  ['csv', 'the same table'],
  ['images', 'the same images'],
])('a link of own data (%s) says that it has no file, and which one is needed', async (dataset, needed) => {
  const [said, ...others] = await saidBeside('train', dataset);
  expect(said).toContain('not the file');
  expect(said).toContain(needed);
  expect(others).toEqual([]);
});

test.each([
  [{ run: 'abc' }, 'in this browser alone'],
  [{ file: 'moons.zip' }, 'the same file'],
])('a link of Sample says that the weights of %o are not in it', async (extra, needed) => {
  const [said] = await saidBeside('sample', 'moons', extra);
  expect(said).toContain('not its weights');
  expect(said).toContain(needed);
});

test('where both the weights of a side and the table are missing, one notice says both', async () => {
  const [said, ...others] = await saidBeside('compare', 'csv', {}, ['b']);
  expect(said).toContain('the weights of B');
  expect(said).toContain('the same table');
  expect(others).toEqual([]);
});
