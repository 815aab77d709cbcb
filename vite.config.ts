/** How the page is built and served, and the projects of its tests: unit, tensor, browser, end-to-end. */
import { existsSync } from 'node:fs';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { contentSecurity, isolation } from './scripts/site/contentSecurity.ts';
import {
  alternates,
  dictionary,
  languageOf,
  page,
  spokenSymbols,
  translations,
} from './scripts/site/languages.ts';
import { offline } from './scripts/site/offline.ts';
import { socialCard } from './scripts/site/socialCard.ts';
import { thirdParty } from './scripts/site/thirdParty.ts';

const licences = thirdParty();

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

/** Continuous integration runs a failed test once more and reports it as retried: its machine may be busy with other work. */
const retry = Number(process.env.TEST_RETRIES ?? 0);

/** Loads the WASM backend with a heap that threads share, so that it needs a process in which no test has loaded it. */
const SHARED_HEAP = 'tests/tensor/besideSteps.test.ts';

const ofSharedHeap = {
  include: [SHARED_HEAP],
  environment: 'node' as const,
  testTimeout: 180_000,
  hookTimeout: 180_000,
  retry,
  server: { deps: { inline: [/@tensorflow\//] } },
};

/** Seven letters of a hash (the fewest that the bundler takes) tell the contents of a file of one name apart; each letter more is in the list of names that the first view has. */
const BUILT_NAMES = {
  entryFileNames: 'assets/[name]-[hash:7].js',
  chunkFileNames: 'assets/[name]-[hash:7].js',
  assetFileNames: 'assets/[name]-[hash:7][extname]',
};

/** What every view draws with: one file, where the bundler would make twelve of half a kilobyte each. */
const OF_EVERY_VIEW =
  /\/(src\/(ui\/(canvas\/(island|frame|marks|lazyIsland|splat)|widgets\/(MathSymbol|Figures|IslandCanvas|FamilyCanvas|NumbersShell|TimeStatus|RunButtons|TrainingBar|Equation|GlossedEquation|Field|TimeSlider|Help|UndoButtons|TimeEnds|fieldForm|fieldHelp|transportState|useThrottled|beat|useWide|TerminalSnrCheck)|time\/(axis|reel)|quality|chosenProcess|families\/(family|images|index|points|ownUnits|realSample)|files\/(OwnData|download))|state\/(drawingTime|run\/exactField)|config\/(openPlan|classNames|openDataset|pageParameters)|words\/(de\/)?errors\/drawing)|datasets\/points\/(drawingOfLink|strokes))\.tsx?$/;

/** What the other views have in common, small parts too, each of which would be an entry in the lists of the first view. */
const OF_OTHER_VIEWS =
  /\/src\/(ui\/(widgets\/(ToggleButtons|MeasureButton|Numbers)|canvas\/layer|time\/(curves|timeEntry|shownTime)|families\/(forwardReel|realImages)|files\/saveTable|closedForm)|state\/(qualityProbe|drawInParts))\.tsx?$/;

/** What the tests of the built page have in common. */
const ofThePage = {
  retry,
  environment: 'node' as const,
  expect: { poll: { timeout: 120_000 } }, // vitest's own second is short for a page on a busy machine
  testTimeout: 600_000,
  hookTimeout: 180_000,
  globalSetup: ['tests/e2e/serve.ts'],
};

export default defineConfig(({ mode }) => ({
  plugins: [
    dictionary(languageOf(mode)),
    spokenSymbols(languageOf(mode)),
    page(languageOf(mode)),
    alternates(),
    socialCard(languageOf(mode) === 'en' ? 'index.html' : `${languageOf(mode)}.html`),
    contentSecurity(),
    isolation(),
    licences.page,
    translations(),
    offline(),
  ],
  base: './', // the built site works from any folder of any static host
  build: {
    target: 'es2022',
    modulePreload: {
      polyfill: false, // a browser without it loads the same files a little later
      // The lists of what a part imports are a twentieth of the first view: views have them, and what opens with a press asks for itself. That
      // is one or two round trips more in the first seconds of a first visit, and no request once the service worker has stored the site.
      resolveDependencies: (file, imports, { hostType }) =>
        hostType === 'html' || /\/View-/.test(file)
          ? imports
          : imports.filter((path) => path.endsWith('.css')),
    },
    outDir: 'dist',
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      checks: { pluginTimings: false }, // on a busy machine every build would warn of them
      output: {
        ...BUILT_NAMES,
        // One file for what the page imports at once: many small ones compress worse and cost a request each.
        codeSplitting: {
          groups: [
            { name: 'page', tags: ['$initial'] },
            { name: 'pictures', test: OF_EVERY_VIEW },
            { name: 'views', test: OF_OTHER_VIEWS },
          ],
        },
      },
    },
  },
  worker: {
    format: 'es',
    plugins: () => [dictionary(languageOf(mode)), licences.worker()],
    rolldownOptions: {
      output: {
        ...BUILT_NAMES,
        // WebKit evaluates a worker's first file again where a lazy chunk imports it: two hosts then answer each message, and the one
        // without runs answers first. So that file imports its code from a chunk, and lazy chunks import that chunk.
        codeSplitting: {
          groups: [{ name: 'worker', tags: ['$initial'], test: (id) => !id.endsWith('.worker.ts') }],
        },
      },
    },
  },
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
          testTimeout: 180_000, // a slow machine is no failure
          hookTimeout: 180_000,
          retry,
        },
      },
      {
        extends: true,
        test: {
          name: 'tensor',
          include: ['tests/tensor/**/*.test.ts'],
          exclude: [SHARED_HEAP],
          globalSetup: ['tests/tensor/pytorch/install.ts'],
          environment: 'node',
          isolate: false,
          testTimeout: 900_000, // ten learning runs of a minute or two, on a machine that may be busy
          hookTimeout: 180_000,
          retry,
          server: { deps: { inline: [/@tensorflow\//] } },
        },
      },
      {
        extends: true,
        test: {
          name: 'threads',
          ...ofSharedHeap,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          setupFiles: ['tests/browser/gpuErrors.ts'],
          testTimeout: 600_000, // a busy machine compiles a shader in seconds
          hookTimeout: 180_000,
          retry,
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
}));
