/**
 * One animation frame for the whole page: what moves asks for the next frame here, and nothing runs when nothing asks. In a hidden tab
 * the browser gives no frames, so everything rests there. Where frames are slow to come (no GPU draws the page), every second one is left
 * out: training has better uses for the processor.
 */
import { effect } from '@preact/signals';

type Painter = (milliseconds: number) => void;

const once = new Set<Painter>();
const always = new Set<Painter>();
let asked = false;
let last = 0;

/** Milliseconds from a painted frame to the next, on average, above which frames are left out, and below which they are not. */
const SLOW = 30;
const FAST = 20;
let usual = 16;
let sparing = false;
let skipped = false;
let lastTick = 0;

/** Notes how long the frame took that was just painted. @returns whether to leave this one out */
function leaveOut(now: number): boolean {
  if (!skipped && lastTick > 0) usual += 0.1 * (Math.min(100, now - lastTick) - usual);
  lastTick = now;
  sparing = usual > (sparing ? FAST : SLOW);
  skipped = sparing && !skipped;
  return skipped;
}

function tick(now: number) {
  asked = false;
  if (leaveOut(now)) {
    ask();
    return;
  }
  const since = last === 0 ? 0 : now - last;
  last = now;
  for (const painter of always) painter(since);
  const batch = [...once];
  once.clear();
  for (const painter of batch) painter(since);
  if (always.size > 0 || once.size > 0) ask();
  else last = lastTick = 0;
}

function ask() {
  if (asked) return;
  asked = true;
  requestAnimationFrame(tick);
}

/** Calls `painter` in the next frame, once, however often it is asked for. */
export function nextFrame(painter: Painter): void {
  once.add(painter);
  ask();
}

export function cancelFrame(painter: Painter): void {
  once.delete(painter);
}

/** Calls `painter` in every frame with the milliseconds since the last. @returns how to end it */
function everyFrame(painter: Painter): () => void {
  always.add(painter);
  ask();
  return () => always.delete(painter);
}

/** Calls `painter` in every frame in which something moves, and asks for none else. @param moves reads signals @returns how to end it */
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
