// node scripts/docs/linearVsCosine.mjs: trains linear and cosine on eight data sets with five seeds, measures both at every number of
// sampling steps, and writes docs/linear-vs-cosine.md once all of it is measured. It resumes where it was stopped: a cell that is measured
// is not measured again. `--most N` ends after N cells.
import { createRequire } from 'node:module';
import { installPackages, root } from '../dev/install.mjs';

installPackages();
process.chdir(root);
// TensorFlow.js asks for Node's modules as CommonJS does.
globalThis.require = createRequire(import.meta.url);
globalThis.__dirname = root;

// Bundled, because TensorFlow.js mixes module formats that Node does not load together.
const { build } = await import('vite');
const outDir = `${root}/node_modules/.cache/linear-vs-cosine/bundle`;
await build({
  root,
  configFile: false,
  base: `${outDir}/`, // so that the addresses of the WASM files are their paths
  logLevel: 'warn',
  ssr: { noExternal: true },
  build: {
    ssr: 'scripts/docs/linearVsCosine.ts',
    outDir,
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    copyPublicDir: false,
    ssrEmitAssets: true,
  },
});
try {
  const { linearVsCosine } = await import(`${outDir}/linearVsCosine.js`);
  await linearVsCosine(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
