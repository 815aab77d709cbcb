/** The classroom ZIP: unpacked elsewhere it starts with Node, with Python and by its double-click file, and the page trains. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { browserOn, open } from './browser';
import { DIST } from './host';

const ROOT = join(import.meta.dirname, '../..');
const made = mkdtempSync(join(tmpdir(), 'ddpm-lab-classroom-'));
/** Where a teacher unpacks it: with a blank in the path. */
const unpacked = join(made, 'my class');
let lab = '';

beforeAll(() => {
  const out = join(made, 'out');
  const run = spawnSync(process.execPath, ['scripts/dev/classroom.mjs', '--out', out], { cwd: ROOT });
  expect(run.status, String(run.stderr)).toBe(0);
  const zip = readdirSync(out).find((name) => name.endsWith('.zip'))!;
  const files = unzipSync(readFileSync(join(out, zip)));
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(unpacked, path)), { recursive: true });
    writeFileSync(join(unpacked, path), bytes);
  }
  lab = join(unpacked, readdirSync(unpacked)[0]);
});
afterAll(() => rmSync(made, { recursive: true, force: true }));

/** @returns the address that a starter prints */
async function started(command: string, args: readonly string[]): Promise<string> {
  const starter: ChildProcess = spawn(command, args, { env: { ...process.env, NO_BROWSER: '1' } });
  onTestFinished(() => void starter.kill());
  let text = '';
  starter.stdout?.on('data', (data) => {
    text += data;
  });
  const address = () => /http:\/\/localhost:\d+\//.exec(text)?.[0];
  await expect.poll(address).toBeDefined();
  return address()!;
}

const has = (command: string) => spawnSync(command, ['--version']).status === 0;

test('holds every file of the site, its licences and a README', () => {
  const below = (folder: string) => readdirSync(folder, { recursive: true }).sort();
  expect(below(join(lab, 'site'))).toEqual(below(DIST));
  expect(readdirSync(lab)).toEqual(
    expect.arrayContaining(['LICENSE.txt', 'README.txt', 'THIRD_PARTY.md', 'start.bat', 'start.command']),
  );
});

describe.each([
  ['node start.mjs', process.execPath, 'start.mjs'],
  ['python3 start.py', 'python3', 'start.py'],
  ['the double-click file', 'sh', 'start.command'],
])('%s', (_, command, file) => {
  test.skipIf(command === 'python3' && !has('python3'))('serves a page that trains', async () => {
    const site = await started(command, [join(lab, file), '0']);
    const query = '?dataset=moons&backend=wasm&width=32&batch=32&steps=20&autostart=1';
    const { faults, waitForStep } = await open(await browserOn('wasm'), query, { site });
    await waitForStep(20);
    expect(faults).toEqual([]);
    const wasm = readdirSync(join(DIST, 'assets')).find((name) => name.endsWith('.wasm'));
    const type = (path: string) =>
      fetch(site + path).then(({ status, headers }) => [status, headers.get('content-type')]);
    expect(await type(`assets/${wasm}`)).toEqual([200, 'application/wasm']);
    expect(await type('manifest.webmanifest')).toEqual([200, 'application/manifest+json']);
    expect((await type('..%2fREADME.txt'))[0]).toBe(404); // nothing beside the site
  });
});
