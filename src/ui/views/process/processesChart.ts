/** All processes on one axis: the log SNR of each over its own time, and the time at which half of the variance is noise. */
import type { RunConfig } from '../../../config/fields';
import type { Process } from '../../../diffusion/process';
import { createProcess, PROCESSES, type ProcessId } from '../../../diffusion/processes';
import * as words from '../../../words/process';
import { island } from '../../canvas/island';
import { cursor, dot, line, text } from '../../canvas/marks';
import { axes, roundTicks } from '../../canvas/plot';
import { type Curves, curvesOf } from '../../time/curves';
import type { HalfTime } from './findings';

export interface Member {
  readonly id: ProcessId;
  readonly name: string;
  readonly process: Process;
  readonly curves: Curves;
}

export interface ProcessesData {
  readonly members: readonly Member[];
  readonly chosen: ProcessId;
  readonly position: number;
}

/** Of the lines, in the order of the registry. */
const DASHES: readonly (readonly number[])[] = [[], [7, 3], [2, 3], [9, 3, 2, 3]];

/** Every process under the same settings; one for which they are invalid is left out. */
export function processesOf(config: RunConfig): Member[] {
  return (Object.keys(PROCESSES) as ProcessId[]).flatMap((id) => {
    try {
      const { name, parameters } = PROCESSES[id];
      // Not every process can be rescaled to zero terminal SNR.
      const rescalable = parameters(config).includes('zeroTerminalSnr');
      const process = createProcess({
        ...config,
        process: id,
        zeroTerminalSnr: rescalable && config.zeroTerminalSnr,
      });
      return [{ id, name, process, curves: curvesOf(process) }];
    } catch {
      return [];
    }
  });
}

export const halfTimes = (members: readonly Member[]): HalfTime[] =>
  members.map(({ name, process, curves }) => ({
    name,
    position: curves.logSnr[curves.logSnr.length - 1] > 0 ? null : process.timeOfLogSnr(0) / process.timeMax,
  }));

export const processesChart = island<ProcessesData>(() => (surface, { members, chosen, position }) => {
  const { w, h, theme } = surface;
  const { colours } = theme;
  const box = { l: 30, r: w - 8, t: 18, b: h - 32 };
  const { X, Y } = axes(
    surface,
    box,
    { lo: 0, hi: 1, ticks: [0, 0.25, 0.5, 0.75, 1], name: words.wayToNoise },
    {
      lo: -12,
      hi: 12,
      ticks: roundTicks(-10, 10, 4),
      name: 'log SNR',
    },
  );
  const clampY = (v: number) => Y(Math.min(12, Math.max(-12, v)));
  members.forEach(({ id, name, curves }, k) => {
    const colour = id === chosen ? colours.ink : colours['ink-3'];
    const xs = curves.positions.map(X);
    line(surface, xs, curves.logSnr.map(clampY), colour, {
      width: id === chosen ? 2.25 : 1.5,
      dash: DASHES[k % DASHES.length],
    });
    const y = box.t + 8 + 15 * k;
    line(surface, [box.r - 58, box.r - 34], [y, y], colour, {
      width: id === chosen ? 2.25 : 1.5,
      dash: DASHES[k % DASHES.length],
    });
    text(surface, name, box.r, y, {
      align: 'right',
      base: 'middle',
      colour,
      halo: colours.paper,
      weight: id === chosen ? 600 : 400,
    });
  });
  for (const { position: half } of halfTimes(members))
    if (half !== null) dot(surface, X(half), Y(0), 3, colours.ink);
  cursor(surface, X(position), box.t, box.b);
});
