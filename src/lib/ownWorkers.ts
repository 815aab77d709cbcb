/**
 * The one Trusted Types policy, through which every string goes that a browser would run: the address of a worker of this site, or of its
 * service worker, passes, and nothing else. Without it the Content-Security-Policy lets no string pass at all.
 */

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string | null }): unknown;
}

/** Beside the page, since a service worker answers for its own folder and what lies below. */
export const SERVICE_WORKER = './service.js';

const WORKER = /\/[\w-]+\.worker-[\w-]+\.js$/;

/** @param base the page's address @returns whether an address is that of a worker of the same site */
export function isOwnWorker(address: string, base: string): boolean {
  const [url, page] = [new URL(address, base), new URL(base)];
  const sameSite = url.protocol === page.protocol && url.origin === page.origin; // a blob: has its maker's origin
  const isService = url.href === new URL(SERVICE_WORKER, base).href;
  return sameSite && (isService || (url.search === '' && WORKER.test(url.pathname)));
}

/** To be called once, by a page or a worker that starts workers. @param base the address of that page or worker */
export function allowOwnWorkers(base: () => string): void {
  /** Browsers without Trusted Types ignore that part of the policy. */
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
  // "default" is the policy that browsers ask of their own accord: `new Worker(…)` stays as bundlers need it.
  factory?.createPolicy('default', {
    createScriptURL: (url) => (isOwnWorker(url, base()) ? url : null),
  });
}
