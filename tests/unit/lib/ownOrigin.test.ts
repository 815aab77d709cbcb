/** Where a host sends no policy, a worker keeps to its own site by itself. */
import { describe, expect, test } from 'vitest';
import { keepToOwnOrigin } from '../../../src/lib/ownOrigin';

function scopeOf() {
  const fetched: string[] = [];
  const scope = {
    location: { href: 'https://lab.example/assets/worker.js', origin: 'https://lab.example' },
    fetch: (async (input: RequestInfo | URL) => {
      fetched.push(String(input));
      return new Response();
    }) as typeof fetch,
    WebSocket: class {},
    XMLHttpRequest: class {},
  };
  keepToOwnOrigin(scope);
  return { scope, fetched };
}

describe('a worker that keeps to its own origin', () => {
  test('fetches what lies on its site', async () => {
    const { scope, fetched } = scopeOf();
    await scope.fetch('../data.bin');
    await scope.fetch(new URL('https://lab.example/x'));
    expect(fetched).toEqual(['../data.bin', 'https://lab.example/x']);
  });

  test.each(['https://example.org', '//example.org/x', 'http://lab.example/x', 'data:text/plain,x'])(
    'does not fetch %s',
    async (address) => {
      const { scope, fetched } = scopeOf();
      await expect(scope.fetch(address)).rejects.toThrow(/is not on this site/);
      await expect(scope.fetch(new URL(address, scope.location.href))).rejects.toThrow(TypeError);
      expect(fetched).toEqual([]);
    },
  );

  test('has no other way to a server', () => {
    const { scope } = scopeOf();
    expect('WebSocket' in scope || 'XMLHttpRequest' in scope).toBe(false);
  });
});
