// Serves the folder "site" beside this file, and opens a browser: node start.mjs [port [address]]
// With the address 0.0.0.0 other machines of the network reach it too.
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};
const site = join(dirname(fileURLToPath(import.meta.url)), 'site');
const [port = '8000', address = 'localhost'] = process.argv.slice(2);

const server = createServer(async ({ url }, response) => {
  try {
    const { pathname } = new URL(url, 'http://localhost');
    const path = normalize(join(site, decodeURIComponent(pathname.replace(/\/$/, '/index.html'))));
    if (!path.startsWith(site + sep)) throw new Error('outside the site');
    const body = await readFile(path);
    response.writeHead(200, { 'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(body);
  } catch {
    response.writeHead(404).end('not found');
  }
});
server.listen(Number(port), address, () => {
  const page = `http://localhost:${server.address().port}/`;
  console.log(`DDPM Lab: ${page}\nIn German: ${page}de.html\nLeave this window open; Ctrl+C ends it.`);
  if (process.env.NO_BROWSER) return;
  const [command, ...before] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[process.platform] ?? [
    'xdg-open',
  ];
  spawn(command, [...before, page], { stdio: 'ignore', detached: true }).on('error', () => {});
});
