/** How fast each backend was on this machine, in IndexedDB, so that it is measured on the first visit alone. */
import { type DBSchema, openDB } from 'idb';
import type { Speeds } from '../../workers/protocol';

interface Schema extends DBSchema {
  speeds: { key: string; value: Speeds };
}

/** @param databaseName tests use their own */
export function openSpeeds(databaseName = 'ddpm-lab-speeds') {
  const within = async <R>(use: (database: Awaited<ReturnType<typeof open>>) => Promise<R>): Promise<R> => {
    const database = await open();
    try {
      return await use(database);
    } finally {
      database.close();
    }
  };
  const open = () =>
    openDB<Schema>(databaseName, 1, { upgrade: (database) => void database.createObjectStore('speeds') });
  return {
    recall: (device: string): Promise<Speeds | null> =>
      within(async (database) => (await database.get('speeds', device)) ?? null),
    remember: (device: string, speeds: Speeds): Promise<void> =>
      within(async (database) => void (await database.put('speeds', speeds, device))),
  };
}
