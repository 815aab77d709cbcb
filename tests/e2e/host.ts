/** A plain static host of a folder, on an origin of its own: it sends a file with its type, and no header of ours. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

export const DIST = join(import.meta.dirname, '../../dist');

export interface Host {
  /** With its trailing slash. */
  readonly site: string;
  /** What is served; another folder is another deployment. */
  folder: string;
  /** Paths that were asked for. */
  readonly requests: string[];
  /** Ends every connection: from now on nothing answers. */
  stop(): Promise<void>;
}

/** @param change what is sent instead of the page */
export async function startHost(folder = DIST, change = (html: string) => html): Promise<Host> {
  const server = createServer(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    host.requests.push(pathname);
    const path = join(host.folder, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    try {
      const body = await readFile(path);
      response.writeHead(200, { 'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream' });
      response.end(path.endsWith('.html') ? change(String(body)) : body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host: Host = {
    site: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    folder,
    requests: [],
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return host;
}
