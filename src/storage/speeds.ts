/**
 * The measured speed of each backend on this machine, in IndexedDB, so that only the first visit measures. An update of the browser or of the
 * measurement may find other speeds, so each of them measures again.
 */
import { type DBSchema, openDB } from 'idb';
import type { Speeds } from '../types/backend';

/** Raised when the measurement changes. Version 1 stored the speeds alone, and could take a compiler's time or a latency for work. */
const MEASUREMENT = 2;

interface SpeedRecord {
  readonly measurement: number;
  /** As the browser names itself, with its version. */
  readonly browser: string;
  readonly speeds: Speeds;
}

interface Schema extends DBSchema {
  speeds: { key: string; value: SpeedRecord };
}

/**
 * @param databaseName tests use their own
 * @param browser      the name and version of the browser
 */
export function openSpeeds(databaseName = 'ddpm-lab-speeds', browser = navigator.userAgent) {
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
    /** @returns null where nothing was measured on this device by this measurement in this browser */
    recall: (device: string): Promise<Speeds | null> =>
      within(async (database) => {
        const record = await database.get('speeds', device);
        return record?.measurement === MEASUREMENT && record.browser === browser ? record.speeds : null;
      }),
    remember: (device: string, speeds: Speeds): Promise<void> =>
      within(
        async (database) =>
          void (await database.put('speeds', { measurement: MEASUREMENT, browser, speeds }, device)),
      ),
  };
}
