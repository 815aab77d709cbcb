/** The room that the browser gives this origin. */

export interface Room {
  /** Bytes in use; null where the browser does not say. */
  readonly used: number | null;
  /** Bytes that are left. */
  readonly free: number | null;
  /** Whether the browser keeps the runs when its disk is full; else it may delete them with all else of this origin. */
  readonly persistent: boolean;
}

const storage = (): Partial<StorageManager> => globalThis.navigator?.storage ?? {};

export async function measureRoom(): Promise<Room> {
  const { usage, quota } =
    (await storage()
      .estimate?.()
      .catch(() => undefined)) ?? {};
  return {
    used: usage ?? null,
    free: usage === undefined || quota === undefined ? null : Math.max(0, quota - usage),
    persistent:
      (await storage()
        .persisted?.()
        .catch(() => false)) ?? false,
  };
}

/** Asks the browser to keep the runs when its disk is full. Some browsers ask the user. */
export async function requestPersistence(): Promise<boolean> {
  if (
    await storage()
      .persisted?.()
      .catch(() => false)
  )
    return true;
  return (
    (await storage()
      .persist?.()
      .catch(() => false)) ?? false
  );
}
