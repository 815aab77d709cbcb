// npm start: installs and builds what is missing or stale, serves the built site, opens a browser where there is one.
//   npm start -- --port 8080     another port        npm start -- --no-open     leave the browser alone
import { installPackages, root } from './install.mjs';

const args = process.argv.slice(2);
const portAt = args.findIndex((arg) => arg === '--port' || arg.startsWith('--port='));
const portText =
  portAt < 0 ? '5173' : args[portAt].includes('=') ? args[portAt].split('=')[1] : args[portAt + 1];
const port = Number(portText);
if (!Number.isInteger(port) || port < 1 || port > 65535) {
  console.error(`--port needs a number from 1 to 65535, not "${portText}".`);
  process.exit(1);
}
installPackages();

const { buildWhereStale } = await import('./build.mjs');
if (await buildWhereStale()) console.log('The site is built.');
const { preview } = await import('vite');
const hasScreen = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
const server = await preview({
  root,
  preview: {
    port,
    strictPort: portAt >= 0,
    open: !args.includes('--no-open') && hasScreen && !process.env.CI,
  },
});
server.printUrls();
const [address] = server.resolvedUrls.local;
if (address) console.log(`  In German: ${address}de.html`);
