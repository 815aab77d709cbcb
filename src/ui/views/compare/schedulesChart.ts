/** Both schedules under one cursor: signal, log SNR, the noise of one step and the loss weight over t, with the values at the cursor. */
import type { RunConfig } from '../../../config/fields';
import { lossWeight, PREDICTIONS } from '../../../diffusion/prediction';
import { logSnr, type Process, shareOf } from '../../../diffusion/process';
import { timeWeighting } from '../../../diffusion/timeDraw';
import type { Pair } from '../../../state/compare/pair';
import * as words from '../../../words/compare/view';
import { island, type Surface } from '../../canvas/island';
import { createLayer } from '../../canvas/layer';
import { clipped, cursor, dot, line, text } from '../../canvas/marks';
import { type Axis, logTicks, roundTicks, scaleOf, tickText } from '../../canvas/plot';
import { formulaNumber } from '../../format';
import { timeLabels } from '../../islands/lossMap';
import { timeAt } from '../../time/axis';
import { type Curves, rateAt, rateCeiling } from '../../time/curves';

interface ScheduleSide {
  readonly config: RunConfig;
  readonly process: Process;
  readonly curves: Curves;
}

export interface SchedulesData {
  /** Null where the settings are refused. */
  readonly a: ScheduleSide | null;
  readonly b: ScheduleSide | null;
  /** The largest native time where both have the same, else 1: the axis is then the share of the noising time. */
  readonly lastTime: number;
  /** Of each side on its own time axis, 0 data to 1 noise. */
  readonly positions: Pair<number>;
}

/** A quantity of a schedule: as a curve, and at one time. */
interface Quantity {
  /** @param sides those whose settings give a process */
  name(sides: readonly ScheduleSide[]): string;
  curve(side: ScheduleSide): Float64Array;
  at(side: ScheduleSide, time: number): number;
  axis(sides: readonly ScheduleSide[]): Axis;
}

/** The rate of a continuous process is shown for a step of 1/T, so that chains and SDEs share an axis. */
const stepScale = ({ process, config }: ScheduleSide) => (process.discrete ? 1 : 1 / config.T);

/** The name of the noise of a step: of the chains, of processes in continuous time, or of one of each. */
export function rateName(sides: readonly Pick<ScheduleSide, 'process'>[]): string {
  const chains = sides.filter(({ process }) => process.discrete).length;
  if (chains === sides.length) return words.quantities.chainRate;
  return chains === 0 ? words.quantities.continuousRate : words.quantities.mixedRate;
}
/** The share of the times before one; whole times of a chain each count as an interval. */
const shareOfTimes = ({ discrete, timeMin, timeMax }: Process, time: number) =>
  (time - timeMin + (discrete ? 0.5 : 0)) / (timeMax - timeMin + (discrete ? 1 : 0));

/** The factor of the squared error of x̂0 in the loss, whatever the network predicts. */
const weightAt = ({ process, config }: ScheduleSide, time: number): number => {
  const level = process.level(time);
  const { prediction, weighting } = config;
  const direction = process.direction(level);
  return (
    timeWeighting(config, shareOfTimes(process, time)) *
    lossWeight(weighting, prediction, level, direction, config) *
    PREDICTIONS[prediction].errorOverX0Error(level, direction)
  );
};

/** At most four powers of ten: the rows are low. */
function fewPowers(lo: number, hi: number): number[] {
  const powers = logTicks(lo, hi, 1);
  const every = Math.ceil(powers.length / 4);
  return powers.filter((v) => Math.round(Math.log10(v)) % every === 0);
}

const clamp = (v: number, lo: number, hi: number) => Math.min(hi, Math.max(lo, v));

const QUANTITIES: readonly Quantity[] = [
  {
    name: () => words.quantities.signal,
    curve: ({ curves }) => curves.share,
    at: ({ process }, time) => shareOf(process.level(time)),
    axis: () => ({ lo: 0, hi: 1, ticks: [0, 0.5, 1] }),
  },
  {
    name: () => words.quantities.logSnr,
    curve: ({ curves }) => curves.logSnr,
    at: ({ process }, time) => logSnr(process.level(time)),
    axis: (sides) => {
      const all = sides.flatMap(({ curves }) => [...curves.logSnr]).filter(Number.isFinite);
      const lo = Math.max(-12, Math.min(...all, -1));
      const hi = Math.min(12, Math.max(...all, 1));
      return { lo, hi, ticks: roundTicks(lo, hi, 2) };
    },
  },
  {
    name: rateName,
    curve: (side) => side.curves.rate.map((rate) => rate * stepScale(side)),
    at: (side, time) => rateAt(side.process, time) * stepScale(side),
    axis: (sides) => {
      const hi = Math.max(...sides.map((side) => rateCeiling(side.curves.rate).top * stepScale(side)));
      return { lo: 0, hi, ticks: roundTicks(0, hi, 2) };
    },
  },
  {
    name: () => words.quantities.weight,
    curve: (side) => side.curves.times.map((time) => weightAt(side, time)),
    at: weightAt,
    axis: (sides) => {
      const all = sides.flatMap((side) => [...side.curves.times].map((time) => weightAt(side, time)));
      const positive = all.filter((v) => v > 0 && Number.isFinite(v));
      const lo = clamp(Math.min(...positive, 0.5), 1e-4, 0.5);
      const hi = clamp(Math.max(...positive, 2), 2, 1e4);
      return { lo, hi, log: true, ticks: fewPowers(lo, hi) };
    },
  },
];

/** Wide enough for "0.0001". */
const LEFT = 48;
const RIGHT = 54;
const TOP = 16;
const GAP = 20;
const BOTTOM = 32;

const rowBox = (w: number, h: number, i: number) => {
  const n = QUANTITIES.length;
  const height = (h - TOP - BOTTOM - GAP * (n - 1)) / n;
  const t = TOP + i * (height + GAP);
  return { l: LEFT, r: w - RIGHT, t, b: t + height };
};

const DASHES = { a: [], b: [6, 3] } as const;

function drawStill(surface: Surface, { a, b, lastTime }: SchedulesData) {
  const { w, h, theme } = surface;
  const { colours } = theme;
  const sides = [a, b].filter((side) => side !== null);
  QUANTITIES.forEach((quantity, i) => {
    const box = rowBox(w, h, i);
    const axis = quantity.axis(sides);
    const Y = scaleOf(axis, box.b, box.t);
    for (const tick of axis.ticks ?? []) {
      line(surface, [box.l, box.r], [Y(tick), Y(tick)], colours.line, { width: 1 });
      text(surface, (axis.say ?? tickText)(tick), box.l - 6, Y(tick), {
        align: 'right',
        base: 'middle',
      });
    }
    clipped(surface, { l: box.l - 2, r: box.r + 2, t: box.t - 2, b: box.b + 2 }, () => {
      for (const hue of ['a', 'b'] as const) {
        const side = hue === 'a' ? a : b;
        if (!side) continue;
        const xs = side.curves.positions.map((p) => box.l + p * (box.r - box.l));
        // values outside the axis (log 0, a very large last β) leave it below or above
        const ys = quantity
          .curve(side)
          .map((v) => clamp(Y(axis.log ? Math.max(v, 1e-12) : v), box.t - 40, box.b + 40));
        line(surface, xs, ys, colours[hue], { width: 1.9, dash: DASHES[hue] });
      }
    });
    text(surface, quantity.name(sides), box.l, box.t - 6, { halo: colours.paper });
  });
  const last = rowBox(w, h, QUANTITIES.length - 1);
  timeLabels(surface, last, lastTime);
  text(surface, lastTime === 1 ? words.timeShareAxis : words.timeAxis, (last.l + last.r) / 2, last.b + 28, {
    align: 'center',
    colour: colours['ink-3'],
  });
}

/** Least distance between the two values at the right, in CSS pixels. */
const APART = 13;

export const schedulesChart = island<SchedulesData>(
  () => {
    const layer = createLayer();
    return (surface, data) => {
      const { w, h, theme } = surface;
      const { a, b, lastTime, positions } = data;
      const { colours } = theme;
      layer(surface, [a, b, lastTime], (still) => drawStill(still, data));
      const sides = [a, b].filter((side) => side !== null);
      QUANTITIES.forEach((quantity, i) => {
        const box = rowBox(w, h, i);
        const X = (hue: 'a' | 'b') => box.l + positions[hue] * (box.r - box.l);
        for (const x of new Set([X('a'), X('b')])) cursor(surface, x, box.t - 2, box.b + 2);
        const Y = scaleOf(quantity.axis(sides), box.b, box.t);
        const values = (['a', 'b'] as const).flatMap((hue) => {
          const side = hue === 'a' ? a : b;
          if (!side) return [];
          const time = clamp(timeAt(side.config, positions[hue]), side.process.timeMin, side.process.timeMax);
          const value = quantity.at(side, time);
          const y = clamp(Y(value), box.t, box.b);
          if (Number.isFinite(value)) dot(surface, X(hue), y, 3, colours[hue]);
          return [{ hue, value, y: Number.isFinite(y) ? y : box.b }];
        });
        if (values.length === 2 && Math.abs(values[0].y - values[1].y) < APART) {
          const upper = values[0].y <= values[1].y ? 0 : 1;
          const middle = clamp((values[0].y + values[1].y) / 2, box.t + APART / 2, box.b - APART / 2);
          values[upper].y = middle - APART / 2;
          values[1 - upper].y = middle + APART / 2;
        }
        for (const { hue, value, y } of values) {
          const says = formulaNumber(+value.toPrecision(2), 2);
          text(surface, says, w, y, {
            align: 'right',
            base: 'middle',
            weight: 600,
            colour: colours[hue],
          });
        }
      });
    };
  },
  { minInterval: 30 },
);
