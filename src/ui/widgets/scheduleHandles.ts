/** The handles of a drawn schedule: where they may go, and which one is near a place in the picture. */
import { type Handle, handleCurve, LOG_SNR_RANGE, MOST_HANDLES } from '../../diffusion/schedules/drawn';

/** Pixels from a handle within which a pointer takes it: half of 44. */
const REACH = 22;
/** The least distance of two neighbours. */
const LEAST = { t: 0.002, logSnr: 0.02 } as const;

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
const rounded = (value: number, digits: number) => Number(value.toFixed(digits));

/** A handle moved as far as its neighbours let it; the first and the last keep their t. */
export function movedTo(handles: readonly Handle[], k: number, { t, logSnr }: Handle): readonly Handle[] {
  const [before, after] = [handles[k - 1], handles[k + 1]];
  const low = after ? after.logSnr + LEAST.logSnr : LOG_SNR_RANGE.min;
  const high = before ? before.logSnr - LEAST.logSnr : LOG_SNR_RANGE.max;
  const place = before && after ? clamp(t, before.t + LEAST.t, after.t - LEAST.t) : handles[k].t;
  return handles.with(k, { t: rounded(place, 5), logSnr: rounded(clamp(logSnr, low, high), 3) });
}

/** One more handle on the curve, in the middle of the widest gap; null where there are as many as there may be. */
export function withOneMore(
  handles: readonly Handle[],
): { readonly handles: readonly Handle[]; readonly k: number } | null {
  if (handles.length >= MOST_HANDLES) return null;
  const gaps = handles.slice(1).map(({ t }, i) => t - handles[i].t);
  const k = gaps.indexOf(Math.max(...gaps)) + 1;
  const t = rounded((handles[k - 1].t + handles[k].t) / 2, 5);
  return { handles: handles.toSpliced(k, 0, { t, logSnr: rounded(handleCurve(handles).at(t), 3) }), k };
}

/** The picture of the handles: t from left to right, log SNR from the top down. */
export interface PictureRange {
  readonly top: number;
  readonly bottom: number;
}

/** The log SNR that the picture shows: all handles, and at least from -12 to 10. */
export const rangeOf = (handles: readonly Handle[]): PictureRange => ({
  top: Math.max(10, handles[0].logSnr + 1),
  bottom: Math.min(-12, handles[handles.length - 1].logSnr - 1),
});

/** @returns the share of the picture's height above a log SNR */
export const heightOf = ({ top, bottom }: PictureRange, logSnr: number): number =>
  (top - logSnr) / (top - bottom);

/** A place in the picture, in pixels from its top left corner. */
export interface PicturePlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a handle there would say. */
export const handleAt = ({ x, y, width, height }: PicturePlace, { top, bottom }: PictureRange): Handle => ({
  t: x / width,
  logSnr: top - (y / height) * (top - bottom),
});

/** The nearest handle; null where none is within reach. */
export function handleNear({ x, y, width, height }: PicturePlace, handles: readonly Handle[]): number | null {
  const range = rangeOf(handles);
  const distances = handles.map(({ t, logSnr }) =>
    Math.hypot(t * width - x, heightOf(range, logSnr) * height - y),
  );
  const least = Math.min(...distances);
  return least <= REACH ? distances.indexOf(least) : null;
}
