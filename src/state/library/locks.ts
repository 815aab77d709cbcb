/** A Web Lock for each run that trains, so that tabs know of each other's. A page served over plain HTTP has none: every run is free. */

export interface RunLocks {
  /** @returns whether this tab has the lock: false where another tab trains the run. @param onLost another tab took it over */
  hold(id: string, onLost: () => void): Promise<boolean>;
  /** Takes the lock, whoever has it. */
  takeOver(id: string, onLost: () => void): Promise<void>;
  release(id: string): void;
  /** The runs that train in other tabs. */
  elsewhere(): Promise<ReadonlySet<string>>;
}

const PREFIX = 'ddpm-lab-run:';

/** @param manager the browser's; null where it has none */
export function createRunLocks(
  manager: Pick<LockManager, 'request' | 'query'> | null = globalThis.navigator?.locks ?? null,
): RunLocks {
  /** Ends the lock of a run that this tab holds. */
  const releases = new Map<string, () => void>();
  /** Settled when the browser has taken back a lock that this tab had: until then it would seem to be another tab's. */
  const ending = new Map<string, Promise<void>>();

  const request = (id: string, options: LockOptions, onLost: () => void): Promise<boolean> =>
    new Promise((settle) => {
      if (!manager) return settle(true);
      let release = () => {};
      const ended = manager
        .request(PREFIX + id, options, (lock) => {
          if (!lock) return settle(false);
          const until = new Promise<void>((resolve) => {
            release = resolve;
          });
          releases.set(id, release);
          settle(true);
          return until;
        })
        .catch(() => {
          // another tab stole the lock: the promise of the holder before rejects
          if (releases.get(id) === release) releases.delete(id);
          onLost();
          settle(false);
        })
        .finally(() => {
          if (ending.get(id) === ended) ending.delete(id);
        });
      ending.set(id, ended);
    });

  return {
    async hold(id, onLost) {
      if (releases.has(id)) return true;
      await ending.get(id);
      return request(id, { ifAvailable: true }, onLost);
    },
    async takeOver(id, onLost) {
      if (!releases.has(id)) await request(id, { steal: true }, onLost);
    },
    release(id) {
      releases.get(id)?.();
      releases.delete(id);
    },
    async elsewhere() {
      const { held: all = [] } = (await manager?.query()) ?? {};
      const ids = all.flatMap(({ name }) => (name?.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : []));
      return new Set(ids.filter((id) => !releases.has(id)));
    },
  };
}
