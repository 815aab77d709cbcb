/** Builds the site where it is stale and serves it from a folder, as any static host would, for all end-to-end tests. */
import { fileURLToPath } from 'node:url';
import { preview } from 'vite';
import type { TestProject } from 'vitest/node';
import { buildWhereStale } from '../../scripts/dev/build.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the built site is served, with its trailing slash. */
    site: string;
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url));

export default async function serve(project: TestProject): Promise<() => Promise<void>> {
  await buildWhereStale();
  const server = await preview({ root, preview: { port: 0, open: false }, logLevel: 'warn' });
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error('the built site could not be served');
  project.provide('site', url);
  return () => server.close();
}
