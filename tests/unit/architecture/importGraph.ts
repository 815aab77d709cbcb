/** The imports of the app's source files, read as text: what the tests of the architecture walk. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../..');

export interface Import {
  /** The file that imports, from the root of the repository. */
  readonly file: string;
  /** A path from the root of the repository without its ending where it is relative in the source, else a package. */
  readonly target: string;
  readonly typeOnly: boolean;
}

/** TypeScript files below a folder, as paths from the root of the repository. */
function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

export const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const STATEMENT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[\w*{][^'"`;]*?\s+from\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

/** Workers start from a URL, which is as good as an import: new URL('./x.worker.ts', import.meta.url). */
const WORKER_URL = /new URL\(\s*['"](\.[^'"]+\.tsx?)['"],\s*import\.meta\.url\s*\)/g;

function resolved(file: string, target: string): string {
  const path = target.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(file), target)) : target;
  return path.replace(/\?.*$/, '');
}

/** Static, dynamic and type imports and re-exports of one file. */
export function importsOf(file: string): Import[] {
  return [...textOf(file).matchAll(STATEMENT)].map(([, type, fixed, dynamic]) => ({
    file,
    target: resolved(file, fixed ?? dynamic),
    typeOnly: Boolean(type),
  }));
}

const isAssembly = (file: string): boolean => file.startsWith('src/wasm/module/assembly/');
const SOURCES: readonly string[] = ['src', 'workers', 'datasets'].flatMap(sourceFiles);
/** What runs as TypeScript. */
export const FILES: readonly string[] = SOURCES.filter((file) => !isAssembly(file));
/** AssemblyScript, which only its own files import. */
export const ASSEMBLY: readonly string[] = SOURCES.filter(isAssembly);
export const IMPORTS: readonly Import[] = FILES.flatMap(importsOf);

const KNOWN = new Set(SOURCES);

/** The source file that an import reaches, or undefined for a package or an asset. */
export const fileOf = (target: string): string | undefined =>
  [target, `${target}.ts`, `${target}.tsx`, `${target}/index.ts`].find((path) => KNOWN.has(path));

/** The source files that one file loads or names types of. */
export const neighbours = (file: string): string[] => [
  ...new Set(
    importsOf(file)
      .map(({ target }) => fileOf(target))
      .filter((path) => path !== undefined),
  ),
];

/** The workers that one file starts. */
export const startedWorkers = (file: string): string[] =>
  [...textOf(file).matchAll(WORKER_URL)].map(([, target]) => resolved(file, target));
