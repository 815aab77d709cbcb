/** The kernel tests on a second WebGPU: `npm run test:naga`. */
import '../browser/otherHardware.test';
import { runTests } from './vitest';

declare const Deno: { exit(code: number): never };

const adapter = await navigator.gpu?.requestAdapter();
if (!adapter) {
  console.error('This Deno finds no WebGPU adapter.');
  Deno.exit(1);
}
console.log(`on ${adapter.info.description || adapter.info.vendor}`);
Deno.exit((await runTests((line) => console.log(line))) > 0 ? 1 : 0);
