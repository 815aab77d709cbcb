/** Every source file is reached from an entry point and opens with a header, which says why a long one is long. */
import { expect, test } from 'vitest';
import { FILES, neighbours, startedWorkers, textOf } from './importGraph';

/** What the page and pretraining load first, and the service worker; other workers are reached from the files that start them. */
const ENTRIES = [
  'src/main.tsx',
  'src/words/page.ts', // read by the build
  'src/words/symbols.ts', // read by the build and by scripts/docs/equations.mjs
  'workers/service.ts',
  'src/wasm/module/load.ts',
  'scripts/pretrain/preset.ts',
];

const LONG = 300;
/** A header states the reason in a sentence that holds "One file because" or the like. */
const REASON = /\b(one file|long)\b[^.]*\bbecause\b/i;

function reachable(entries: readonly string[]): Set<string> {
  const reached = new Set<string>();
  const visit = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const other of [...neighbours(file), ...startedWorkers(file)]) visit(other);
  };
  entries.forEach(visit);
  return reached;
}

test('every file of src, workers and datasets is reached from the page or a script', () => {
  const reached = reachable(ENTRIES);
  // A build for another language puts its dictionary in the place of the English one.
  const isReached = (file: string) => reached.has(file.replace('src/words/de/', 'src/words/'));
  expect(FILES.filter((file) => !isReached(file))).toEqual([]);
});

/** The comment that opens a file, or nothing. */
const header = (text: string): string => /^\/\*\*[\s\S]*?\*\//.exec(text)?.[0].replace(/\n \* ?/g, ' ') ?? '';

test('a file of src opens by saying what its thing is', () => {
  const silent = FILES.filter((file) => file.startsWith('src/') && header(textOf(file)) === '');
  expect(silent).toEqual([]);
});

test(`a file of more than ${LONG} lines says why in its header`, () => {
  const silent = FILES.filter((file) => !file.endsWith('.generated.ts')).filter((file) => {
    const text = textOf(file);
    return text.split('\n').length > LONG && !REASON.test(header(text));
  });
  expect(silent, 'split the file, or write "One file because …" in its header').toEqual([]);
});
