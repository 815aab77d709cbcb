// node scripts/docs/imageTraining.mjs [NAME …]: trains the default settings of image data sets (mnist, mnist-tiny, fashion-mnist) with the app's own
// trainer on WASM, measures what they draw after some of the steps, and writes src/state/train/imageTraining.json and docs/image-training.md.
import { runInNode } from '../dev/inNode.mjs';

await runInNode('scripts/docs/imageTraining.ts', 'imageTraining');
