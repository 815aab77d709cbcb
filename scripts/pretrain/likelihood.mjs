// node scripts/pretrain/likelihood.mjs [ID …]: measures the bits per dimension of shipped image models on 256 test images (WASM, in Node), and
// writes them into their cards beside those on as many training images. Without an id: of the linear and the cosine MNIST model.
import { runInNode } from '../dev/inNode.mjs';

await runInNode('scripts/pretrain/likelihood.ts', 'measureLikelihoods');
