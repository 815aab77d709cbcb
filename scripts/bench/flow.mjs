// node scripts/bench/flow.mjs: trains flow matching and a cosine DDPM for 3 000 steps on each data set of points with three seeds (WASM, in
// Node), and prints the energy distance of 5 000 samples over its floor, for Euler's method against DDIM at equal steps. It resumes where it
// was stopped; `--minutes N` begins no model after N minutes.
import { runInNode } from '../dev/inNode.mjs';

await runInNode('scripts/bench/flow.ts', 'measureFlow');
