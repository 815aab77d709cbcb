/**
 * The terminal-SNR check: how much of the data is left where the chain ends and sampling begins.
 *
 * Sampling starts from pure noise. If √ᾱ_T is not about 0, training never saw pure noise, and sampling starts where it never
 * went: the mean of the data leaks into every x_T (Lin et al. 2023, Sec. 3.1).
 */
import { logSnr, type Process } from './process';
import type { ScheduleId } from './schedules';

/** √ᾱ_T below which nothing is amiss: Ho's chain ends at 0.0064, and a mean 5 % of a deviation off does not show. */
export const GOOD_SIGNAL = 0.05;
/** √ᾱ_T from which samples are visibly wrong. */
export const BAD_SIGNAL = 0.2;

export type Mend =
  | 'scale-betas'
  | 'cosine'
  | 'zero-terminal-snr'
  | 'more-steps'
  | 'larger-sigma-max'
  | 'larger-beta-max';

export interface TerminalSignal {
  /** What multiplies x0 at the end over the standard deviation there: √ᾱ_T for variance-preserving processes. */
  readonly signal: number;
  /** log SNR at the end, -∞ for zero terminal SNR. */
  readonly logSnr: number;
  readonly verdict: 'noise' | 'traces' | 'data-left';
  /** What would mend it, most effective first; empty if nothing needs mending. */
  readonly mends: readonly Mend[];
}

/** What a verdict's mends depend on. */
export interface TerminalContext {
  readonly schedule: ScheduleId;
  readonly scaled: boolean;
  readonly zeroTerminalSnr: boolean;
}

/** @param context how the process was made */
export function terminalSignal(process: Process, context: TerminalContext): TerminalSignal {
  const level = process.level(process.timeMax);
  const signal = level.alpha / Math.hypot(level.alpha, level.sigma);
  const verdict = signal <= GOOD_SIGNAL ? 'noise' : signal <= BAD_SIGNAL ? 'traces' : 'data-left';
  return {
    signal,
    logSnr: level.alpha === 0 ? Number.NEGATIVE_INFINITY : logSnr(level),
    verdict,
    mends: verdict === 'noise' ? [] : mendsOf(process, context),
  };
}

function mendsOf(process: Process, { schedule, scaled, zeroTerminalSnr }: TerminalContext): Mend[] {
  if (process.id === 've-sde') return ['larger-sigma-max'];
  if (process.id === 'vp-sde') return schedule === 'cosine' ? [] : ['larger-beta-max', 'cosine'];
  const mends: Mend[] = [];
  if (!scaled && (schedule === 'linear' || schedule === 'quadratic')) mends.push('scale-betas');
  if (schedule !== 'cosine') mends.push('cosine');
  if (!zeroTerminalSnr) mends.push('zero-terminal-snr');
  const dependsOnT =
    schedule === 'scaled-linear' || schedule === 'sigmoid' || (!scaled && schedule !== 'cosine');
  if (dependsOnT) mends.push('more-steps');
  return mends;
}
