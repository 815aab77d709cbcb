/** How the clock of a comparison follows its two runs: it plays their first samples once, and rests at the result. */
import { effect, type ReadonlySignal } from '@preact/signals';
import type { Clock } from '../../../../state/run/clock';
import type { SideModel } from './sideModel';

/** The clock's position before there are samples: the two schedules differ there. */
export const FIRST_POSITION = 0.4;

/** Plays the clock once, when the first samples arrive, unless it was moved before; afterwards only the user moves it. */
export function playFirstSamples(clock: Clock, sides: readonly Pick<SideModel, 'reel'>[]): () => void {
  const hasSamples = () => sides.some(({ reel }) => reel.value !== null);
  let had = sides.some(({ reel }) => reel.peek() !== null);
  let placedByPage = FIRST_POSITION; // at any other place someone has put the clock, and it stays there
  return effect(() => {
    const has = hasSamples();
    const position = clock.position.peek();
    if (had && !has && position === 0) placedByPage = 0; // it stands at the result of runs that are gone
    if (has && !had && !clock.playing.peek() && position === placedByPage) {
      clock.seek(1);
      clock.begin();
    }
    had = has;
  });
}

/** Stops the clock at t = 0 once both runs have ended: there the two results stand, with equal noise, namely none. */
export function stopAtResult(clock: Clock, over: ReadonlySignal<boolean>): () => void {
  return effect(() => {
    // `playing` is read without a subscription: Play begins at 0, before it jumps to the noise
    if (over.value && clock.position.value === 0 && clock.playing.peek()) clock.seek(0);
  });
}

/** Shows the result when the training of both ends, where the clock does not play towards it. Models that are only drawn from have none. */
export function showResult(
  clock: Clock,
  over: ReadonlySignal<boolean>,
  sides: readonly Pick<SideModel, 'frozen'>[],
): () => void {
  let was = false;
  return effect(() => {
    const is = over.value;
    const trained = sides.some(({ frozen }) => !frozen.peek());
    if (is && !was && trained && !clock.playing.peek()) clock.seek(0);
    was = is;
  });
}
