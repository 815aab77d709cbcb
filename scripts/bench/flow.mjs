// node scripts/bench/flow.mjs [--dataset ID]… [--seed N]: trains flow matching and a cosine DDPM for 3 000 steps on each data set of points
// (WASM, in Node) and prints the energy distance of 5 000 samples over its floor, for Euler's method against DDIM at equal steps.
import { createRequire } from 'node:module';
import { installPackages, root } from '../dev/install.mjs';

installPackages();
process.chdir(root);
// TensorFlow.js asks for Node's modules as CommonJS does.
globalThis.require = createRequire(import.meta.url);
globalThis.__dirname = root;

// Bundled, because TensorFlow.js mixes module formats that Node does not load together.
const { build } = await import('vite');
const outDir = `${root}/node_modules/.cache/flow`;
await build({
  root,
  configFile: false,
  base: `${outDir}/`, // so that the addresses of the WASM files are their paths
  logLevel: 'warn',
  ssr: { noExternal: true },
  build: {
    ssr: 'scripts/bench/flow.ts',
    outDir,
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    copyPublicDir: false,
    ssrEmitAssets: true,
  },
});
try {
  const { measureFlow } = await import(`${outDir}/flow.js`);
  await measureFlow(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
