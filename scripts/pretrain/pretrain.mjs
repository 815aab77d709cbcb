// npm run pretrain -- --preset ID: trains a shipped 2-D model again with the app's own trainer (WASM, in Node), and writes its
// weights and model card to public/pretrained/ID; the first preset also gives the recording that opens the page.
import { createRequire } from 'node:module';
import { installPackages, root } from '../dev/install.mjs';

installPackages();
process.chdir(root);
// TensorFlow.js asks for Node's modules as CommonJS does.
globalThis.require = createRequire(import.meta.url);
globalThis.__dirname = root;

// Bundled, because TensorFlow.js mixes module formats that Node does not load together.
const { build } = await import('vite');
const outDir = `${root}/node_modules/.cache/pretrain`;
await build({
  root,
  configFile: false,
  base: `${outDir}/`, // so that the addresses of the WASM files are their paths
  logLevel: 'warn',
  ssr: { noExternal: true },
  build: {
    ssr: 'scripts/pretrain/preset.ts',
    outDir,
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    copyPublicDir: false,
    ssrEmitAssets: true,
  },
});
try {
  const { pretrain } = await import(`${outDir}/preset.js`);
  await pretrain(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
