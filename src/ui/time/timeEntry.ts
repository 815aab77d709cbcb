/** The denoising time as an entry of an address. */
import type { Lab } from '../shell/lab';

type Extra = Readonly<Record<string, string>>;

/** The entry of the address for a position. */
export const timeEntry = (position: number): Extra => ({ at: String(+position.toFixed(3)) });

/** The address's extra entries with the time that is shown; without one while it moves. */
export function withTime({ clock, extra }: Pick<Lab, 'clock' | 'extra'>): Extra {
  return clock.playing.peek() ? extra.value : { ...extra.value, ...timeEntry(clock.position.peek()) };
}
