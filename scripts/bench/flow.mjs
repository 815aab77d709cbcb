// node scripts/bench/flow.mjs [--dataset ID]… [--seed N]: trains flow matching and a cosine DDPM for 3 000 steps on each data set of points
// (WASM, in Node) and prints the energy distance of 5 000 samples over its floor, for Euler's method against DDIM at equal steps.
import { runInNode } from '../dev/inNode.mjs';

await runInNode('scripts/bench/flow.ts', 'measureFlow');
