/** The registry of schedules: adding one is a file and a line. */
import * as words from '../../words/errors/refusals';
import { type Refusal, RefusedError } from '../refusal';
import { cosine } from './cosine';
import { COSINE_HANDLES, drawn } from './drawn';
import { linear } from './linear';
import { quadratic } from './quadratic';
import { scaledLinear } from './scaledLinear';
import type { Schedule, ScheduleOptions } from './schedule';
import { sigmoid } from './sigmoid';
import { rescaleZeroTerminalSnr } from './zeroTerminalSnr';

export { rescaleZeroTerminalSnr } from './zeroTerminalSnr';

export const SCHEDULES = {
  linear,
  quadratic,
  'scaled-linear': scaledLinear,
  cosine,
  sigmoid,
  drawn,
} satisfies Record<string, Schedule>;

export type ScheduleId = keyof typeof SCHEDULES;
export const SCHEDULE_IDS = Object.keys(SCHEDULES) as ScheduleId[];
/** The schedules that a formula gives: all but the one drawn by hand. */
export const NAMED_SCHEDULE_IDS = SCHEDULE_IDS.filter((id) => id !== 'drawn');

export interface BetaOptions extends ScheduleOptions {
  /** Rescale so that ᾱ_T = 0 exactly (Lin et al. 2023). */
  readonly zeroTerminalSnr: boolean;
}

/** Ho et al. 2020's end points, scaled by 1000/T. */
const DEFAULT_BETA_OPTIONS: Omit<BetaOptions, 'T'> = {
  betaStart: 1e-4,
  betaEnd: 0.02,
  scaleBetas: true,
  cosineS: 0.008,
  handles: COSINE_HANDLES,
  zeroTerminalSnr: false,
};

/** A schedule that leaves (0, 1): `T`, the `timestep` (-1 if T itself is bad) and the bad `beta` are in its message. */
export class ScheduleError extends RefusedError {
  override readonly name = 'ScheduleError';
  constructor(
    refusal: Refusal,
    readonly T: number,
    readonly timestep: number,
    readonly beta: number,
  ) {
    super(refusal);
  }
}

/**
 * The betas of a schedule, checked.
 * @returns [T] betas in (0, 1); with `zeroTerminalSnr` the last is exactly 1
 * @throws {RefusedError} for an unknown id
 * @throws {ScheduleError} naming T and the first beta outside (0, 1)
 */
export function createBetas(
  id: ScheduleId,
  options: Partial<BetaOptions> & Pick<BetaOptions, 'T'>,
): Float64Array {
  const settings = { ...DEFAULT_BETA_OPTIONS, ...options };
  const { T, zeroTerminalSnr } = settings;
  if (!Object.hasOwn(SCHEDULES, id)) throw new RefusedError(words.unknownSchedule(id, SCHEDULE_IDS));
  if (!Number.isInteger(T) || T < 1) {
    throw new ScheduleError(words.badChainLength(T), T, -1, Number.NaN);
  }
  const betas = SCHEDULES[id].betas(settings);
  const bad = betas.findIndex((beta) => !(beta > 0 && beta < 1));
  if (bad >= 0) {
    const message = words.badBeta(id, T, Number(betas[bad].toPrecision(6)), bad);
    throw new ScheduleError({ message, hint: hintOf(id, settings) }, T, bad, betas[bad]);
  }
  return zeroTerminalSnr ? rescaleZeroTerminalSnr(betas) : betas;
}

function hintOf(id: ScheduleId, { scaleBetas, betaEnd, betaStart }: ScheduleOptions): string {
  const { chain }: Schedule['parameters'] = SCHEDULES[id].parameters;
  if (chain.includes('handles')) return words.moveHandles;
  if (chain.includes('cosineS')) return words.chooseOffset;
  if (!(betaStart > 0 && betaStart < 1 && betaEnd > 0 && betaEnd < 1)) return words.chooseEndBetas;
  const smallestT = Math.floor(1000 * Math.max(betaStart, betaEnd)) + 1;
  return scaleBetas ? words.chooseLongerChain(smallestT) : words.chooseSmallerBetas;
}
