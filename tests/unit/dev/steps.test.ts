/** `npm test` runs steps side by side: each output in one piece, no step after a failure, and nothing left of a step that hangs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { runLanes, runStep, type Step } from '../../../scripts/dev/steps.mjs';

const step = (name: string, code: string): Step => ({ name, command: process.execPath, args: ['-e', code] });

/** Milliseconds: long enough for two starts of Node on a busy machine. */
const LIMIT = 20_000;

/** What is printed from now on. */
function printed(): () => string {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  onTestFinished(() => log.mockRestore());
  return () => log.mock.calls.map(([text]) => text).join('\n');
}

/** Writes its name every few milliseconds. */
const chatty = (name: string) =>
  step(
    name,
    `let n = 0; const t = setInterval(() => { console.log('${name}', n); if (++n === 20) clearInterval(t); }, 5);`,
  );

test('steps side by side are printed one after the other', async () => {
  const text = printed();
  expect(await runLanes([[chatty('left')], [chatty('right')]])).toEqual([]);
  const lines = text().match(/^(left|right) \d+$/gm)!;
  expect(lines).toHaveLength(40);
  const [first, second] = lines[0].startsWith('left') ? ['left', 'right'] : ['right', 'left'];
  expect(lines.map((line) => line.split(' ')[0])).toEqual([
    ...new Array(20).fill(first),
    ...new Array(20).fill(second),
  ]);
});

test('after a failure what runs goes on to its end, and nothing more begins', async () => {
  const text = printed();
  const folder = mkdtempSync(join(tmpdir(), 'ddpm-lab-steps-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = JSON.stringify(join(folder, 'pid'));
  const broken = `console.error('the reason'); require('node:fs').writeFileSync(${file}, String(process.pid)); process.exitCode = 3`;
  // ends when the other one has ended
  const slow = `const end = setInterval(() => {
    try { process.kill(Number(require('node:fs').readFileSync(${file}, 'utf8')), 0); }
    catch ({ code }) { if (code === 'ESRCH') { console.log('at its end'); clearInterval(end); } }
  }, 100)`;
  const failed = await runLanes([
    [step('broken', broken), step('later', '')],
    [step('slow', slow), step('after it', '')],
  ]);
  expect(failed).toEqual(['broken']);
  expect(text()).toMatch(/broken: failed.*at its end.*broken failed; its last lines:\nthe reason$/s);
  expect(text()).not.toMatch(/(later|after it): begins/);
});

test('a command that is not there is a failure', async () => {
  printed();
  expect((await runStep({ name: 'none', command: '/no/such/command', args: [] })).passed).toBe(false);
});

test.skipIf(process.platform === 'win32')(
  'a step that hangs is ended at its limit, with what it has started',
  async () => {
    const text = printed();
    const child = 'setInterval(() => {}, 1000)';
    const code = `console.log('pid', require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}]).pid); ${child}`;
    expect((await runStep(step('hangs', code), process.env, LIMIT)).passed).toBe(false);
    expect(text()).toContain('hangs: was not done, and was ended');
    const pid = Number(/pid (\d+)/.exec(text())![1]);
    await expect.poll(() => isAlive(pid), { timeout: 30_000 }).toBe(false);
  },
);

test('a step that passes and leaves a process behind is not waited for to the limit', async () => {
  const text = printed();
  const child = 'setInterval(() => {}, 1000)';
  const code = `const left = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' });
    console.log('pid', left.pid); left.unref(); process.exit(0);`;
  expect((await runStep(step('leaves', code), process.env, 120_000)).passed).toBe(true);
  const pid = Number(/pid (\d+)/.exec(text())![1]);
  await expect.poll(() => isAlive(pid), { timeout: 30_000 }).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
