/** The files of docs/deploy send the headers of src/lib/siteHeaders.ts, and nginx, where it is installed, serves by them. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { HEADERS, headersFor } from '../../../src/lib/siteHeaders';

const DEPLOY = join(import.meta.dirname, '../../../docs/deploy');
const CHROMIUM =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
const SAFARI =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0';

test('Chromium and Firefox are isolated, and WebKit is not', () => {
  for (const agent of [CHROMIUM, FIREFOX])
    expect(headersFor(agent)).toMatchObject({ 'Cross-Origin-Embedder-Policy': 'require-corp' });
  expect(headersFor(SAFARI)).toEqual(HEADERS);
});

test.each(['nginx.conf', 'apache.htaccess'])('%s has each header with its value', (name) => {
  const text = readFileSync(join(DEPLOY, name), 'utf8');
  for (const [header, value] of Object.entries(HEADERS)) expect(text).toContain(`${header} "${value}"`);
});

const nginx = ['nginx', '/usr/sbin/nginx'].find((command) => spawnSync(command, ['-v']).status === 0);

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

test.skipIf(!nginx)('nginx sends them by nginx.conf, and WebKit what is for WebKit', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ddpm-lab-nginx-'));
  const port = await freePort();
  mkdirSync(join(folder, 'dist/assets'), { recursive: true });
  writeFileSync(join(folder, 'dist/index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'dist/assets/a.wasm'), 'wasm');
  const location = readFileSync(join(DEPLOY, 'nginx.conf'), 'utf8').replace('/srv/ddpm-lab', folder);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const paths = temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ');
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; pid ${folder}/pid; error_log ${folder}/error.log; user root; events {}
     http { access_log off; ${paths} server { listen 127.0.0.1:${port}; ${location} } }`,
  );
  const server: ChildProcess = spawn(nginx!, [
    '-e',
    join(folder, 'error.log'),
    '-p',
    folder,
    '-c',
    join(folder, 'nginx.conf'),
  ]);
  onTestFinished(() => {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  const get = async (path: string, agent: string) => {
    const { status, headers } = await fetch(`http://127.0.0.1:${port}/lab/${path}`, {
      headers: { 'User-Agent': agent },
    });
    return { status, ...Object.fromEntries(headers) };
  };
  await expect
    .poll(
      () =>
        get('', CHROMIUM).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 10_000 },
    )
    .toBe(200);
  const lowered = (headers: object) =>
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  expect(await get('', CHROMIUM)).toMatchObject(lowered(headersFor(CHROMIUM)));
  const toWebKit = await get('', SAFARI);
  expect(toWebKit).toMatchObject(lowered(HEADERS));
  expect(Object.keys(toWebKit).filter((name) => name.startsWith('cross-origin'))).toEqual([]);
  expect(await get('assets/a.wasm', FIREFOX)).toMatchObject({
    ...lowered(headersFor(FIREFOX)),
    'content-type': 'application/wasm',
    'cache-control': 'public, max-age=31536000, immutable',
  });
  expect(await get('index.html', FIREFOX)).toMatchObject({ 'cache-control': 'no-cache' });
});
