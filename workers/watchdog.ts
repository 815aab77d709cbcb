/**
 * A watchdog listens to the pulse of a worker. It counts only time in which the page itself was awake: after a sleep of the machine, or in a
 * tab that was frozen, the page's clock has moved on while the worker could not beat.
 */

/** Milliseconds between two looks. */
const INTERVAL = 1000;
/** Milliseconds until the first beat: a slow network loads the worker's code. */
const LOADING = 120_000;
/** Most milliseconds that count between two looks: a page that looks later than this was itself held up. */
const MOST = 2000;

export interface Watchdog {
  /** @param within milliseconds until the next beat */
  beat(within: number): void;
  stop(): void;
}

interface Clock {
  now(): number;
  /** @returns ends the calls */
  repeat(call: () => void, milliseconds: number): () => void;
}

const PAGE: Clock = {
  now: () => performance.now(),
  repeat(call, milliseconds) {
    const timer = setInterval(call, milliseconds);
    return () => clearInterval(timer);
  },
};

/**
 * Watches a worker that starts now.
 * @param onSilence called once, with the milliseconds of silence
 */
export function createWatchdog(onSilence: (milliseconds: number) => void, clock: Clock = PAGE): Watchdog {
  let allowed = LOADING;
  let silent = 0;
  let looked = clock.now();
  const stop = clock.repeat(() => {
    const now = clock.now();
    silent += Math.min(now - looked, MOST);
    looked = now;
    if (silent < allowed) return;
    stop();
    onSilence(silent);
  }, INTERVAL);
  return {
    beat(within) {
      allowed = within;
      silent = 0;
    },
    stop,
  };
}
