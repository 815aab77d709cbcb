/** What may stand without an importer, for `npm run lint`. */
import type { KnipConfig } from 'knip';

export default {
  entry: [
    'workers/service.ts', // bundled by scripts/site/offline.ts
    'src/wasm/module/{load,operations.generated}.ts',
    'scripts/**/*.mjs',
    'scripts/pretrain/preset.ts', // bundled by scripts/pretrain/pretrain.mjs
    'scripts/docs/linearVsCosine.ts', // bundled by scripts/docs/linearVsCosine.mjs
    'scripts/docs/equationMarkup.ts', // bundled by scripts/docs/equations.mjs
    'scripts/docs/writeCourse.ts', // bundled by scripts/docs/course.mjs
    'scripts/docs/imageTraining.ts', // bundled by scripts/docs/imageTraining.mjs
    'scripts/docs/writeRecipe.ts', // bundled by scripts/docs/recipe.mjs
    'scripts/docs/gallery.ts', // bundled by scripts/docs/gallery.mjs
    'scripts/docs/lessonStudies.ts', // bundled by scripts/docs/lessonStudies.mjs
    'scripts/bench/flow.ts', // bundled by scripts/bench/flow.mjs
    'scripts/bench/memorisation.ts', // bundled by scripts/bench/memorisation.mjs
    'scripts/pretrain/likelihood.ts', // bundled by scripts/pretrain/likelihood.mjs
    'scripts/pretrain/unetConfig.ts', // bundled by scripts/pretrain/unetConfig.mjs
    'scripts/bench/networks.ts', // bundled by scripts/bench/networks.mjs
    'tests/bench/threads.ts', // bundled by scripts/bench/bench.mjs
    'tests/e2e/tasks.ts', // bundled by scripts/bench/bench.mjs
    'tests/bench/node.ts', // bundled by scripts/bench/bench.mjs
    'tests/bench/page.ts', // loaded by tests/bench/index.html
    'tests/naga/{main,vitest}.ts', // bundled by scripts/dev/naga.mjs
  ],
  project: [
    'src/**',
    '!src/wasm/module/assembly/**',
    'workers/**',
    'datasets/**/*.ts',
    'scripts/**',
    'tests/**/*.{ts,tsx,mjs}',
  ],
  // The set of which -core, -backend-cpu, -backend-wasm, -backend-webgl and -backend-webgpu are parts. It stands in package.json so
  // that all parts have the version that it was released with; the app imports the parts, because the set brings layers, data and
  // converter into the bundle.
  // `npm run bench -- --dawn` says how to install webgpu by hand: a native binary that no other command needs.
  ignoreDependencies: ['@tensorflow/tfjs', 'webgpu'],
} satisfies KnipConfig;
