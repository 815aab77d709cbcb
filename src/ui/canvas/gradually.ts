/** Long computations a few milliseconds a frame, so that the page answers while they run. */
import { cancelFrame, nextFrame } from './frame';

/** Of a frame's 16 ms, what a computation may take. */
const SLICE = 6;

/**
 * Runs a generator to its end, a slice a frame; what it yields is only the moment at which it may rest.
 * @param done receives what the generator returns
 * @returns how to give up
 */
export function gradually<R>(work: Generator<void, R, void>, done: (result: R) => void): () => void {
  const slice = () => {
    const until = performance.now() + SLICE;
    do {
      const { done: ended, value } = work.next();
      if (ended) return done(value);
    } while (performance.now() < until);
    nextFrame(slice);
  };
  nextFrame(slice);
  return () => cancelFrame(slice);
}
