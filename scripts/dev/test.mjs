// npm test: format check, lint, types, then unit, tensor, browser and end-to-end tests, and the page's jobs in the browser engines
// that are here or can be installed. Works alone on a fresh clone.
import { bin, installPackages, run } from './install.mjs';

installPackages();
const { ensureChromium } = await import('./chromium.mjs');
const chromium = await ensureChromium();
if (!chromium) {
  console.error(
    'The browser tests need a Chromium, and none was found or could be installed. Install one ' +
      '(Debian: apt-get install chromium; macOS: brew install --cask chromium) or name it in CHROME_PATH. "npm run check" needs none.',
  );
  process.exit(1);
}
const env = { ...process.env, CHROME_PATH: chromium };
const vitest = (...projects) => ['run', ...projects.flatMap((project) => ['--project', project])];
/** Milliseconds after which a step that hangs is ended: several times what the longest one takes. */
const LIMIT = 40 * 60_000;
const steps = [
  ['format and lint', 'biome', ['check', '--error-on-warnings', '.']],
  ['unused files, exports and dependencies', 'knip', []],
  ['types', 'tsc', ['--noEmit']],
  ['unit and tensor tests', 'vitest', vitest('unit', 'tensor')],
  // After the training tests, which fill both cores.
  ['browser tests', 'vitest', vitest('browser')],
  ['end-to-end tests', 'vitest', vitest('e2e')],
  ['frames of the page', 'vitest', vitest('frames')],
  ['browser engines', process.execPath, ['scripts/dev/browsers.mjs', '--skip-missing']],
];
for (const [what, command, args] of steps) {
  console.log(`\n── ${what}`);
  const started = Date.now();
  const status = run(command === process.execPath ? command : bin(command), args, {
    env,
    timeout: LIMIT,
    killSignal: 'SIGKILL',
  });
  if (status !== 0) {
    const hung = Date.now() - started >= LIMIT;
    console.error(`\n${what}: ${hung ? `not done after ${LIMIT / 60_000} minutes` : 'failed'}`);
    process.exit(status);
  }
  console.log(`${what}: passed in ${Math.round((Date.now() - started) / 1000)} s`);
}
