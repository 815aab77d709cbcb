/**
 * The clock is the denoising time that all pictures of a view share: `position` runs from 0, data, to 1, noise. Playing moves it from
 * noise to data, slower where more changes, holds the result for a while, and starts again.
 */
import { type Signal, signal } from '@preact/signals';

export interface Clock {
  /** 0 is data, 1 is noise. */
  readonly position: Signal<number>;
  readonly playing: Signal<boolean>;
  /** Plays; shows the result instead where nothing may move by itself. */
  begin(): void;
  /** Plays from the present position, from noise where that is the result. */
  play(): void;
  stop(): void;
  /** Stops at a position. */
  seek(position: number): void;
  /** Advances a playing clock. @param milliseconds since the last call; a long gap (a hidden tab) counts as a short one */
  advance(milliseconds: number): void;
  /** Number of loops that have ended: newer samples are swapped in when it changes. */
  readonly loops: Signal<number>;
}

/** From noise to data. */
const REVERSE_SECONDS = 4.2;
/** For which the result is held. */
const HOLD_SECONDS = 2;
/** The clock slows near the data, where most of the change is: position = (1 - phase)^1.7. */
const SLOWING = 1.7;
/** In stills (reduced motion), one loop shows nine positions. */
const STILLS = 9;
/** Milliseconds that one call advances at most. */
const LONGEST_GAP = 50;

/** @param options.stills step through nine stills instead of moving: for prefers-reduced-motion */
export function createClock(options: { stills?: () => boolean } = {}): Clock {
  const position = signal(1);
  const playing = signal(false);
  const loops = signal(0);
  let seconds = 0;
  const place = () => {
    const left = Math.max(0, 1 - seconds / REVERSE_SECONDS);
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
      seconds = position.value <= 0 ? 0 : (1 - position.value ** (1 / SLOWING)) * REVERSE_SECONDS;
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
      if (seconds >= REVERSE_SECONDS + HOLD_SECONDS) {
        seconds = 0;
        loops.value++;
      }
      place();
    },
  };
  return clock;
}
