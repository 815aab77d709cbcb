/** The refusals of storage, as errors whose messages are for the user. Training goes on through all of them. */
import * as words from '../words/errors/storage';

/** The browser's storage is full, switched off, or forbidden by private browsing. What was saved before stays. */
export class StorageError extends Error {
  readonly code = 'quota';
  override readonly name = 'StorageError';
  /** True where room is missing: the next attempt may succeed. */
  readonly full: boolean;
  /** The browser's own words, which only help to find the cause; undefined where it has none. */
  readonly details: string | undefined;
  constructor(message: string, { full = false, details }: { full?: boolean; details?: string } = {}) {
    super(message);
    this.full = full;
    this.details = details;
  }
}

/** Another tab trains this run now, and is the only one that may save it. */
export class TakenOverError extends Error {
  readonly code = 'taken-over';
  override readonly name = 'TakenOverError';
}

/** No checkpoint of a run can be read. */
export class DamagedRunError extends Error {
  readonly code = 'damaged';
  override readonly name = 'DamagedRunError';
}

/** IndexedDB reports a full disk at the request, at the commit, or by the transaction alone. */
export function isFull(error: unknown): boolean {
  return (error as { name?: unknown } | null)?.name === 'QuotaExceededError';
}

/** The operation that failed. */
export type StorageTask = 'open' | 'read' | 'write';

const MESSAGES: Readonly<Record<StorageTask, string>> = {
  open: words.cannotStore,
  read: words.cannotRead,
  write: words.cannotWrite,
};

function messageFor(error: unknown, task: StorageTask): string {
  if (isFull(error)) return words.full;
  const isNewer = task === 'open' && (error as { name?: unknown } | null)?.name === 'VersionError';
  return isNewer ? words.newerVersion : MESSAGES[task];
}

/** @returns the error as it is where its message is for the user; else one whose message says what failed and what to do */
export function storageError(error: unknown, task: StorageTask): Error {
  if (error instanceof StorageError || error instanceof TakenOverError || error instanceof DamagedRunError)
    return error;
  const details = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new StorageError(messageFor(error, task), { full: isFull(error), details });
}
