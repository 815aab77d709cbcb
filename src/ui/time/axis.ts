/**
 * The time axis that every picture shares: position 0 is data, 1 is the most noise of the process. Pure.
 */
import type { RunConfig } from '../../config/fields';
import type { Process } from '../../diffusion/process';
import { PROCESSES } from '../../diffusion/processes';

/** The fields that decide the time axis. */
export type TimeConfig = Pick<RunConfig, 'process' | 'T'>;

/** The last native time: T - 1 for a chain, 1 for an SDE. */
export const lastTime = (config: TimeConfig): number => PROCESSES[config.process].lastTime(config);

/** Native time at a position; whole numbers for a chain. */
export function timeAt(config: TimeConfig, position: number): number {
  const time = position * lastTime(config);
  return PROCESSES[config.process].discrete ? Math.round(time) : time;
}

/** The time at a position as the page writes it: "312" for a chain, "0.31" for an SDE. */
export const timeTextAt = (config: TimeConfig, position: number): string =>
  PROCESSES[config.process].formatTime(timeAt(config, position));

export const positionOf = (config: TimeConfig, time: number): number =>
  Math.min(1, Math.max(0, time / lastTime(config)));

/**
 * The share of signal at the time that the page names at a position: the pictures move on between the steps of a chain.
 * @param track shares evenly over the axis; null where there are none
 */
export const signalAt = (
  config: TimeConfig,
  track: readonly number[] | null,
  position: number,
): number | null =>
  track?.[Math.round(positionOf(config, timeAt(config, position)) * (track.length - 1))] ?? null;

/**
 * The position that a tile of a strip shows: the first shows data and the last the most noise, and each shows a time within the stretch of
 * the axis that it covers.
 */
export const tilePosition = (tile: number, tiles: number): number => tile / (tiles - 1);

/** Native time at a position in [0, 1], between the steps of a chain too. */
export const nativeTime = ({ timeMin, timeMax }: Process, position: number): number =>
  Math.min(timeMax, Math.max(timeMin, position * timeMax));

/** Steps of a continuous time across the axis. */
const FINE_STEPS = 1000;

/** The smallest move along the axis, in native time. */
export const timeStep = (config: TimeConfig): number =>
  PROCESSES[config.process].discrete ? 1 : lastTime(config) / FINE_STEPS;

/** Steps of the arrow keys of a slider (WAI-ARIA slider pattern). */
const KEY_STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
};
/** The share of the axis that a page key, or an arrow with Shift, moves by. */
const LARGE_MOVE = 0.1;

/**
 * The position that a key moves to from the present one; null for other keys. It depends on the clock alone: an input's own value lags
 * behind while the clock plays, and three quick keys would start from there.
 */
export function positionAfterKey(
  config: TimeConfig,
  position: number,
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
): number | null {
  if (key === 'Home') return 0;
  if (key === 'End') return 1;
  if (key === 'PageUp' || key === 'PageDown')
    return Math.min(1, Math.max(0, position + (key === 'PageUp' ? LARGE_MOVE : -LARGE_MOVE)));
  const steps = KEY_STEPS[key];
  if (steps === undefined) return null;
  if (shiftKey) return Math.min(1, Math.max(0, position + steps * LARGE_MOVE));
  return positionOf(config, timeAt(config, position) + steps * timeStep(config));
}
