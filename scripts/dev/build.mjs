// Builds the site into dist/ where a source has changed since the build before. As a program: does so.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './install.mjs';

/** What the build reads. */
const SOURCES = [
  'src',
  'workers',
  'datasets',
  'public',
  'scripts/site',
  'index.html',
  'vite.config.ts',
  'package-lock.json',
];
const stampFile = join(root, 'node_modules', '.cache', 'ddpm-lab', 'built');

function* filesOf(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) yield { path, stats };
  else for (const name of readdirSync(path).sort()) yield* filesOf(join(path, name));
}

/** A digest of the name, size and time of every source. */
function stampOfSources() {
  const hash = createHash('sha256');
  for (const source of SOURCES)
    for (const { path, stats } of filesOf(join(root, source)))
      hash.update(`${path} ${stats.size} ${stats.mtimeMs}\n`);
  return hash.digest('hex');
}

/** @param config is added to the configuration of vite.config.ts */
export async function buildSite(config = {}) {
  const { build } = await import('vite');
  // A test runner's NODE_ENV would make a development build, larger and slower than what visitors get.
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  await build({ root, logLevel: 'warn', ...config });
  if (NODE_ENV === undefined) delete process.env.NODE_ENV;
  else process.env.NODE_ENV = NODE_ENV;
}

/** @returns whether the site had to be built */
export async function buildWhereStale() {
  const stamp = stampOfSources();
  const built = existsSync(join(root, 'dist', 'index.html')) && existsSync(stampFile);
  if (built && readFileSync(stampFile, 'utf8') === stamp) return false;
  await buildSite();
  mkdirSync(join(stampFile, '..'), { recursive: true });
  writeFileSync(stampFile, stamp);
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWhereStale();
