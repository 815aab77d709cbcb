/** The files of the site in a cache: what is stored, what is answered from it, and what is never stored. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createFileCache, DIGEST_LENGTH, type FileList, type Store } from '../../../workers/fileCache';

const SITE = 'https://lab.example/folder/';
const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, DIGEST_LENGTH);
const digests = (files: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, digest(text)]));

const FIRST = { '': '<html>', 'assets/page-1.js': 'page' };
const LATER = { 'pretrained/weights.safetensors': 'weights' };
const GERMAN = { 'de.html': '<html lang="de">', 'assets/seite-1.js': 'Seite' };
const LIST: FileList = {
  first: digests(FIRST),
  languages: { 'de.html': digests(GERMAN) },
  later: digests(LATER),
};

/** A cache, a host, and what was requested of the host. */
function setUp(
  host: Record<string, string> = { ...FIRST, ...GERMAN, ...LATER },
  list = LIST,
  broken: Partial<Store> & { readonly open?: () => Promise<Store> } = {},
) {
  const stored = new Map<string, Response>();
  const requests: string[] = [];
  let connected = true;
  const addressOf = (input: RequestInfo | URL) => (input instanceof Request ? input.url : String(input));
  const store: Store = {
    async match(input, options) {
      const address = addressOf(input);
      const found = options?.ignoreSearch
        ? [...stored].find(([key]) => key.split('?')[0] === address)?.[1]
        : stored.get(address);
      return found?.clone();
    },
    put: async (input, response) => void stored.set(addressOf(input), response),
    delete: async (input) => stored.delete(addressOf(input)),
    keys: async () => [...stored.keys()].map((key) => new Request(key)),
    ...broken,
  };
  const files = createFileCache({
    site: SITE,
    files: list,
    headers: { 'Content-Security-Policy': 'sealed' },
    open: broken.open ?? (async () => store),
    async fetch(input) {
      if (!connected) throw new TypeError('no network');
      const path = addressOf(input).slice(SITE.length);
      requests.push(path);
      const text = host[path];
      const headers = { 'Content-Type': 'text/x', 'Content-Encoding': 'gzip' };
      return text === undefined ? new Response('', { status: 404 }) : new Response(text, { headers });
    },
  });
  const works: Promise<void>[] = [];
  const ask = async (path: string) => {
    const request = new Request(SITE + path);
    const known = files.pathOf(request);
    return known === null ? null : files.answer(request, known, (work) => works.push(work));
  };
  const cutNetwork = () => {
    connected = false;
  };
  return { files, stored, requests, ask, cutNetwork, done: () => Promise.all(works) };
}

describe('the first visit', () => {
  test('stores what every view needs, each file once, and answers with it under the headers of the site', async () => {
    const { files, requests, ask } = setUp();
    await files.precache([]);
    await files.precache([]);
    expect(requests.sort()).toEqual(['', 'assets/page-1.js']);
    const answers = [await ask('?dataset=moons'), await ask('index.html'), await ask('assets/page-1.js')];
    expect(await Promise.all(answers.map((answer) => answer?.text()))).toEqual(['<html>', '<html>', 'page']);
    expect(Object.fromEntries(answers[0]!.headers)).toEqual({
      'content-type': 'text/x',
      'content-security-policy': 'sealed',
    });
    expect(requests.length).toBe(2);
  });

  test.each([
    ['another content', { ...FIRST, 'assets/page-1.js': 'another' }],
    ['no such file', { '': '<html>' }],
  ])('with %s on the host fails, and nothing false is stored', async (_, host) => {
    const { files, stored } = setUp(host);
    await expect(files.precache([])).rejects.toThrow('assets/page-1.js');
    expect([...stored.keys()].filter((key) => key.includes('page-1'))).toEqual([]);
  });
});

describe('a page in another language', () => {
  const tab = `${SITE}de.html?dataset=moons#top`;

  test('is stored when the site is, where it is open, and answers without the host', async () => {
    const host = { ...FIRST, ...GERMAN };
    const { files, ask, requests } = setUp(host);
    await files.precache([tab, 'https://example.org/de.html']);
    expect([...requests].sort()).toEqual(['', 'assets/page-1.js', 'assets/seite-1.js', 'de.html']);
    expect(await (await ask('de.html?view=sample'))!.text()).toBe(GERMAN['de.html']);
    expect(await (await ask('assets/seite-1.js'))!.text()).toBe('Seite');
    expect(requests.length).toBe(4);
  });

  test('is stored at its first answer, where the site is stored already: itself last', async () => {
    const { files, ask, stored, done } = setUp();
    await files.precache([SITE]);
    const names = () => [...stored.keys()].map((key) => key.slice(SITE.length).split('?')[0]);
    expect(names()).not.toContain('de.html');
    await ask('de.html');
    await done();
    expect(names().slice(-2)).toEqual(['assets/seite-1.js', 'de.html']);
  });

  test('of which a part is missing is not stored: a later visit tries again', async () => {
    const { ask, stored, done } = setUp({ ...FIRST, 'de.html': GERMAN['de.html'] });
    expect(await (await ask('de.html'))!.text()).toBe(GERMAN['de.html']);
    await done();
    expect(stored.size).toBe(0);
  });

  test('that an earlier version has stored is stored with the next version, though it is not open', async () => {
    const before = setUp();
    await before.files.precache([tab]);
    const german = { 'de.html': '<html lang="de">2', 'assets/seite-2.js': 'zweite' };
    const list = { ...LIST, languages: { 'de.html': digests(german) } };
    const after = setUp({ ...FIRST, ...german }, list);
    for (const [key, response] of before.stored) after.stored.set(key, response);
    await after.files.precache([SITE]);
    expect([...after.requests].sort()).toEqual(['assets/seite-2.js', 'de.html']);
  });
});

describe('without the network', () => {
  test('a page that is not stored in its language is answered in English, any other file not at all', async () => {
    const { files, ask, stored, done, cutNetwork } = setUp();
    await files.precache([SITE]);
    cutNetwork();
    expect(await (await ask('de.html?dataset=moons'))!.text()).toBe(FIRST['']);
    await expect(ask('pretrained/weights.safetensors')).rejects.toThrow('no network');
    await done();
    expect([...stored.keys()].filter((key) => key.includes('de.html'))).toEqual([]);
  });
});

describe('a large file', () => {
  test('is stored at its first use', async () => {
    const { ask, requests, done } = setUp();
    const [path] = Object.keys(LATER);
    expect(await (await ask(path))!.text()).toBe('weights');
    await done();
    expect(await (await ask(path))!.text()).toBe('weights');
    expect(requests).toEqual([path]);
  });

  test('of another version is handed on and never stored', async () => {
    const { ask, stored, done } = setUp({ 'pretrained/weights.safetensors': 'newer' });
    expect(await (await ask('pretrained/weights.safetensors'))!.text()).toBe('newer');
    await done();
    expect(stored.size).toBe(0);
  });
});

describe('another version', () => {
  test('shares what has not changed, leaves open tabs their parts, and removes them once they are closed', async () => {
    const before = setUp();
    await before.files.precache([]);
    const page2 = { '': '<html>', 'assets/page-2.js': 'second' };
    const after = setUp(page2, { first: digests(page2), languages: {}, later: {} });
    for (const [key, response] of before.stored) after.stored.set(key, response);
    await after.files.precache([]);
    expect(after.requests).toEqual(['assets/page-2.js']);
    expect(await (await after.ask('assets/page-1.js'))!.text()).toBe('page');
    await after.files.removeOthers();
    expect([...after.stored.keys()].map((key) => key.slice(SITE.length).split('?')[0]).sort()).toEqual([
      '',
      'assets/page-2.js',
    ]);
  });
});

test.each(['open', 'match', 'put'] as const)(
  'where %s of the storage fails, the host answers',
  async (name) => {
    const fail = () => Promise.reject(new DOMException('The storage is damaged.', 'UnknownError'));
    const { ask, done } = setUp(undefined, undefined, { [name]: fail });
    expect(await (await ask(''))?.text()).toBe('<html>');
    expect(await (await ask('assets/page-1.js'))?.text()).toBe('page');
    await done();
  },
);

test('what is not of the site is left to the network', () => {
  const { files } = setUp();
  const of = (url: string, init?: RequestInit) => files.pathOf(new Request(url, init));
  expect(of('https://example.org/assets/page-1.js')).toBeNull();
  expect(of(`${SITE}another/page.html`)).toBeNull();
  expect(of(SITE, { method: 'POST' })).toBeNull();
  expect(of(`${SITE}constructor`)).toBeNull();
  expect(of(`${SITE}pretrained/weights.safetensors`, { headers: { Range: 'bytes=0-1' } })).toBeNull();
  expect(of(`${SITE}#top`)).toBe('');
});
