/** Every path that a document names exists, so that a file that moves takes the documents with it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');
/** What is made or installed, or belongs to tools. */
const SKIPPED = new Set(['node_modules', 'dist', 'coverage', 'test-results', '.git', '.ci', '.vite']);

/** Files and folders of the repository, as paths from its root. */
function pathsBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter(({ name }) => !SKIPPED.has(name))
    .flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      return entry.isDirectory() ? [path, ...pathsBelow(path)] : [path];
    });
}

const PATHS = new Set(pathsBelow(''));
const ENDINGS = [...PATHS].map((path) => `/${path}`);
const DOCUMENTS = [...PATHS].filter((path) => path.endsWith('.md'));

const LINK = /\]\((?!https?:|#)([^)#\s]+)/g;
/** In code quotes: a path of several parts, or the name of a file of this repository's kinds. */
const QUOTED = /`([\w.{},-]+(?:\/[\w.{},-]+)+\/?|[\w.-]+\.(?:tsx?|mjs|py|css|md))`/g;

/** `scripts/{dev,data}` names two paths. */
function expanded(path: string): string[] {
  const [, before, choices, after] = /^([^{]*)\{([^}]*)\}(.*)$/.exec(path) ?? [];
  return choices ? choices.split(',').flatMap((choice) => expanded(before + choice + after)) : [path];
}

/** A path may be written from the root or, where it is clear, from a folder below it: `runtime/yield.ts`. */
function exists(path: string, document: string): boolean {
  const bare = path.replace(/\/$/, '');
  return (
    PATHS.has(posix.join(posix.dirname(document), bare)) ||
    ENDINGS.some((ending) => ending.endsWith(`/${bare}`))
  );
}

describe.each(DOCUMENTS)('%s', (document) => {
  const text = readFileSync(join(ROOT, document), 'utf8');

  test('links to files that exist', () => {
    const links = [...text.matchAll(LINK)].map(([, link]) => link);
    const missing = links.filter(
      (link) => !PATHS.has(posix.join(posix.dirname(document), link).replace(/\/$/, '')),
    );
    expect(missing).toEqual([]);
  });

  test('names files that exist', () => {
    const named = [...text.matchAll(QUOTED)].flatMap(([, path]) => expanded(path));
    expect(named.filter((path) => !exists(path, document))).toEqual([]);
  });
});

test('there are documents, and the patterns find their paths', () => {
  const text = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
  expect(DOCUMENTS.length).toBeGreaterThan(15);
  expect([...text.matchAll(QUOTED)].length).toBeGreaterThan(10);
  expect(exists('src/nowhere.ts', 'README.md')).toBe(false);
});
