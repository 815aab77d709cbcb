// npm run release -- 0.2.0: dates what stands under Unreleased in CHANGELOG.md, sets the version, commits and tags. It pushes nothing.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const UNRELEASED = '## [Unreleased]\n';

/** Ends with a sentence about what to do. */
function refuse(sentence) {
  console.error(sentence);
  process.exit(1);
}

function git(...args) {
  const { status, stdout, stderr } = spawnSync('git', args, { encoding: 'utf8' });
  if (status !== 0) refuse(`git ${args[0]} failed: ${stderr.trim()}`);
  return stdout.trim();
}

const numbers = (version) => version.split('.').map(Number);
/** Whether a version of three numbers comes after another one. */
function isLater(version, before) {
  const [a, b] = [numbers(version), numbers(before)];
  const at = a.findIndex((number, i) => number !== b[i]);
  return at >= 0 && a[at] > b[at];
}

/** @returns the changelog with a released section; null where nothing is unreleased */
function released(changelog, version, date) {
  const start = changelog.indexOf(UNRELEASED);
  if (start < 0) return null;
  const after = start + UNRELEASED.length;
  const next = changelog.indexOf('\n## [', after);
  const changes = changelog.slice(after, next < 0 ? undefined : next);
  if (changes.trim() === '') return null;
  return `${changelog.slice(0, after)}\n## [${version}] - ${date}\n${changelog.slice(after)}`;
}

const [version = ''] = process.argv.slice(2);
if (!/^\d+\.\d+\.\d+$/.test(version)) refuse(`A version has three numbers, as 0.2.0; "${version}" has not.`);
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
if (!isLater(version, manifest.version)) refuse(`${version} does not come after ${manifest.version}.`);
if (git('status', '--porcelain')) refuse('There are changes that are not committed: commit them first.');
const changelog = released(
  readFileSync('CHANGELOG.md', 'utf8'),
  version,
  new Date().toISOString().slice(0, 10),
);
if (changelog === null) refuse('CHANGELOG.md has nothing under Unreleased.');

writeFileSync('CHANGELOG.md', changelog);
for (const file of ['package.json', 'package-lock.json']) {
  const content = JSON.parse(readFileSync(file, 'utf8'));
  content.version = version;
  if (content.packages?.['']) content.packages[''].version = version;
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
}
git('commit', '--quiet', '--all', '--message', `Release ${version}`);
git('tag', '--annotate', `v${version}`, '--message', `DDPM Lab ${version}`);
console.log(`${version} is committed and tagged. To publish it: git push --follow-tags`);
