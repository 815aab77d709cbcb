/**
 * A beat is the moment at which all that is throttled to one interval changes: two places that show one figure, such as the header and
 * the transport of a run, then never differ.
 */

interface Beat {
  /** Changes of the next beat, each once. */
  readonly due: Set<() => void>;
  timer: ReturnType<typeof setTimeout> | 0;
  last: number;
}

const beats: Record<number, Beat> = {};

/**
 * Calls once at the next beat: `interval` milliseconds after the last one, or as soon as all that follows from the present change is due.
 * @returns a function that forgets the call
 */
export function onBeat(interval: number, call: () => void): () => void {
  beats[interval] ??= { due: new Set(), timer: 0, last: Number.NEGATIVE_INFINITY };
  const beat = beats[interval];
  beat.due.add(call);
  beat.timer ||= setTimeout(
    () => {
      beat.timer = 0;
      beat.last = performance.now();
      const calls = [...beat.due];
      beat.due.clear();
      for (const due of calls) due();
    },
    Math.max(0, beat.last + interval - performance.now()),
  );
  return () => beat.due.delete(call);
}
