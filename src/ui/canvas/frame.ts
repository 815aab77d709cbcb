/**
 * One animation frame for the whole page: what moves asks for the next frame here, and nothing runs when nothing asks. In a hidden tab
 * the browser gives no frames, so everything rests there.
 */

type Painter = (milliseconds: number) => void;

const once = new Set<Painter>();
const always = new Set<Painter>();
let asked = false;
let last = 0;

function tick(now: number) {
  asked = false;
  const since = last === 0 ? 0 : now - last;
  last = now;
  for (const painter of always) painter(since);
  const batch = [...once];
  once.clear();
  for (const painter of batch) painter(since);
  if (always.size > 0 || once.size > 0) ask();
  else last = 0;
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
export function everyFrame(painter: Painter): () => void {
  always.add(painter);
  ask();
  return () => always.delete(painter);
}
