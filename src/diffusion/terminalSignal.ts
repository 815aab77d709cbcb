/**
 * The terminal-SNR check: how much of the data is left where the chain ends and sampling begins.
 *
 * Sampling starts from pure noise. If √ᾱ_T is not about 0, training never saw pure noise, and sampling starts where it never
 * went: the mean of the data leaks into every x_T (Lin et al. 2023, Sec. 3.1).
 */
import { isDriftless, logSnr, type Process } from './process';
import { SCHEDULES, type ScheduleId } from './schedules';
import type { Schedule } from './schedules/schedule';

/** The coefficient √ᾱ_T below which nothing is amiss: Ho's chain ends at 0.0064, and a mean 5 % of a deviation off does not show. */
const GOOD_COEFFICIENT = 0.05;
/** The coefficient from which samples are visibly wrong. */
const BAD_COEFFICIENT = 0.2;

export type Fix =
  | 'scale-betas'
  | 'cosine'
  | 'zero-terminal-snr'
  | 'more-steps'
  | 'larger-sigma-max'
  | 'larger-beta-max';

export interface TerminalSignal {
  /** Share of the variance at the end that is signal, α²/(α² + σ²): ᾱ_T for variance-preserving processes. */
  readonly signal: number;
  /** log SNR at the end, -∞ for zero terminal SNR. */
  readonly logSnr: number;
  readonly verdict: 'noise' | 'traces' | 'data-left';
  /** The changes that fix it, most effective first; empty if nothing needs fixing. */
  readonly fixes: readonly Fix[];
}

/** The settings on which a verdict's fixes depend. */
export interface TerminalContext {
  readonly schedule: ScheduleId;
  readonly scaleBetas: boolean;
  readonly zeroTerminalSnr: boolean;
}

/** @param context how the process was made */
export function terminalSignal(process: Process, context: TerminalContext): TerminalSignal {
  const level = process.level(process.timeMax);
  // what multiplies x0, over the standard deviation
  const coefficient = level.alpha / Math.hypot(level.alpha, level.sigma);
  const verdict =
    coefficient <= GOOD_COEFFICIENT ? 'noise' : coefficient <= BAD_COEFFICIENT ? 'traces' : 'data-left';
  return {
    signal: coefficient ** 2,
    logSnr: level.alpha === 0 ? Number.NEGATIVE_INFINITY : logSnr(level),
    verdict,
    fixes: verdict === 'noise' ? [] : fixesOf(process, context),
  };
}

function fixesOf(process: Process, { schedule, scaleBetas, zeroTerminalSnr }: TerminalContext): Fix[] {
  if (isDriftless(process)) return ['larger-sigma-max'];
  const { chain, continuous }: Schedule['parameters'] = SCHEDULES[schedule].parameters;
  if (!process.discrete) return continuous.includes('betaMax') ? ['larger-beta-max', 'cosine'] : [];
  const scalable = chain.includes('scaleBetas');
  const fixes: Fix[] = [];
  if (scalable && !scaleBetas) fixes.push('scale-betas');
  if (schedule !== 'cosine') fixes.push('cosine');
  if (!zeroTerminalSnr) fixes.push('zero-terminal-snr');
  // With betas that do not shrink as T grows, a longer chain adds more noise.
  if (chain.includes('betaEnd') && !(scalable && scaleBetas)) fixes.push('more-steps');
  return fixes;
}
