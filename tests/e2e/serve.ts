/** Builds the site once and serves it from a folder, as any static host would, for all end-to-end tests. */
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the built site is served, with its trailing slash. */
    site: string;
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A test runner's NODE_ENV would make a development build, larger and slower than what visitors get. */
async function buildAsShipped(): Promise<void> {
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  await build({ root, logLevel: 'warn' });
  process.env.NODE_ENV = NODE_ENV;
}

export default async function serve(project: TestProject): Promise<() => Promise<void>> {
  await buildAsShipped();
  const server = await preview({ root, preview: { port: 0, open: false }, logLevel: 'warn' });
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error('the built site could not be served');
  project.provide('site', url);
  return () => server.close();
}
