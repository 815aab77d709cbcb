/**
 * The pulse of a worker: a beat each second, which names the time within which the next one comes. The page ends a worker that stays silent
 * for longer. A thread that is held by many operations beats between them. One operation that may take longer is declared before.
 */

/** Milliseconds between two beats. */
const INTERVAL = 1000;
/** Milliseconds of silence that mean a worker that hangs. */
export const SILENCE = 10_000;
/** Most milliseconds of silence that declared work may take. */
const MOST = 120_000;

export interface Pulse {
  /** Runs work, one operation of which may hold the thread for so many milliseconds. */
  declare<T>(longest: number, work: () => Promise<T>): Promise<T>;
  /** Beats where a beat is due: the thread is held by work, and timers do not run. */
  touch(): void;
}

/** A pulse that nobody listens to. */
export const NO_PULSE: Pulse = { declare: (_, work) => work(), touch() {} };

interface Clock {
  now(): number;
  every(call: () => void, milliseconds: number): void;
}

const WORKER: Clock = { now: () => performance.now(), every: setInterval };

/** @param beat sends a beat, with the milliseconds within which the next one comes */
export function startPulse(beat: (within: number) => void, { now, every }: Clock = WORKER): Pulse {
  const declared: number[] = [];
  let sentAt = Number.NEGATIVE_INFINITY;
  const within = () => Math.min(Math.max(SILENCE, ...declared), MOST);
  let limit = 0;
  const send = () => {
    sentAt = now();
    limit = within();
    beat(limit);
  };
  const sendIfDue = () => {
    if (within() !== limit || now() - sentAt >= INTERVAL) send();
  };
  every(send, INTERVAL);
  send();
  return {
    async declare(longest, work) {
      declared.push(longest);
      sendIfDue();
      try {
        return await work();
      } finally {
        declared.splice(declared.indexOf(longest), 1);
        sendIfDue();
      }
    },
    touch: sendIfDue,
  };
}
