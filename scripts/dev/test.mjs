// npm test: format check, lint, types, then unit, tensor, browser and end-to-end tests, and the page's jobs in the browser engines
// that are here or can be installed. Works alone on a fresh clone.
import { bin, installPackages } from './install.mjs';

installPackages();
const { ensureChromium } = await import('./chromium.mjs');
const { runLanes } = await import('./steps.mjs');
const chromium = await ensureChromium();
if (!chromium) {
  console.error(
    'The browser tests need a Chromium, and none was found or could be installed. Install one ' +
      '(Debian: apt-get install chromium; macOS: brew install --cask chromium) or name it in CHROME_PATH. "npm run check" needs none.',
  );
  process.exit(1);
}
const env = { ...process.env, CHROME_PATH: chromium };
const tool = (name, command, args) => ({ name, command: bin(command), args });
const script = (name, ...args) => ({ name, command: process.execPath, args });
const tests = (name, ...projects) =>
  tool(name, 'vitest', ['run', ...projects.flatMap((project) => ['--project', project])]);
/** End-to-end tests wait half of their time: what computes all of its time leaves them the first place, and fills what they leave. */
const filling = (step) => ({ ...step, niceness: 5 });

/** Each of them begins when the one before has passed. */
const stages = [
  [
    [tool('format and lint', 'biome', ['check', '--error-on-warnings', '.'])],
    [tool('unused files, exports and dependencies', 'knip', [])],
    [tool('types', 'tsc', ['--noEmit'])],
    [script('site', 'scripts/dev/build.mjs')],
  ],
  [
    [tests('end-to-end tests', 'e2e')],
    [
      filling(tests('unit and tensor tests', 'unit', 'tensor', 'threads')),
      filling(tests('browser tests', 'browser')),
      script('browser engines', 'scripts/dev/browsers.mjs', '--skip-missing', '--built'),
    ],
  ],
  [[tests('frames of the page', 'frames')]], // timed with nothing beside them
];

const began = Date.now();
for (const lanes of stages) {
  const failed = await runLanes(lanes, env);
  if (failed.length > 0) {
    console.error(`\nfailed: ${failed.join(', ')}`);
    process.exit(1);
  }
}
console.log(`\nall passed in ${Math.round((Date.now() - began) / 1000)} s`);
