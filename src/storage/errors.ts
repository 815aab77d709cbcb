/** The refusals of storage, as errors whose messages are for the user. Training goes on through all of them. */

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
  open: 'The browser lets this page store nothing: a private window does this, or a setting that blocks the data of this site. Open the page in a normal window, or allow it to store data, and reload. “Download model” in Train saves what is trained here.',
  read: 'The browser could not read its storage. Close other tabs of this page, reload, and try again.',
  write:
    'The browser could not write to its storage. Training goes on, and the next save tries again; “Download model” in Train is the safe way.',
};
const FULL =
  'The browser has no room left for this run. Delete runs that are no longer needed in Runs, or use “Download model” in Train.';
const NEWER = 'A newer version of this page has saved runs in this browser. Reload to get that version.';

function messageFor(error: unknown, task: StorageTask): string {
  if (isFull(error)) return FULL;
  const isNewer = task === 'open' && (error as { name?: unknown } | null)?.name === 'VersionError';
  return isNewer ? NEWER : MESSAGES[task];
}

/** @returns the error as it is where its message is for the user; else one whose message says what failed and what to do */
export function storageError(error: unknown, task: StorageTask): Error {
  if (error instanceof StorageError || error instanceof TakenOverError || error instanceof DamagedRunError)
    return error;
  const details = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new StorageError(messageFor(error, task), { full: isFull(error), details });
}
