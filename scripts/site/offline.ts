/** Builds the service worker into the site: bundled, with the digest of every file, so that its bytes change where a file does. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { build, type Plugin } from 'vite';
import { DIGEST_LENGTH, type FileList } from '../../workers/fileCache.ts';

const FILE = 'service.js';
/** Hosts read the first and do not serve it; the other one is the service worker itself. */
const NOT_OF_PAGE = new Set(['_headers', FILE]);
/** Images and what learned from them: 35 MB, of which most visitors use a part. The two models of points are stored at once. */
const AT_FIRST_USE = /\.(bin|safetensors)$|^pretrained\/.*\.dlr$/;

/** The digests of a built site's files. */
export function filesOf(folder: string): FileList {
  const files = { first: {} as Record<string, string>, later: {} as Record<string, string> };
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  for (const path of paths.sort()) {
    if (NOT_OF_PAGE.has(path)) continue;
    const digest = createHash('sha256')
      .update(readFileSync(join(folder, path)))
      .digest('hex');
    const part = AT_FIRST_USE.test(path) ? files.later : files.first;
    part[path === 'index.html' ? '' : path] = digest.slice(0, DIGEST_LENGTH);
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
