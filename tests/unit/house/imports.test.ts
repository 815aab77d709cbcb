/** Walks every import and holds the rules of docs/architecture.md: who may know whom. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');

interface Import {
  readonly file: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

const STATEMENT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[\w*{][^'"`;]*?\s+from\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(STATEMENT)].map(([, type, named, dynamic]) => {
    const target = named ?? dynamic;
    const path = target.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(file), target)) : target;
    return { file, target: path.replace(/\?.*$/, ''), typeOnly: Boolean(type) };
  });
}

const FILES = ['src', 'workers', 'datasets'].flatMap(sourceFiles);
const IMPORTS = FILES.flatMap(importsOf);

/** The folder that a rule speaks of: "src/model", "datasets", "workers/protocol". */
function layer(path: string): string {
  if (path.startsWith('src/model/memory')) return 'src/model/memory'; // arithmetic that the page shares
  if (path.startsWith('src/'))
    return path
      .split('/')
      .slice(0, 2)
      .join('/')
      .replace(/\.tsx?$/, '');
  if (path.startsWith('workers/')) return path.replace(/\.ts$/, '');
  return path.split('/')[0];
}

/** What each layer may import at run time. Types may come from any layer below the UI and from the protocol. */
const PURE = ['src/lib', 'src/diffusion', 'datasets', 'src/config', 'src/interop'];
const MAY_IMPORT: Record<string, readonly string[]> = {
  'src/lib': [],
  datasets: ['src/lib'],
  'src/diffusion': ['src/lib'],
  'src/config': ['src/lib', 'src/diffusion', 'datasets'],
  'src/interop': ['src/lib', 'src/diffusion', 'src/config'],
  'src/runtime': ['src/lib', 'src/config', 'src/kernels'],
  'src/kernels': ['src/lib', 'src/diffusion', 'src/config'],
  'src/model': ['src/lib', 'src/diffusion', 'src/config', 'src/kernels', 'src/interop', 'src/runtime'],
  'src/model/memory': [...PURE, 'src/model'],
  'src/sampling': [...PURE, 'src/evaluation', 'src/kernels', 'src/model', 'src/runtime'],
  'src/evaluation': PURE,
  'src/training': [
    ...PURE,
    'src/kernels',
    'src/model',
    'src/model/memory',
    'src/runtime',
    'src/sampling',
    'src/evaluation',
    'src/storage',
  ],
  'src/storage': ['src/lib', 'src/config'],
  'src/state': [...PURE, 'src/storage'],
  'src/ui': [...PURE, 'src/state', 'src/storage', 'src/model/memory'],
};
const TENSOR_LAYERS = [
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
      if (to === from || allowed.includes(to)) return false;
      if (typeOnly && (to === 'workers/protocol' || to === 'workers/evaluator'))
        return from.startsWith('src/lib') || from === 'datasets' || from === 'src/diffusion';
      return true;
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
        const found = FILES.find((path) =>
          [`${target}.ts`, `${target}.tsx`, `${target}/index.ts`, target].includes(path),
        );
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
      DOM.test(withoutComments(readFileSync(join(ROOT, file), 'utf8'))),
    );
    expect(broken).toEqual([]);
  });

  test('randomness is never the machine’s own', () => {
    const broken = FILES.filter((file) =>
      /Math\.random|crypto\.getRandomValues/.test(readFileSync(join(ROOT, file), 'utf8')),
    );
    expect(broken).toEqual([]);
  });

  test('nothing reads a tensor synchronously', () => {
    const broken = FILES.filter((file) =>
      /\.(dataSync|arraySync|readSync)\(/.test(readFileSync(join(ROOT, file), 'utf8')),
    );
    expect(broken).toEqual([]);
  });
});
