/** The denoising time in an address: of a link that was copied, or a figure saved, while the animation stood still. */
import type { Lab } from '../shell/lab';

type Extra = Readonly<Record<string, string>>;

/** The position that an address names, 0 data to 1 noise; null where it names none, or one that is not valid. */
export function linkedTime({ at }: Extra): number | null {
  const position = at?.trim() ? Number(at) : Number.NaN;
  return position >= 0 && position <= 1 ? position : null;
}

/** The entry of the address for a position. */
export const timeEntry = (position: number): Extra => ({ at: String(+position.toFixed(3)) });

/** The address's extra entries with the time that is shown; without one while it moves. */
export function withTime({ clock, extra }: Pick<Lab, 'clock' | 'extra'>): Extra {
  return clock.playing.peek() ? extra.value : { ...extra.value, ...timeEntry(clock.position.peek()) };
}
