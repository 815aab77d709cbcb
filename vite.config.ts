import { existsSync } from 'node:fs';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

const chromium =
  process.env.CHROME_PATH ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));

/** Without `--enable-unsafe-webgpu` headless Chromium has no WebGPU adapter: the fall-back case, which e2e tests use. */
const browserArguments = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--disable-background-networking',
  '--disable-component-update',
];

/** Frames are timed with nothing beside them. */
const FRAMES = 'tests/e2e/frames.test.ts';

/** What the tests of the built page have in common. */
const ofThePage = {
  environment: 'node' as const,
  expect: { poll: { timeout: 10_000 } }, // vitest's own second is short for a page on a busy machine
  testTimeout: 240_000,
  hookTimeout: 180_000,
  globalSetup: ['tests/e2e/serve.ts'],
};

export default defineConfig({
  base: './', // the built site works from any folder of any static host
  build: { target: 'es2022', outDir: 'dist', chunkSizeWarningLimit: 1200 },
  worker: { format: 'es' },
  optimizeDeps: {
    // The worker imports these dynamically: found late, they would reload the page under a test.
    include: [
      '@tensorflow/tfjs-core',
      '@tensorflow/tfjs-core/dist/register_all_gradients',
      '@tensorflow/tfjs-backend-cpu',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-backend-webgl',
      '@tensorflow/tfjs-backend-webgpu',
    ],
  },
  server: { port: 5173 },
  preview: { port: 4173 },
  test: {
    maxWorkers: 2, // the training tests fill a core each
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          environment: 'node',
          isolate: false, // no test changes what others see, and loading everything anew for each file takes longer than most files
          testTimeout: 60_000, // a slow machine is no failure
        },
      },
      {
        extends: true,
        test: {
          name: 'tensor',
          include: ['tests/tensor/**/*.test.ts'],
          environment: 'node',
          isolate: false,
          testTimeout: 900_000, // ten learning runs of a minute or two, on a machine that may be busy
          server: { deps: { inline: [/@tensorflow\//] } },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          setupFiles: ['tests/browser/gpuErrors.ts'],
          testTimeout: 180_000,
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            connectTimeout: 180_000, // a busy machine bundles the dependencies first
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath: chromium, args: browserArguments } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        extends: true,
        test: { name: 'e2e', include: ['tests/e2e/**/*.test.ts'], exclude: [FRAMES], ...ofThePage },
      },
      {
        extends: true,
        test: { name: 'frames', include: [FRAMES], ...ofThePage },
      },
    ],
  },
});
