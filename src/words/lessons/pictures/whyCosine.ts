/** Linear against cosine: controls, charts and the sentences that are computed. */
import { count } from '../../../lib/numbers';

export const steps = 'Steps back';
export const leftOut = 'Left out at the start';
export const spendingPicture = 'Where the steps are';
export const errorsPicture = 'Error by steps';
export const schedules = { linear: 'linear', cosine: 'cosine' };

interface Both {
  readonly linear: string;
  readonly cosine: string;
}
export const spending = (settled: Both, half: Both) =>
  `Below log SNR −4 linear spends ${settled.linear} of its steps, cosine ${settled.cosine}; half-way ${half.linear} and ${half.cosine} of the variance are signal.`;

interface Errors extends Both {
  readonly steps: number;
  /** The share of the way back that is left out; null for none. */
  readonly skipped: string | null;
  /** How many times as far or nearer linear is; null for about as far. */
  readonly verdict: { readonly times: string; readonly isNearer: boolean } | null;
}
export const errors = ({ steps, skipped, linear, cosine, verdict }: Errors) =>
  `${skipped ? `Without the first ${skipped} of the way back, ` : ''}${steps} steps end ${linear} from the data with linear and ${cosine} with cosine (Wasserstein-1, exact denoiser): linear is ${
    verdict ? `${verdict.times} times ${verdict.isNearer ? 'nearer' : 'as far'}` : 'about as far'
  }.`;

interface Measured extends Both {
  readonly floor: string;
  /** Points of each set. */
  readonly n: number;
  /** Between the two means, with its standard error. */
  readonly difference: string;
  /** Null where the difference is within chance. */
  readonly nearer: 'linear' | 'cosine' | null;
}
export const pair = ({ linear, cosine, floor, n, difference, nearer }: Measured) =>
  `The shipped pair of networks (swiss roll, DDIM, energy distance of ${count(n)} points, 3 seeds of noise): linear ${linear}, cosine ${cosine}; real data: ${floor}. Their means differ by ${difference}: ${nearer ? `${schedules[nearer]} is nearer` : 'within chance'}.`;

export const settled = 'log SNR below −4';
export const stepsBack = 'steps back (DDIM)';
export const distance = 'distance from the data';

export const stripPicture = 'The same digit under both schedules';
export const strip = (linear: readonly string[], cosine: readonly string[]) =>
  `One digit, the same noise, nine equal steps of t: at a quarter, a half and three quarters ${linear.join(', ')} of the variance is signal with linear, ${cosine.join(', ')} with cosine.`;
