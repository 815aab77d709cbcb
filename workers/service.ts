/**
 * The service worker: answers for the whole site from a cache, so that a later visit needs no network, and adds the site's headers, so
 * that a host that sends none isolates the page for threads and binds its workers to the policy. The build bundles it as `service.js`
 * with the digest of every file (`scripts/site/offline.ts`): an update is another list, and its bytes are what the browser compares.
 */

import { keepToOwnOrigin } from '../src/lib/ownOrigin';
import { headersFor } from '../src/lib/siteHeaders';
import { createFileCache, type FileList, type Store } from './fileCache';

interface Extendable {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetched extends Extendable {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Scope {
  readonly location: Location;
  readonly navigator: Navigator;
  readonly registration: { readonly scope: string };
  readonly clients: { matchAll(options: object): Promise<readonly { readonly url: string }[]> };
  fetch: typeof fetch;
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', call: (event: Extendable) => void): void;
  addEventListener(type: 'message', call: (event: MessageEvent) => void): void;
  addEventListener(type: 'fetch', call: (event: Fetched) => void): void;
}

/** Put in by the build. */
declare const SITE_FILES: FileList;

const scope = self as unknown as Scope;
keepToOwnOrigin(scope);

const site = scope.registration.scope;
const headers = headersFor(scope.navigator.userAgent);
/** One cache for all versions: its keys hold digests, so that versions share what they have in common and never mix. */
const open = (): Promise<Store> => caches.open('ddpm-lab');
const files = createFileCache({
  site,
  files: SITE_FILES,
  headers,
  open,
  fetch: (...of) => scope.fetch(...of),
});

const openTabs = () => scope.clients.matchAll({ type: 'window', includeUncontrolled: true });

scope.addEventListener('install', (event) =>
  event.waitUntil(openTabs().then((tabs) => files.precache(tabs.map(({ url }) => url)))),
);

/** A tab of an earlier version may still load parts of it: they stay until a version begins with at most one tab. */
scope.addEventListener('activate', (event) =>
  event.waitUntil(openTabs().then((tabs) => (tabs.length > 1 ? undefined : files.removeOthers()))),
);

/** The page asks for it when its user does; by itself an update waits until no tab is open. */
scope.addEventListener('message', ({ data }) => {
  if (data === 'activate') void scope.skipWaiting();
});

scope.addEventListener('fetch', (event) => {
  const path = files.pathOf(event.request);
  if (path !== null) event.respondWith(files.answer(event.request, path, (work) => event.waitUntil(work)));
});
