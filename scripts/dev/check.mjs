// npm run check: the quick part of the tests, all that needs no browser: format, lint, types, unit and tensor tests.
import { bin, installPackages, run } from './install.mjs';

installPackages();
const steps = [
  ['format and lint', 'biome', ['check', '--error-on-warnings', '.']],
  ['unused files, exports and dependencies', 'knip', []],
  ['types', 'tsc', ['--noEmit']],
  [
    'unit and tensor tests',
    'vitest',
    ['run', '--project', 'unit', '--project', 'tensor', '--project', 'threads'],
  ],
];
for (const [what, command, args] of steps) {
  console.log(`\n── ${what}`);
  const status = run(bin(command), args);
  if (status !== 0) {
    console.error(`\n${what}: failed`);
    process.exit(status);
  }
}
