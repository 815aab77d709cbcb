/** The frame of a chart of positive values over the times of a process, on a logarithmic scale. */
import * as words from '../../words/charts';
import type { Surface } from '../canvas/island';
import type { Box } from '../canvas/marks';
import { axes, logTicks } from '../canvas/plot';
import { timeTicks } from './lossMap';

interface Frame {
  readonly box: Box;
  readonly lastTime: number;
  readonly lo: number;
  readonly hi: number;
}

/** @returns the pixels of a time and of a value, which is drawn at the end of the scale where it is beyond */
export function positiveOverTime(surface: Surface, { box, lastTime, lo, hi }: Frame) {
  const { X, Y } = axes(
    surface,
    box,
    { lo: 0, hi: lastTime, ticks: timeTicks(lastTime, box.r - box.l), name: words.noisingTime },
    { lo, hi, log: true, ticks: logTicks(lo, hi, 3) },
  );
  return { X, Y: (v: number) => Y(Math.min(hi, Math.max(lo, v))) };
}
