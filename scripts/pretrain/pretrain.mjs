// npm run pretrain -- --preset ID: trains a shipped 2-D model again with the app's own trainer (WASM, in Node), and writes its
// weights and model card to public/pretrained/ID; the first preset also gives the recording that opens the page.
import { runInNode } from '../dev/inNode.mjs';

await runInNode('scripts/pretrain/preset.ts', 'pretrain');
