/** The newest of what was made for questions, so that an answer is not computed twice and those of long ago take no memory. Pure. */

/** Whether two values hold the same numbers and texts, down to the last: a copy that arrived in a worker is the same as its original. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false;
  if (a instanceof Float32Array || a instanceof Int32Array || a instanceof Uint8Array)
    return (
      a.constructor === b.constructor &&
      a.length === (b as typeof a).length &&
      a.every((value, i) => Object.is(value, (b as typeof a)[i]))
    );
  const [own, other] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return own.size === other.size && [...own].every(([name, value]) => isSame(value, other.get(name)));
}

/**
 * @param most values that stay: the one that was asked for longest ago goes first
 * @returns the value of a key, made at the first request; what `make` throws is thrown, and made again at the next
 */
export function createRecent<K, V>(most: number, make: (key: K) => V): (key: K) => V {
  const entries: { readonly key: K; readonly value: V }[] = []; // newest first
  return (key) => {
    const at = entries.findIndex((entry) => isSame(entry.key, key));
    const entry = at < 0 ? { key, value: make(key) } : entries.splice(at, 1)[0];
    entries.unshift(entry);
    entries.length = Math.min(entries.length, most);
    return entry.value;
  };
}
