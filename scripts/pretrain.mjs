// npm run pretrain -- --preset ID: trains a shipped 2-D model again with the app's own trainer (WASM, in Node), and writes its
// weights and model card to public/pretrained/ID; the first preset also gives the recording that opens the page.
import { installPackages, root } from './install.mjs';

installPackages();
const { createServer } = await import('vite');
const server = await createServer({
  root,
  logLevel: 'warn',
  appType: 'custom',
  server: { middlewareMode: true, hmr: false, watch: null },
  ssr: { noExternal: [/@tensorflow\//] },
});
let status = 0;
try {
  const { pretrain } = await server.ssrLoadModule('/scripts/pretrain.ts');
  await pretrain(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  status = 1;
}
await server.close();
process.exit(status);
