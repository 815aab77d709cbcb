// node scripts/bench/networks.mjs: trains the U-Net and the DiT of about equal size on MNIST for equal seconds of one core (WASM, in Node), and
// prints the loss on held-out digits at equal steps and at equal seconds. `--seconds N` of training for each (default 25), `--seeds 7,8`, `--network DiT` for one of them.
import { runInNode } from '../dev/inNode.mjs';

await runInNode('scripts/bench/networks.ts', 'compareNetworks');
