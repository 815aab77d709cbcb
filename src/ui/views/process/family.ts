/** DDPM, VP and VE on one axis: the log SNR of each over its own time, and where each is half noise. */
import type { RunConfig } from '../../../config/fields';
import { openProcess } from '../../../config/openProcess';
import type { Process, ProcessId } from '../../../diffusion/process';
import { island } from '../../canvas/island';
import { axes, cursor, dot, line, roundTicks, text } from '../../canvas/plot';
import { type Curves, curvesOf } from './curves';
import type { HalfTime } from './words';

export interface Member {
  readonly id: ProcessId;
  readonly name: string;
  readonly process: Process;
  readonly curves: Curves;
}

export interface FamilyData {
  readonly members: readonly Member[];
  readonly chosen: ProcessId;
  readonly position: number;
}

const NAMES: Readonly<Record<ProcessId, string>> = { ddpm: 'DDPM', 'vp-sde': 'VP', 've-sde': 'VE' };
const DASHES: Readonly<Record<ProcessId, readonly number[]>> = {
  ddpm: [],
  'vp-sde': [7, 3],
  've-sde': [2, 3],
};

/** The three processes that the settings give; one that they do not give is left out. */
export function familyOf(config: RunConfig): Member[] {
  return (Object.keys(NAMES) as ProcessId[]).flatMap((id) => {
    try {
      // Rescaling betas means something for the chain alone.
      const process = openProcess({
        ...config,
        process: id,
        zeroTerminalSnr: id === 'ddpm' && config.zeroTerminalSnr,
      });
      return [{ id, name: NAMES[id], process, curves: curvesOf(process) }];
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

export const family = island<FamilyData>(() => (surface, { members, chosen, position }) => {
  const { w, h, theme } = surface;
  const { colours } = theme;
  const box = { l: 30, r: w - 8, t: 18, b: h - 32 };
  const { X, Y } = axes(
    surface,
    box,
    { lo: 0, hi: 1, ticks: [0, 0.25, 0.5, 0.75, 1], name: 'share of the way to noise' },
    {
      lo: -12,
      hi: 12,
      ticks: roundTicks(-10, 10, 4),
      say: (v) => String(v).replace('-', '−'),
      name: 'log SNR',
    },
  );
  const clampY = (v: number) => Y(Math.min(12, Math.max(-12, v)));
  // Names stand on the right, as many lines apart as they need.
  members.forEach(({ id, name, curves }, k) => {
    const colour = id === chosen ? colours.ink : colours['ink-3'];
    const xs = curves.positions.map(X);
    line(surface, xs, curves.logSnr.map(clampY), colour, {
      width: id === chosen ? 2.25 : 1.5,
      dash: DASHES[id],
    });
    const y = box.t + 8 + 15 * k;
    line(surface, [box.r - 58, box.r - 34], [y, y], colour, {
      width: id === chosen ? 2.25 : 1.5,
      dash: DASHES[id],
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
