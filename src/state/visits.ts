/**
 * Visits that end while a run is starting: a driver or a browser that a run brings down would be brought down again by every visit of a
 * link with `autostart=1`. After two such visits in a row the page does not start by itself.
 */
import { effect, type ReadonlySignal } from '@preact/signals';
import type { RunState } from './run/run';

/** Milliseconds of training after which a run counts as started. */
const STARTED = 10_000;
const DEATHS = 2;
const KEY = 'ddpm-lab.starting';
const LOCK = 'ddpm-lab-visit:';

/** The record in storage: the visit that is starting a run, if one is, and how many before it ended there. */
interface Entry {
  readonly deaths: number;
  /** The id of the visit; null where none is starting a run. */
  readonly visit: string | null;
}

interface Parts {
  /** Throws where the browser allows no storage. */
  readonly storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** The browser's Web Locks: a visit that has one is alive. Null where it has none. */
  readonly locks: Pick<LockManager, 'request' | 'query'> | null;
  readonly visit: string;
  readonly runs: readonly ReadonlySignal<RunState | null>[];
  readonly later?: (call: () => void, milliseconds: number) => void;
}

export interface Visits {
  /** Whether the last two visits ended while a run was starting. */
  isQuiet(): Promise<boolean>;
  /** The page is left in good order. */
  leave(): void;
}

const isStarting = (run: RunState | null): boolean =>
  run?.phase === 'preparing' || run?.phase === 'compiling' || run?.phase === 'training';

function parsed(text: string | null): Entry {
  try {
    const { deaths, visit } = JSON.parse(text ?? '') as Partial<Entry>;
    return {
      deaths: Number.isInteger(deaths) ? deaths! : 0,
      visit: typeof visit === 'string' ? visit : null,
    };
  } catch {
    return { deaths: 0, visit: null };
  }
}

export function followVisits({
  storage,
  locks,
  visit,
  runs,
  later = (call, milliseconds) => void setTimeout(call, milliseconds),
}: Parts): Visits {
  /** A browser without storage counts no visits. */
  const attempt = <T>(action: () => T, otherwise: T): T => {
    try {
      return action();
    } catch {
      return otherwise;
    }
  };
  const before = parsed(attempt(() => storage().getItem(KEY), null));
  let state: 'idle' | 'starting' | 'started' = 'idle';
  /** Until it is known whether the visit before is alive, it counts as ended. */
  let deaths = before.deaths + (before.visit === null ? 0 : 1);

  async function isAlive(other: string): Promise<boolean> {
    const { held = [] } = (await locks?.query()) ?? {};
    return held.some(({ name }) => name === LOCK + other);
  }
  const write = (entry: Entry) => attempt(() => storage().setItem(KEY, JSON.stringify(entry)), undefined);
  const settle = () => {
    if (state === 'starting') attempt(() => storage().removeItem(KEY), undefined);
    state = 'started';
  };

  effect(() => {
    const starting = runs.some((run) => isStarting(run.value));
    if (starting && state === 'idle') {
      state = 'starting';
      void locks?.request(LOCK + visit, () => new Promise<void>(() => {})).catch(() => {});
      write({ deaths, visit });
      later(settle, STARTED);
    } else if (!starting && state === 'starting') settle();
  });

  return {
    async isQuiet() {
      if (before.visit !== null && deaths >= DEATHS && (await isAlive(before.visit))) deaths = before.deaths;
      return deaths >= DEATHS;
    },
    leave() {
      if (state === 'starting') write({ deaths, visit: null });
    },
  };
}
