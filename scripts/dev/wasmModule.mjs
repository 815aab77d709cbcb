/**
 * npm run wasm: compiles src/wasm/module/assembly to the two modules beside it, and writes the table of their operations.
 *
 * An exported function without a result is an operation: it gets a number, and the entry that is made here has a `run` that carries out a
 * list of them, [number, arguments …] each, once or several times, in one call from JavaScript. Exported functions with a result are called from JavaScript only.
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
const EXPORTED = /^export function (\w+)\(([^)]*)\): (\w+) \{(.*?)^\}/gms;
/** In the text of an operation that shares its work among threads. */
const SHARES = /\bfirst(Row|Number)\(/;

/** Exported functions of a source: name, parameters as [name, type], result, and whether threads share its work. */
function functionsOf(text) {
  return [...text.matchAll(EXPORTED)].map(([, name, parameters, result, body]) => ({
    name,
    result,
    shared: SHARES.test(body),
    parameters: parameters
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '')
      .map((each) => each.split(/:\s*/)),
  }));
}

/** The entry: every exported function, and those that carry out lists. */
function entryText(files) {
  const operations = files.flatMap(({ functions }) => functions).filter(({ result }) => result === 'void');
  const cases = operations.map(({ name, parameters }, number) => {
    const values = parameters.map(([, type], i) => `load<${type}>(at, ${4 * i})`);
    return `case ${number}: { if (mine) ${name}(${values.join(', ')}); at += ${4 * parameters.length}; break; }`;
  });
  const shared = operations.reduce(
    (bits, each, number) => bits | (each.shared ? 1n << BigInt(number) : 0n),
    0n,
  );
  return [
    ...files.map(
      ({ file, functions }) => `import { ${functions.map(({ name }) => name).join(', ')} } from './${file}';`,
    ),
    "import { allowThreads, awaitList, awaitLists, beginList, countInTable, countOf, endList, endShared, endTable, isFirstThread, isOfTable, leaveList, listInTable, listOf, offerLists, takeList, threadCount, timesOf, together, workWith } from './threads';",
    ...files.map(({ functions }) => `export { ${functions.map(({ name }) => name).join(', ')} };`),
    'export { allowThreads, endShared, endTable, leaveList };',
    'function walk(at: usize, count: i32): void {',
    '  const all = threadCount();',
    '  let before = false;',
    '  for (; count > 0; count--) {',
    '    const operation = load<i32>(at);',
    `    const shared = ((<u64>${shared} >> <u64>operation) & 1) != 0, mine = shared || isFirstThread();`,
    '    if (shared || before) together();',
    '    before = shared;',
    '    at += 4;',
    '    workWith(shared ? all : 1);',
    `    switch (operation) { ${cases.join('\n')} default: unreachable(); }`,
    '    workWith(all);',
    '  }',
    '  together();',
    '}',
    'export function run(at: usize, count: i32, times: i32): void { for (; times > 0; times--) walk(at, count); }',
    'export function runTogether(block: usize, at: usize, count: i32, times: i32, all: i32): void {',
    '  beginList(block, at, count, times, all);',
    '  run(at, count, times);',
    '  workWith(1);',
    '}',
    'function runListed(block: usize, i: i32): void {',
    '  run(listInTable(block, i), countInTable(block, i), 1);',
    '  endList(block, false);',
    '}',
    'function runOthers(block: usize, generation: i32): void {',
    '  for (let i = takeList(block, generation); i > 0; i = takeList(block, generation)) runListed(block, i);',
    '}',
    'export function runTable(block: usize, lists: i32): i32 {',
    '  const generation = offerLists(block, lists);',
    '  runListed(block, 0);',
    '  runOthers(block, generation);',
    '  return awaitLists(block);',
    '}',
    'export function help(block: usize, number: i32): void {',
    '  for (let seen = 0; ;) {',
    '    seen = awaitList(block, number, seen);',
    '    if (isOfTable(seen)) runOthers(block, seen);',
    '    else if (number < threadCount()) run(listOf(block), countOf(block), timesOf(block));',
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
const INLINED = new Set([
  'activations',
  'fewOutputs',
  'images',
  'lanes',
  'norms',
  'parts',
  'products',
  'threads',
  'winograd',
]);
/** The largest memory is that of TensorFlow.js, which is imported: shared or not, see src/wasm/module/sharedMemory.ts. */
const MEMORY = ['--importMemory', '--initialMemory', '1', '--maximumMemory', '65536'];
const OPTIONS = ['--runtime', 'stub', '--noAssert', '-O3', ...MEMORY];
const FEATURES = { simd: ['simd', 'threads'], relaxed: ['simd', 'threads', 'relaxed-simd'] };

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
