/**
 * The clock is the one denoising time that everything on a view follows: `position` runs from 0, data, to 1, noise. Playing walks
 * it back from noise, slower where more changes, rests on the result, and begins again.
 */
import { type Signal, signal } from '@preact/signals';

export interface Clock {
  /** 0 is data, 1 is noise. */
  readonly position: Signal<number>;
  readonly playing: Signal<boolean>;
  /** Plays by itself, or goes to the result where nothing may move by itself. */
  begin(): void;
  /** Begins at the present position, from noise when it stands at the result. */
  play(): void;
  stop(): void;
  /** Goes to a position and stands there. */
  seek(position: number): void;
  /** Moves a playing clock on. @param milliseconds since the last call; long gaps (a hidden tab) count little */
  advance(milliseconds: number): void;
  /** Counts the results reached: a change is the moment to swap in newer samples. */
  readonly loops: Signal<number>;
}

const BACK_SECONDS = 4.2;
const REST_SECONDS = 2;
/** The walk slows near the data, where most of the change is: position = (1 - phase)^1.7. */
const SLOWING = 1.7;
/** In stills (reduced motion), one loop shows nine positions. */
const STILLS = 9;
const LONGEST_GAP = 50;

/** @param options.stills step through nine stills instead of moving: for prefers-reduced-motion */
export function createClock(options: { stills?: () => boolean } = {}): Clock {
  const position = signal(1);
  const playing = signal(false);
  const loops = signal(0);
  let seconds = 0;
  const place = () => {
    const left = Math.max(0, 1 - seconds / BACK_SECONDS);
    position.value = (options.stills?.() ? Math.round(left * (STILLS - 1)) / (STILLS - 1) : left) ** SLOWING;
  };
  const clock: Clock = {
    position,
    playing,
    loops,
    begin() {
      if (options.stills?.()) clock.seek(0);
      else clock.play();
    },
    play() {
      seconds = position.value <= 0 ? 0 : (1 - position.value ** (1 / SLOWING)) * BACK_SECONDS;
      playing.value = true;
      place();
    },
    stop() {
      playing.value = false;
    },
    seek(to) {
      playing.value = false;
      position.value = Math.min(1, Math.max(0, to));
    },
    advance(milliseconds) {
      if (!playing.value) return;
      seconds += Math.min(milliseconds, LONGEST_GAP) / 1000;
      if (seconds >= BACK_SECONDS + REST_SECONDS) {
        seconds = 0;
        loops.value++;
      }
      place();
    },
  };
  return clock;
}
