/** Walks every import and holds the rules of docs/architecture.md: who may know whom. */
import { describe, expect, test } from 'vitest';
import { ASSEMBLY, FILES, fileOf, IMPORTS, importsOf, neighbours, textOf } from './importGraph';

/** The folder that a rule speaks of: "src/model", "datasets", "workers/protocol". */
function layer(path: string): string {
  const shared = /^src\/model\/(memory|namedWeights|trainState)\b/.exec(path);
  if (shared) return shared[0]; // arithmetic that the page shares
  if (path.startsWith('src/'))
    return path
      .split('/')
      .slice(0, 2)
      .join('/')
      .replace(/\.tsx?$/, '');
  if (path.startsWith('workers/')) return path.replace(/\.ts$/, '');
  return path.split('/')[0];
}

/** What the page and a worker say to each other; only who speaks over it knows it. */
const WIRES = ['workers/protocol', 'workers/evaluator'];
const KNOW_A_WIRE = ['src/training', 'src/evaluation', 'src/state', 'src/ui'];

/** What each layer may import. The types of src/types and the words may be imported from everywhere. */
const PURE = ['src/lib', 'src/diffusion', 'datasets', 'src/config', 'src/interop'];
const MAY_IMPORT: Record<string, readonly string[]> = {
  'src/lib': [],
  'src/words': ['src/lib'],
  'src/types': ['src/lib', 'src/diffusion'], // the ids of the papers' choices
  datasets: ['src/lib'],
  'src/diffusion': ['src/lib'],
  'src/config': ['src/lib', 'src/diffusion', 'datasets'],
  'src/interop': ['src/lib', 'src/diffusion', 'src/config'],
  'src/webgpu': ['src/lib'],
  'src/wasm': ['src/lib'],
  'src/recorded': ['src/lib', 'src/webgpu', 'src/wasm'],
  'src/runtime': ['src/lib', 'src/config', 'src/webgpu', 'src/wasm'],
  'src/kernels': ['src/lib', 'src/webgpu', 'src/wasm'],
  'src/model': [
    'src/lib',
    'src/diffusion',
    'src/config',
    'src/kernels',
    'src/interop',
    'src/model/namedWeights',
  ],
  'src/model/namedWeights': ['src/lib', 'src/diffusion', 'src/model'],
  'src/model/trainState': ['src/lib', 'src/diffusion', 'src/model', 'src/model/namedWeights'],
  'src/model/memory': ['src/lib', 'src/diffusion', 'src/config', 'src/model'],
  'src/sampling': [
    'src/lib',
    'src/diffusion',
    'src/config',
    'src/evaluation',
    'src/kernels',
    'src/recorded',
    'src/model',
    'src/runtime',
  ],
  'src/evaluation': PURE,
  'src/training': [
    ...PURE,
    'src/kernels',
    'src/webgpu',
    'src/recorded',
    'src/model',
    'src/model/memory',
    'src/model/trainState',
    'src/runtime',
    'src/sampling',
    'src/evaluation',
  ],
  'src/storage': ['src/lib', 'src/config'],
  'src/state': [...PURE, 'src/storage', 'src/model/namedWeights', 'src/model/trainState'],
  'src/ui': [...PURE, 'src/state', 'src/model/memory'],
};
const TENSOR_LAYERS = [
  'src/webgpu',
  'src/wasm',
  'src/recorded',
  'src/kernels',
  'src/model',
  'src/training',
  'src/sampling',
  'src/evaluation',
  'src/runtime',
];

describe('who may import whom', () => {
  test('there are imports to walk', () => {
    expect(IMPORTS.length).toBeGreaterThan(50);
  });

  test('each layer imports only what stands below it', () => {
    const broken = IMPORTS.filter(({ file, target, typeOnly }) => {
      const from = layer(file);
      const to = layer(target);
      const allowed = MAY_IMPORT[from];
      if (!allowed || !(to.startsWith('src/') || to.startsWith('workers/') || to === 'datasets'))
        return false;
      if (to === from || to === 'src/words' || allowed.includes(to)) return false;
      if (typeOnly && to === 'src/types') return false;
      return !(typeOnly && WIRES.includes(to) && KNOW_A_WIRE.includes(from));
    });
    expect(broken.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  test('no imports form a circle, not even of types', () => {
    const open: string[] = [];
    const closed = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string): void => {
      if (closed.has(file)) return;
      if (open.includes(file)) {
        circles.push([...open.slice(open.indexOf(file)), file].join(' → '));
        return;
      }
      open.push(file);
      neighbours(file).forEach(visit);
      open.pop();
      closed.add(file);
    };
    [...FILES, ...ASSEMBLY].forEach(visit);
    expect(circles).toEqual([]);
  });

  test('no view imports a view', () => {
    const viewOf = (path: string) => /^src\/ui\/views\/(\w+)/.exec(path)?.[1];
    const broken = IMPORTS.filter(({ file, target }) => {
      const [from, to] = [viewOf(file), viewOf(target)];
      return from !== undefined && to !== undefined && from !== to;
    });
    expect(broken.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  test('only the tensor layers import TensorFlow.js', () => {
    const broken = IMPORTS.filter(
      ({ file, target }) => target.startsWith('@tensorflow/') && !TENSOR_LAYERS.includes(layer(file)),
    );
    expect(broken.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  test.each([
    ['src/main.tsx', 10],
    ['workers/evaluator.worker.ts', 10],
  ])('%s reaches no TensorFlow.js', (entry, least) => {
    const reached = new Set<string>();
    const visit = (file: string) => {
      if (reached.has(file)) return;
      reached.add(file);
      for (const { target, typeOnly } of importsOf(file)) {
        if (typeOnly) continue;
        const found = fileOf(target);
        if (found) visit(found);
      }
    };
    visit(entry);
    expect(reached.size).toBeGreaterThan(least);
    const tensorImports = [...reached]
      .flatMap(importsOf)
      .filter(({ target }) => target.startsWith('@tensorflow/'));
    expect(tensorImports.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  test('the pure core never touches the DOM', () => {
    const DOM = /\b(document|window|navigator|HTMLElement|requestAnimationFrame|localStorage)\b/;
    const withoutComments = (text: string) =>
      text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$|'[^'\n]*'|`[^`]*`/gm, '');
    const broken = FILES.filter((file) => PURE.includes(layer(file))).filter((file) =>
      DOM.test(withoutComments(textOf(file))),
    );
    expect(broken).toEqual([]);
  });

  test('randomness is never the machine’s own', () => {
    const broken = FILES.filter((file) => /Math\.random|crypto\.getRandomValues/.test(textOf(file)));
    expect(broken).toEqual([]);
  });

  test('nothing reads a tensor synchronously', () => {
    const broken = FILES.filter((file) => /\.(dataSync|arraySync|readSync)\(/.test(textOf(file)));
    expect(broken).toEqual([]);
  });
});
