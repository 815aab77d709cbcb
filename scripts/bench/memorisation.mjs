// npm run memorisation: the page's study of when copying begins, on the default network and data (WASM, in Node), with three seeds of up to
// 10 000 steps; prints a line for each number of training examples. `-- --seeds N`, `--steps N` and `--examples 10,100` change that;
// `--data mnist` trains the small U-Net (grey-28-tiny) on so many of the images that ship, in batches of `--batch N`, and draws in
// `--sampling N` steps.
import { runInNode } from '../dev/inNode.mjs';

await runInNode('scripts/bench/memorisation.ts', 'measureMemorisation');
