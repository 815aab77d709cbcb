// node scripts/pretrain/unetConfig.mjs PRESET FOLDER: writes the network of a U-Net preset of the app (grey-28, rgb-32, …) as FOLDER/config.json, the
// form that train.py starts from: --init FOLDER --random.
import { runInNode } from '../dev/inNode.mjs';

await runInNode('scripts/pretrain/unetConfig.ts', 'writeUnetConfig');
