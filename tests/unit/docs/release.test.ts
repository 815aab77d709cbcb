/** `npm run release` in a repository of its own. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';

const SCRIPT = join(import.meta.dirname, '../../../scripts/dev/release.mjs');
const CHANGELOG =
  '# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A thing.\n\n## [0.1.0] - 2026-01-01\n\n- The first.\n';

let folder = '';
const at = (name: string) => join(folder, name);
const git = (...args: string[]) =>
  spawnSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', ...args], {
    cwd: folder,
    encoding: 'utf8',
  }).stdout.trim();
const json = (name: string) => JSON.parse(readFileSync(at(name), 'utf8'));
function release(version: string) {
  const env = { ...process.env, GIT_AUTHOR_NAME: 'Test', GIT_AUTHOR_EMAIL: 'test@example.org' };
  Object.assign(env, { GIT_COMMITTER_NAME: 'Test', GIT_COMMITTER_EMAIL: 'test@example.org' });
  return spawnSync(process.execPath, [SCRIPT, version], { cwd: folder, encoding: 'utf8', env });
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ddpm-lab-release-'));
  const made = folder;
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  writeFileSync(at('package.json'), '{"name":"lab","version":"0.1.0"}');
  writeFileSync(at('package-lock.json'), '{"version":"0.1.0","packages":{"":{"version":"0.1.0"}}}');
  writeFileSync(at('CHANGELOG.md'), CHANGELOG);
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'First');
});

test('a release dates the changes, sets the version everywhere, commits and tags', () => {
  const run = release('0.2.0');
  expect(run.status, run.stderr).toBe(0);
  const text = readFileSync(at('CHANGELOG.md'), 'utf8');
  const sections = [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
  expect(sections[0]).toBe('[Unreleased]');
  expect(sections[1]).toMatch(/^\[0\.2\.0\] - \d{4}-\d\d-\d\d$/);
  expect(text.indexOf('- A thing.')).toBeGreaterThan(text.indexOf('[0.2.0]'));
  expect(text.indexOf('- A thing.')).toBeLessThan(text.indexOf('[0.1.0]'));
  expect([json('package.json').version, json('package-lock.json').packages[''].version]).toEqual([
    '0.2.0',
    '0.2.0',
  ]);
  expect(git('tag')).toBe('v0.2.0');
  expect(git('log', '-1', '--format=%s')).toBe('Release 0.2.0');
  expect(git('status', '--porcelain')).toBe('');
  expect(release('0.3.0').stderr).toContain('nothing under Unreleased');
});

test.each([
  ['0.2', 'three numbers'],
  ['0.1.0', 'does not come after'],
  ['0.0.9', 'does not come after'],
])('%s is refused, and nothing changes', (version, reason) => {
  expect(release(version)).toMatchObject({ status: 1, stderr: expect.stringContaining(reason) });
  expect(git('status', '--porcelain')).toBe('');
  expect(git('tag')).toBe('');
});

test('uncommitted changes are not released', () => {
  writeFileSync(at('other.txt'), '');
  expect(release('0.2.0').stderr).toContain('not committed');
});
