/**
 * npm run test:naga: the kernel tests on a second WebGPU, which shares nothing with Chromium's: wgpu with the naga compiler (Firefox's), in
 * Deno, on Mesa's llvmpipe or a GPU. Deno is fetched by npm at the first call and is no dependency; Mesa's driver is the package
 * mesa-vulkan-drivers of Debian, which is installed where the system allows it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { installFromDebian } from './debian.mjs';

const DENO = 'deno@2.9.6';
const LLVMPIPE = '/usr/share/vulkan/icd.d/lvp_icd.x86_64.json';

/** TensorFlow.js takes Deno for Node by `process`, and looks for WebGPU in a page or a worker only. */
const START = `delete globalThis.process;
globalThis.WorkerGlobalScope ??= class {};
await import('./tests.js');
`;

const run = (command, args, options = {}) =>
  spawnSync(command, args, { stdio: 'inherit', ...options }).status === 0;

if (process.argv.includes('--help')) {
  console.log('npm run test:naga [-- --gpu]   --gpu: on the GPU of this machine instead of llvmpipe');
  process.exit(0);
}
const onGpu = process.argv.includes('--gpu');
if (!onGpu && !existsSync(LLVMPIPE)) installFromDebian(['mesa-vulkan-drivers'], '--no-install-recommends');
if (!onGpu && !existsSync(LLVMPIPE)) {
  console.error(
    "Mesa's llvmpipe is not installed: on Debian, apt-get install mesa-vulkan-drivers. A GPU: -- --gpu",
  );
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'ddpm-lab-naga-'));
const root = new URL('../..', import.meta.url).pathname;
try {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    resolve: { alias: { vitest: join(root, 'tests/naga/vitest.ts') } },
    build: {
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      target: 'esnext',
      lib: { entry: join(root, 'tests/naga/main.ts'), formats: ['es'], fileName: () => 'tests.js' },
      rolldownOptions: { external: [/^node:/] },
    },
  });
  writeFileSync(join(folder, 'start.js'), START);
  const driver = onGpu ? {} : { VK_ICD_FILENAMES: LLVMPIPE, XDG_RUNTIME_DIR: folder };
  const ran = run(
    'npx',
    ['--yes', DENO, 'run', '--allow-all', '--unstable-webgpu', join(folder, 'start.js')],
    {
      env: { ...process.env, ...driver },
    },
  );
  process.exitCode = ran ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}
