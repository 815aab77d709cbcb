/**
 * npm run wasm: compiles src/wasm/module/assembly to the two modules beside it, and writes the table of their operations.
 *
 * An exported function without a result is an operation: it gets a number, and the entry that is made here has a `run` that carries out a
 * list of them, [number, arguments …] each, in one call from JavaScript. Exported functions with a result are called from JavaScript only.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import { root } from './install.mjs';

export const FOLDER = join(root, 'src/wasm/module');
const SOURCES = join(FOLDER, 'assembly');
const TABLE = 'operations.generated.ts';

const CONSTANT = /^export const (\w+) = (\d+);/gm;
const EXPORTED = /^export function (\w+)\(([^)]*)\): (\w+)/gm;

/** Exported functions of a source: name, parameters as [name, type], result. */
function functionsOf(text) {
  return [...text.matchAll(EXPORTED)].map(([, name, parameters, result]) => ({
    name,
    result,
    parameters: parameters
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '')
      .map((each) => each.split(/:\s*/)),
  }));
}

/** The entry: every exported function, and `run`. */
function entryText(files) {
  const operations = files.flatMap(({ functions }) => functions).filter(({ result }) => result === 'void');
  const cases = operations.map(({ name, parameters }, number) => {
    const values = parameters.map(([, type], i) => `load<${type}>(at, ${4 * i})`);
    return `case ${number}: { ${name}(${values.join(', ')}); at += ${4 * parameters.length}; break; }`;
  });
  return [
    ...files.map(
      ({ file, functions }) => `import { ${functions.map(({ name }) => name).join(', ')} } from './${file}';`,
    ),
    ...files.map(({ functions }) => `export { ${functions.map(({ name }) => name).join(', ')} };`),
    'export function run(at: usize, count: i32): void {',
    '  for (; count > 0; count--) {',
    '    const operation = load<i32>(at);',
    '    at += 4;',
    `    switch (operation) { ${cases.join('\n')} default: unreachable(); }`,
    '  }',
    '}',
  ].join('\n');
}

/** The table for TypeScript: a type of the exports, and of each operation its number and the kinds of its parameters. */
function tableText(files) {
  const functions = files.flatMap((file) => file.functions);
  const operations = functions.filter(({ result }) => result === 'void');
  const signature = ({ name, parameters, result }) =>
    `  ${name}(${parameters.map(([each]) => `${each}: number`).join(', ')}): ${result === 'void' ? 'void' : 'number'};`;
  const row = ({ name, parameters }, number) =>
    `  ${name}: { number: ${number}, kinds: '${parameters.map(([, type]) => (type === 'f32' ? 'f' : 'i')).join('')}' },`;
  return [
    '/** Made by scripts/dev/wasmModule.mjs from src/wasm/module/assembly: the functions of the module. */',
    '',
    '/** Addresses are in bytes, sizes in numbers. */',
    'export interface ModuleFunctions {',
    ...functions.map(signature),
    '}',
    '',
    "/** Operations that a list holds: each one's number there, and of each argument whether it is an integer (i) or f32 (f). */",
    'export const OPERATIONS = {',
    ...operations.map(row),
    '} as const;',
    '',
    ...files.flatMap(({ constants }) =>
      constants.map(({ name, value }) => `export const ${name} = ${value};`),
    ),
    '',
  ].join('\n');
}

/** @returns the bytes of each file by its name in src/wasm/module */
export async function buildModule() {
  const files = readdirSync(SOURCES)
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => ({
      file: name.slice(0, -'.ts'.length),
      text: readFileSync(join(SOURCES, name), 'utf8'),
    }))
    .map(({ file, text }) => ({
      file,
      functions: functionsOf(text),
      constants: [...text.matchAll(CONSTANT)].map(([, name, value]) => ({ name, value })),
    }));
  const kernels = files.filter(({ file }) => !INLINED.has(file));
  const built = { [TABLE]: Buffer.from(tableText(kernels)) };
  for (const [name, features] of Object.entries(FEATURES)) {
    const output = {};
    const { error, stderr } = await asc.main(
      ['entry.ts', '--outFile', 'module.wasm', ...OPTIONS, ...features.flatMap((each) => ['--enable', each])],
      {
        readFile: (path) => (path === 'entry.ts' ? entryText(kernels) : sourceOf(path)),
        writeFile: (path, contents) => {
          output[path] = contents;
        },
        listFiles: () => [],
      },
    );
    if (error) throw new Error(`${error.message}\n${stderr}`);
    built[`${name}.wasm`] = Buffer.from(output['module.wasm']);
  }
  return built;
}

/** Sources that other sources take functions from, inlined, and that export none to JavaScript. */
const INLINED = new Set(['activations', 'images', 'lanes', 'products', 'winograd']);
const OPTIONS = ['--runtime', 'stub', '--noAssert', '-O3', '--importMemory', '--initialMemory', '1'];
const FEATURES = { simd: ['simd'], relaxed: ['simd', 'relaxed-simd'] };

function sourceOf(path) {
  try {
    return readFileSync(join(SOURCES, path), 'utf8');
  } catch {
    return null;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [name, bytes] of Object.entries(await buildModule())) {
    writeFileSync(join(FOLDER, name), bytes);
    console.log(`${name}: ${bytes.length} bytes`);
  }
