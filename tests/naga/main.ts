/** The kernel tests on a second WebGPU: `npm run test:naga`; and how long a step of both sides of a comparison takes there. */
import { compareDuel } from '../bench/duel';
import { startOn } from '../browser/otherHardware';
import '../browser/otherHardware.test';
import { runTests } from './vitest';

const EFFORT = { rounds: 7, millisecondsPerTurn: 300, agreeing: 2 };

declare const Deno: { exit(code: number): never };

const adapter = await navigator.gpu?.requestAdapter();
if (!adapter) {
  console.error('This Deno finds no WebGPU adapter.');
  Deno.exit(1);
}
console.log(`on ${adapter.info.description || adapter.info.vendor}`);
await startOn({});
for (const { name, clock, rounds, dispatches } of await compareDuel(64, 64, EFFORT)) {
  const { milliseconds, ratio } = clock;
  console.log(
    `${name}: ${dispatches} dispatches, ${milliseconds.median.toFixed(1)} ms, ${(1 / ratio.median).toFixed(2)} × one side ` +
      `(${(1 / ratio.most).toFixed(2)} to ${(1 / ratio.least).toFixed(2)}, ${rounds} rounds)`,
  );
}
Deno.exit((await runTests((line) => console.log(line))) > 0 ? 1 : 0);
