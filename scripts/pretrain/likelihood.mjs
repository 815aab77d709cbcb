// node scripts/pretrain/likelihood.mjs [ID …] [--images N] [--print]: measures the bits per dimension of shipped image models on 256 (N) test
// images (WASM, in Node), and writes them into their cards and docs/pretraining.md beside those on as many training images; of a model with classes with the class of
// each image and with the label for none. --print leaves the cards as they are. Without an id: of the linear and the cosine MNIST model.
import { runInNode } from '../dev/inNode.mjs';

await runInNode('scripts/pretrain/likelihood.ts', 'measureLikelihoods');
