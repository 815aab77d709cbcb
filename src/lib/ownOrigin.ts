/**
 * Keeps a worker to its own site. A worker has the Content-Security-Policy of its own response, which a host without headers does not
 * send; this refuses then what the policy would have refused, as far as a script can.
 */

interface Scope {
  readonly location: { readonly href: string; readonly origin: string };
  fetch: typeof fetch;
}

/** Other ways to reach a server; nothing here uses one. */
const OTHER_WAYS = ['XMLHttpRequest', 'WebSocket', 'WebSocketStream', 'WebTransport', 'EventSource'];

const addressOf = (input: RequestInfo | URL): string =>
  input instanceof Request ? input.url : String(input);

/** Replaces the scope's `fetch` by one that rejects with a TypeError for another origin, and removes all other ways. */
export function keepToOwnOrigin(scope: Scope): void {
  const { fetch, location } = scope;
  scope.fetch = async (input, init) => {
    const { origin, href } = new URL(addressOf(input), location.href);
    if (origin !== location.origin) throw new TypeError(`${href} is not on this site: it is not fetched`);
    return fetch(input, init);
  };
  for (const name of OTHER_WAYS) Reflect.deleteProperty(scope, name);
}
