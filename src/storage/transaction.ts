/** One transaction over all stores: all of it is written, or nothing. */
import type { IDBPTransaction, StoreNames } from 'idb';
import { type RunsDatabase, type RunsSchema, STORES } from './schema';

export type Reading = IDBPTransaction<RunsSchema, StoreNames<RunsSchema>[], 'readonly'>;
export type Writing = IDBPTransaction<RunsSchema, StoreNames<RunsSchema>[], 'readwrite'>;

/**
 * @param action awaits nothing but the transaction's own requests: it commits by itself as soon as none is pending
 * @returns the action's result once the browser has written it to disk
 */
export async function inTransaction<T>(
  database: RunsDatabase,
  action: (transaction: Writing) => Promise<T>,
  stores: readonly StoreNames<RunsSchema>[] = STORES,
): Promise<T> {
  const transaction = database.transaction([...stores], 'readwrite', { durability: 'strict' });
  transaction.done.catch(() => {}); // awaited below, or the action's own error says more
  try {
    const result = await action(transaction);
    await transaction.done;
    return result;
  } catch (error) {
    try {
      transaction.abort();
    } catch {
      // the failed request has aborted it
    }
    await transaction.done.catch(() => {});
    throw transaction.error ?? error;
  }
}

/**
 * Reads of one moment. A read by itself is one, too: that of `idb` leaves the rejection of an aborted transaction unhandled.
 * @param action awaits nothing but the transaction's own requests
 */
export function reading<T>(
  database: RunsDatabase,
  action: (transaction: Reading) => Promise<T>,
  stores: readonly StoreNames<RunsSchema>[] = STORES,
): Promise<T> {
  const transaction = database.transaction([...stores]);
  transaction.done.catch(() => {}); // the request that failed has rejected
  return action(transaction);
}
