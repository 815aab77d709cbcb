/** Sends the progress of a work that takes seconds, without keeping the work waiting for the page. */

/** Milliseconds between two progress events. */
export const PROGRESS_INTERVAL = 100;

/**
 * @param send   its promise settles once the page has the event
 * @param atOnce whether the first progress is sent, also where it comes at once: a short work sends none without it
 * @returns a function that sends a progress; one that comes while the page is busy, or within moments of the one before, is left out
 */
export function progressReporter<P>(
  send: (progress: P) => Promise<void> | void,
  { atOnce = false } = {},
): (progress: P) => void {
  let busy = false;
  let reportedAt = atOnce ? Number.NEGATIVE_INFINITY : performance.now();
  return (progress) => {
    if (busy || performance.now() - reportedAt < PROGRESS_INTERVAL) return;
    busy = true;
    reportedAt = performance.now();
    void (async () => send(progress))()
      .catch(() => {}) // the events of the run report what is wrong
      .finally(() => {
        busy = false;
      });
  };
}
