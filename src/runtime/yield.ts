/**
 * Yielding lets one macrotask run, so that a message (Pause, Stop) arrives between two training steps.
 *
 * A MessageChannel and not a timer: timers are throttled to 4 ms when nested and to a second in hidden tabs, where
 * animation frames do not run at all.
 */

const waiting: (() => void)[] = [];

/** Node has `setImmediate`, which does not keep the process alive. */
function nextMacrotask(): () => void {
  if (typeof setImmediate === 'function') return () => setImmediate(() => waiting.shift()?.());
  const channel = new MessageChannel();
  channel.port1.onmessage = () => waiting.shift()?.();
  return () => channel.port2.postMessage(null);
}

let post: (() => void) | null = null;

export function yieldMacrotask(): Promise<void> {
  post ??= nextMacrotask();
  const schedule = post;
  return new Promise((resolve) => {
    waiting.push(resolve);
    schedule();
  });
}
