/** Builds the service worker into the site: bundled, with the digest of every file, so that its bytes change where a file does. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { build, type Plugin } from 'vite';
import { pages } from '../../src/words/language.ts';
import { DIGEST_LENGTH, type FileList } from '../../workers/fileCache.ts';
import { CARD } from './socialCard.ts';

const FILE = 'service.js';
const START = 'index.html';
/** Hosts read the first and do not serve it, the second is the service worker itself, and the third is for those who do not visit. */
const NOT_OF_PAGE = new Set(['_headers', FILE, CARD.file]);
/**
 * Images and what learned from them: 35 MB, of which most visitors use a part; the gallery's pictures; the licences of packages, a list
 * that few open; and the large icons, which a browser fetches when the page is installed. The two models of points are stored at once.
 */
const AT_FIRST_USE =
  /\.(bin|safetensors)$|^classifier\/|^pretrained\/.*(\.dlr|_config\.json|\/unet\/config\.json|\/model_index\.json)$|^gallery\/|^third-party\.json$|^icons\/(512|maskable)\.png$/;

/** A file that the build has named by its content. */
const BUILT = /[\w.-]+-[\w-]{7}\.\w+/g;

/** The built files that a page, and what it loads, name. */
function reached(folder: string, page: string, built: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set([page]);
  for (const path of found) {
    if (!/\.(html|js|css)$/.test(path)) continue;
    for (const [name] of readFileSync(join(folder, path), 'utf8').matchAll(BUILT))
      if (built.has(`assets/${name}`)) found.add(`assets/${name}`);
  }
  return found;
}

/** The digests of a built site's files. */
export function filesOf(folder: string): FileList {
  const files = {
    first: {} as Record<string, string>,
    languages: {} as Record<string, Record<string, string>>,
    later: {} as Record<string, string>,
  };
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  const built = new Set(paths.filter((path) => path.startsWith('assets/')));
  const english = reached(folder, START, built);
  const own = new Map<string, string>(); // the page in another language that alone has a file
  for (const { file } of pages) {
    if (file === START) continue;
    files.languages[file] = {};
    for (const path of reached(folder, file, built)) if (!english.has(path)) own.set(path, file);
  }
  for (const path of paths.sort()) {
    if (NOT_OF_PAGE.has(path)) continue;
    const digest = createHash('sha256')
      .update(readFileSync(join(folder, path)))
      .digest('hex');
    const part = AT_FIRST_USE.test(path)
      ? files.later
      : (files.languages[own.get(path) ?? ''] ?? files.first);
    part[path === START ? '' : path] = digest.slice(0, DIGEST_LENGTH);
  }
  return files;
}

async function bundle(root: string, files: FileList): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define: { SITE_FILES: JSON.stringify(files) },
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: { input: join(root, 'workers/service.ts'), output: { format: 'iife' } },
    },
  });
  const [output] = [built].flat();
  if (!('output' in output)) throw new Error('the service worker was not built');
  return output.output[0].code;
}

/**
 * A development server has the address that `npm start` has served a built site at, whose service worker would go on answering with it.
 * This one takes its place, and ends.
 */
const LAST = `addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) await caches.delete(name);
  await registration.unregister();
  for (const tab of await clients.matchAll({ type: 'window' })) await tab.navigate(tab.url);
})()));
`;

export function offline(): Plugin {
  let root = '';
  return {
    name: 'offline',
    configResolved(config) {
      ({ root } = config);
    },
    configureServer({ middlewares }) {
      middlewares.use(`/${FILE}`, (_, response) => {
        response.setHeader('Content-Type', 'text/javascript');
        response.end(LAST);
      });
    },
    writeBundle: {
      sequential: true, // after the other languages
      async handler({ dir }) {
        if (dir) writeFileSync(join(dir, FILE), await bundle(root, filesOf(dir)));
      },
    },
  };
}
