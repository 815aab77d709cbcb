/** The files of the site in a cache, each under its path and the digest of its content. */

export interface FileList {
  /** Digests by path, of what every view needs: stored when the service worker is installed. The page itself has the path ''. */
  readonly first: Readonly<Record<string, string>>;
  /** By the path of a page in another language, of what that page alone has, itself among it: stored when it is open. */
  readonly languages: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Of large files, stored at their first use. */
  readonly later: Readonly<Record<string, string>>;
}

/** What is used of a `Cache`. */
export type Store = Pick<Cache, 'match' | 'put' | 'delete' | 'keys'>;

interface Options {
  /** The address of the site's folder, with its trailing slash. */
  readonly site: string;
  readonly files: FileList;
  /** Added to every answer. */
  readonly headers: Readonly<Record<string, string>>;
  readonly open: () => Promise<Store>;
  readonly fetch: typeof fetch;
}

/** Files that are fetched at the same time. */
const LANES = 6;
/** Hexadecimal digits of SHA-256 in a digest. */
export const DIGEST_LENGTH = 32;
/** Files of an earlier version that an open tab may still ask for; their names are those of one content. */
const OF_ANY_VERSION = /^assets\//;

async function digestOf(body: ArrayBuffer): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, DIGEST_LENGTH);
}

export function createFileCache({ site, files, headers, open, fetch }: Options) {
  const digests: ReadonlyMap<string, string> = new Map([
    ...[files.first, ...Object.values(files.languages), files.later].flatMap((part) => Object.entries(part)),
  ]);
  const keyOf = (path: string) => `${site}${path}?${digests.get(path)}`;

  const find = async (store: Store | null, path: string): Promise<Response | undefined> =>
    digests.has(path) ? store?.match(keyOf(path)) : store?.match(site + path, { ignoreSearch: true });

  /** A response with the site's headers. What it says of its encoding is left out: its body is decoded. */
  function sealed({ body, status, headers: own }: Response): Response {
    const type = own.get('Content-Type');
    return new Response(body, { status, headers: { ...(type && { 'Content-Type': type }), ...headers } });
  }

  /** @throws Error where the host has another content, as in the middle of a deployment: it is never stored under this digest */
  async function keep(store: Store, path: string, response: Response): Promise<void> {
    const body = await response.arrayBuffer();
    if (!response.ok || (await digestOf(body)) !== digests.get(path))
      throw new Error(`${path || 'the page'} on the host is not the file of this version`);
    const type = response.headers.get('Content-Type');
    await store.put(keyOf(path), new Response(body, { headers: type ? { 'Content-Type': type } : {} }));
  }

  /** Fetches what is not stored yet. @throws Error where a file cannot be fetched or has another content */
  async function keepAll(store: Store, paths: readonly string[]): Promise<void> {
    const left = [...paths];
    const lane = async () => {
      for (let path = left.pop(); path !== undefined; path = left.pop())
        if (!(await store.match(keyOf(path))))
          await keep(store, path, await fetch(site + path, { cache: 'no-cache' }));
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }

  /** Stores what a page in another language alone has; itself last, so that a page that is stored is whole. */
  async function keepLanguage(store: Store, page: string): Promise<void> {
    await keepAll(
      store,
      Object.keys(files.languages[page]).filter((path) => path !== page),
    );
    await keepAll(store, [page]);
  }

  const pathIn = (url: string): string => url.slice(site.length).split(/[?#]/)[0];

  return {
    /**
     * Stores what every view needs, in English and in the languages that are open now or were at an earlier version.
     * @param tabs addresses of the open pages
     * @throws Error where a file cannot be fetched or has another content: nothing is installed then
     */
    async precache(tabs: readonly string[]): Promise<void> {
      const store = await open();
      const stored = (await store.keys()).map(({ url }) => url);
      const used = new Set([...tabs, ...stored].filter((url) => url.startsWith(site)).map(pathIn));
      await keepAll(store, Object.keys(files.first));
      for (const page of Object.keys(files.languages)) if (used.has(page)) await keepLanguage(store, page);
    },

    /** Removes what belongs to other versions. */
    async removeOthers(): Promise<void> {
      const store = await open();
      const own = new Set(Array.from(digests.keys(), keyOf));
      const others = (await store.keys()).filter(({ url }) => !own.has(url));
      await Promise.all(others.map((request) => store.delete(request)));
    },

    /** @returns the path of a request that is answered here; null for one that the network answers as ever */
    pathOf({ method, url, headers }: Request): string | null {
      if (method !== 'GET' || headers.has('Range') || !url.startsWith(site)) return null;
      const path = pathIn(url);
      const ofSite = path === 'index.html' ? '' : path;
      return digests.has(ofSite) || OF_ANY_VERSION.test(ofSite) ? ofSite : null;
    },

    /** @param during keeps the worker alive while a file is stored */
    async answer(request: Request, path: string, during: (work: Promise<void>) => void): Promise<Response> {
      // A browser whose storage fails or is full answers all the same.
      const store = await open().catch(() => null);
      const stored = await find(store, path).catch(() => undefined);
      if (stored) return sealed(stored);
      const response = await fetch(request).catch(async (error: unknown) => {
        // Without the network a page that is not stored in its language is shown in English: else the app is lost.
        const english = Object.hasOwn(files.languages, path) ? await find(store, '') : undefined;
        if (!english) throw error;
        return english;
      });
      const keeping = (to: Store) =>
        Object.hasOwn(files.languages, path) ? keepLanguage(to, path) : keep(to, path, response.clone());
      if (store && digests.has(path)) during(keeping(store).catch(() => {}));
      return sealed(response);
    },
  };
}
