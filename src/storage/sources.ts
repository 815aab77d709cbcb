/** The user's own data under a digest of all that they are, so that runs on the same data share one record. */
import { sha256 } from '../lib/sha256';
import type { DataSource } from '../types/dataSource';

/** Digests of sources that were seen, since a run saves the same object every few seconds. */
const known = new WeakMap<DataSource, Promise<string>>();

/** Names and numbers as text, each array as its digest, in a fixed order. */
async function digestOf(source: DataSource): Promise<string> {
  const parts = await Promise.all(
    Object.entries(source)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(async ([name, value]) => [name, ArrayBuffer.isView(value) ? await sha256(value) : value]),
  );
  return sha256(JSON.stringify(parts));
}

export function dataIdOf(source: DataSource): Promise<string> {
  const digest = known.get(source) ?? digestOf(source);
  known.set(source, digest);
  return digest;
}
