/** The connection to the database of runs: opened when it is needed, closed for a tab that needs a newer version. */
import { openDB } from 'idb';
import { type StorageTask, storageError } from './errors';
import { type RunsDatabase, type RunsSchema, SCHEMA_VERSION } from './schema';
import { adoptVersion1 } from './version1';

export interface Connection {
  /** @throws StorageError where the browser allows no storage, has no room, or cannot do what was asked */
  use<T>(task: Exclude<StorageTask, 'open'>, action: (database: RunsDatabase) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

function upgrade(database: RunsDatabase, oldVersion: number, checkpoints: () => { name: string }): void {
  // Digests cannot be awaited here: the checkpoint of version 1 becomes a run after the upgrade.
  if (oldVersion === 1) checkpoints().name = 'version1';
  database.createObjectStore('runs', { keyPath: 'id' });
  database.createObjectStore('data', { keyPath: 'id' });
  database.createObjectStore('checkpoints', { keyPath: ['runId', 'step'] });
  database.createObjectStore('manifests', { keyPath: ['runId', 'step'] });
}

/** @param name one database holds all runs of this origin; tests use their own */
export function connect(name = 'ddpm-lab'): Connection {
  let opened: Promise<RunsDatabase> | null = null;
  const open = async (): Promise<RunsDatabase> => {
    const database = await openDB<RunsSchema>(name, SCHEMA_VERSION, {
      upgrade: (database, oldVersion, _, transaction) =>
        upgrade(database, oldVersion, () => transaction.objectStore('checkpoints')),
      blocking(_current, _blocked, event) {
        (event.target as IDBDatabase).close();
        opened = null;
      },
      terminated() {
        opened = null;
      },
    });
    await adoptVersion1(database);
    return database;
  };
  return {
    async use(task, action) {
      opened ??= open().catch((error: unknown) => {
        opened = null;
        throw storageError(error, 'open');
      });
      const database = await opened;
      try {
        return await action(database);
      } catch (error) {
        throw storageError(error, task);
      }
    },
    async close() {
      const database = await opened;
      opened = null;
      database?.close();
    },
  };
}
