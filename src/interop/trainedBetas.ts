/**
 * `trained_betas` is a schedule as a list. Files of this app have it where diffusers knows no name for a schedule; here the list
 * becomes the schedule and its parameters again, by fitting each form to its end points.
 */
import type { RunConfig } from '../config/fields';
import { type BetaOptions, createBetas, type ScheduleId } from '../diffusion/schedules';

export type NamedSchedule = Pick<
  RunConfig,
  'schedule' | 'betaStart' | 'betaEnd' | 'scaleBetas' | 'cosineS' | 'zeroTerminalSnr'
>;

/** float32 keeps seven digits, and a list may have passed through it. */
const TOLERANCE = 2e-6;

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** @param betas [T] in (0, 1] @returns null where no schedule here has these betas */
export function namedSchedule(betas: Float64Array): NamedSchedule | null {
  const T = betas.length;
  const [first, last] = [betas[0], betas[T - 1]];
  const low = sigmoid(-6);
  const span = (last - first) / (1 - 2 * low); // betaEnd - betaStart of the sigmoid schedule
  const ends = (betaStart: number, betaEnd: number) => ({ betaStart, betaEnd });
  const zero = { zeroTerminalSnr: true };
  const candidates: [ScheduleId, Partial<BetaOptions>][] = [
    ['linear', ends(first, last)],
    ['scaled-linear', ends(first, last)],
    ['quadratic', ends(first, last)],
    ['sigmoid', ends(first - low * span, first - low * span + span)],
    ['cosine', { cosineS: 0.008 }],
    ['cosine', { cosineS: cosineOffset(first, T) }],
    // A list with zero terminal SNR ends in 1, which hides its end points: only the usual ones can be recognised.
    ...(last === 1
      ? ([
          ['linear', { ...zero, ...ends(1e-4, 0.02) }],
          ['scaled-linear', { ...zero, ...ends(0.00085, 0.012) }],
          ['cosine', { ...zero, cosineS: 0.008 }],
        ] as [ScheduleId, Partial<BetaOptions>][])
      : []),
  ];
  for (const [schedule, options] of candidates) {
    const settings = { T, betaStart: 1e-4, betaEnd: 0.02, scaleBetas: false, cosineS: 0.008, ...options };
    if (!agrees(schedule, settings, betas)) continue;
    return {
      schedule,
      betaStart: settings.betaStart,
      betaEnd: settings.betaEnd,
      scaleBetas: false,
      cosineS: settings.cosineS,
      zeroTerminalSnr: options.zeroTerminalSnr ?? false,
    };
  }
  return null;
}

/** Whether handles that a file names draw its betas: then they are the schedule. */
export const isDrawnBy = (handles: string, betas: Float64Array): boolean =>
  agrees('drawn', { T: betas.length, handles }, betas);

function agrees(
  schedule: ScheduleId,
  options: Partial<BetaOptions> & { T: number },
  betas: Float64Array,
): boolean {
  try {
    const fitted = createBetas(schedule, options);
    return fitted.every((beta, t) => Math.abs(beta - betas[t]) <= TOLERANCE * betas[t]);
  } catch {
    return false; // end points outside (0, 1) are no schedule
  }
}

/** The offset with which the cosine schedule begins with this beta; it grows with s. */
function cosineOffset(first: number, T: number): number {
  const signal = (u: number, s: number) => Math.cos((((u + s) / (1 + s)) * Math.PI) / 2) ** 2;
  let low = 0;
  let high = 0.2;
  for (let i = 0; i < 60; i++) {
    const s = (low + high) / 2;
    if (1 - signal(1 / T, s) / signal(0, s) < first) low = s;
    else high = s;
  }
  return high;
}

export interface NearestSchedule {
  /** As diffusers writes it. */
  readonly fields: {
    readonly beta_schedule: string;
    readonly beta_start?: number;
    readonly beta_end?: number;
  };
  /** The largest difference of ᾱ over all steps. */
  readonly difference: number;
}

/** ᾱ of a list of betas. */
function signalOf(betas: ArrayLike<number>): Float64Array {
  let signal = 1;
  return Float64Array.from(betas, (beta) => {
    signal *= 1 - beta;
    return signal;
  });
}

/** Names of diffusers, each with the schedule here. */
const NAMED: readonly (readonly [string, ScheduleId])[] = [
  ['linear', 'linear'],
  ['scaled_linear', 'scaled-linear'],
  ['sigmoid', 'sigmoid'],
  ['squaredcos_cap_v2', 'cosine'],
];

/** Two digits are enough where the schedule is only near. */
const rounded = (beta: number): number => +beta.toPrecision(2);

/**
 * The named schedule of diffusers whose ᾱ comes nearest to that of a list, with the ends of the list.
 * @param betas [T] in (0, 1] @returns null where none can have this number of steps
 */
export function nearestSchedule(betas: Float64Array): NearestSchedule | null {
  const signal = signalOf(betas);
  const sorted = betas.toSorted();
  const [betaStart, betaEnd] = [rounded(sorted[0]), rounded(Math.min(0.999, sorted[sorted.length - 1]))];
  let nearest: NearestSchedule | null = null;
  for (const [name, schedule] of NAMED) {
    try {
      const options = { T: betas.length, betaStart, betaEnd, scaleBetas: false, cosineS: 0.008 };
      const other = signalOf(createBetas(schedule, options));
      const difference = other.reduce((most, share, t) => Math.max(most, Math.abs(share - signal[t])), 0);
      if (nearest && nearest.difference <= difference) continue;
      const ends = schedule === 'cosine' ? {} : { beta_start: betaStart, beta_end: betaEnd };
      nearest = { fields: { beta_schedule: name, ...ends }, difference };
    } catch {
      // this schedule has no betas with these ends
    }
  }
  return nearest;
}
