/**
 * One animation frame for the whole page: whatever moves requests the next frame here, and without a request nothing runs. A hidden tab
 * has no frames. Where frames are slow (no GPU draws the page), every second one is skipped: training needs the processor more.
 */
import { effect } from '@preact/signals';

type Painter = (milliseconds: number) => void;

const once = new Set<Painter>();
const always = new Set<Painter>();
let requested = false;
let last = 0;

/** Milliseconds between painted frames, on average, above which frames are skipped, and below which they no longer are. */
const SLOW = 30;
const FAST = 20;
let usual = 16;
let sparing = false;
let skipped = false;
let lastTick = 0;

/** Measures the last painted frame. @returns whether to skip this one */
function skips(now: number): boolean {
  if (!skipped && lastTick > 0) usual += 0.1 * (Math.min(100, now - lastTick) - usual);
  lastTick = now;
  sparing = usual > (sparing ? FAST : SLOW);
  skipped = sparing && !skipped;
  return skipped;
}

function tick(now: number) {
  requested = false;
  if (skips(now)) {
    request();
    return;
  }
  const since = last === 0 ? 0 : now - last;
  last = now;
  for (const painter of always) painter(since);
  const batch = [...once];
  once.clear();
  for (const painter of batch) painter(since);
  if (always.size > 0 || once.size > 0) request();
  else last = lastTick = 0;
}

function request() {
  if (requested) return;
  requested = true;
  requestAnimationFrame(tick);
}

/** Calls `painter` in the next frame, once, however often it is requested. */
export function nextFrame(painter: Painter): void {
  once.add(painter);
  request();
}

export function cancelFrame(painter: Painter): void {
  once.delete(painter);
}

/** Calls `painter` in every frame with the milliseconds since the last. @returns a function that stops it */
function everyFrame(painter: Painter): () => void {
  always.add(painter);
  request();
  return () => always.delete(painter);
}

/** Calls `painter` in every frame while something moves. @param moves reads signals @returns a function that stops it */
export function whileMoving(moves: () => boolean, painter: Painter): () => void {
  let stop: (() => void) | null = null;
  const unfollow = effect(() => {
    const moving = moves();
    if (moving && !stop) stop = everyFrame(painter);
    else if (!moving && stop) {
      stop();
      stop = null;
    }
  });
  return () => {
    unfollow();
    stop?.();
  };
}
