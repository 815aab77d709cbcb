/** The native time that the page names at a position of the time axis, and that figures beside the name are of. Pure. */
import type { Process } from '../../diffusion/process';
import { nativeTime, type TimeConfig, timeAt } from './axis';

/** A whole step of a chain, where the pictures move on between the steps; of a continuous process the time itself, within its ends. */
export const shownTime = (config: TimeConfig, process: Process, position: number): number =>
  nativeTime(process, timeAt(config, position) / process.timeMax);
