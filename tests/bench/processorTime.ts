/** Processor time of all that works on a step: this process in Node; in a browser the processes of page and GPU, as the script that opens it says. */

declare global {
  /** Exposed by scripts/bench/bench.mjs. */
  var processorMillisecondsOfBrowser: (() => Promise<number>) | undefined;
}

const inNode = typeof process !== 'undefined' && process.versions?.node !== undefined;

/** Milliseconds that were used so far; null where nobody says. */
export async function processorMilliseconds(): Promise<number | null> {
  if (!inNode) return (await globalThis.processorMillisecondsOfBrowser?.()) ?? null;
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
