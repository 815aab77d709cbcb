/**
 * The packages whose code is really in the built page and its workers, with their licences: written beside the page as
 * `third-party.json`, which its About dialog shows, and by `scripts/docs/thirdParty.mjs` as THIRD_PARTY.md.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

export interface ThirdParty {
  readonly name: string;
  readonly version: string;
  /** SPDX identifier. */
  readonly licence: string;
  /** null where the package carries none: the standard text of its licence holds. */
  readonly text: string | null;
}

const FILE = 'third-party.json';

/** Helpers that the bundler itself puts into its output: `\0vite/preload-helper.js`, `\0rolldown/runtime.js`. */
const OF_BUNDLER = /^\0?(vite|rolldown)\//;

/** The folder of the package that a module is of; null for the page's own. */
function packageFolder(id: string, root: string): string | null {
  const [, bundler] = OF_BUNDLER.exec(id) ?? [];
  if (bundler) return join(root, 'node_modules', bundler);
  const [folder] =
    /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replace(/^\0/, '').replace(/\?.*$/, '')) ?? [];
  return folder ?? null;
}

function describe(folder: string): ThirdParty {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
  };
  if (!license) throw new Error(`${name} is in the bundle and states no licence`);
  const file = readdirSync(folder).find((each) => /^licen[cs]e(\.|$)/i.test(each));
  const text = file ? readFileSync(join(folder, file), 'utf8') : null;
  return { name, version, licence: license, text: text?.replaceAll('\r\n', '\n').trim() ?? null };
}

/** Code in the binaries of a package, of which its own files say nothing. */
const WITHIN: Readonly<Record<string, readonly ThirdParty[]>> = {
  '@tensorflow/tfjs-backend-wasm': [
    {
      name: 'XNNPACK, in the kernels of @tensorflow/tfjs-backend-wasm',
      version: '',
      licence: 'BSD-3-Clause',
      text: readFileSync(join(import.meta.dirname, 'xnnpack.licence.txt'), 'utf8').trim(),
    },
  ],
};

/** Collects packages while the page and its workers are bundled. A worker's bundle is done before the page's. */
export function thirdParty(): { page: Plugin; worker: () => Plugin } {
  const folders = new Set<string>();
  let root = '';
  const collect = (modules: Readonly<Record<string, { readonly renderedLength: number }>>) => {
    for (const [id, { renderedLength }] of Object.entries(modules)) {
      const folder = renderedLength > 0 ? packageFolder(id, root) : null;
      if (folder && existsSync(join(folder, 'package.json'))) folders.add(folder);
    }
  };
  const collecting = (name: string): Plugin => ({
    name,
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    renderChunk(_, chunk) {
      collect(chunk.modules);
      return null;
    },
  });
  return {
    worker: () => collecting('third-party-of-worker'),
    page: {
      ...collecting('third-party'),
      generateBundle() {
        const found = [...folders].map(describe).flatMap((each) => [each, ...(WITHIN[each.name] ?? [])]);
        found.sort((a, b) => (a.name < b.name ? -1 : 1));
        this.emitFile({ type: 'asset', fileName: FILE, source: `${JSON.stringify(found, null, 1)}\n` });
      },
    },
  };
}

/** THIRD_PARTY.md. */
export function thirdPartyDocument(all: readonly ThirdParty[]): string {
  const rows = all.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`);
  const texts = all.map(({ name, licence, text }) =>
    text
      ? `## ${name}\n\n\`\`\`text\n${text}\n\`\`\`\n`
      : `## ${name}\n\nThe package carries no text of its own: that of ${licence} holds, which stands with another package here.\n`,
  );
  return [
    '# Third-party code',
    '',
    'What other people’s code is in the built page and its workers, found by the bundler. Made by',
    '`scripts/docs/thirdParty.mjs`; a test compares it with the build.',
    '',
    '| package | version | licence |',
    '| --- | --- | --- |',
    ...rows,
    '',
    ...texts,
  ].join('\n');
}
