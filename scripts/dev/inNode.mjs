import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { installPackages, root } from './install.mjs';

/**
 * Bundles a TypeScript file of this repository for Node and imports it: TensorFlow.js mixes module formats that Node does not load together.
 * The working directory is the repository's root afterwards, and the packages are installed.
 * @param entry its path from the root
 * @returns its exports
 */
export async function importBundled(entry) {
  installPackages();
  process.chdir(root);
  // TensorFlow.js asks for Node's modules as CommonJS does.
  globalThis.require = createRequire(import.meta.url);
  globalThis.__dirname = root;
  const { build } = await import('vite');
  const name = basename(entry, '.ts');
  const outDir = `${root}/node_modules/.cache/in-node/${name}`;
  await build({
    root,
    configFile: false,
    base: `${outDir}/`, // so that the addresses of the WASM files are their paths
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      copyPublicDir: false,
      ssrEmitAssets: true,
    },
  });
  return import(`${outDir}/${name}.js`);
}

/** Calls an exported function of a TypeScript file with the arguments of the command line. A failure is one line and the exit code 1. */
export async function runInNode(entry, name) {
  try {
    const exports = await importBundled(entry);
    await exports[name](process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
