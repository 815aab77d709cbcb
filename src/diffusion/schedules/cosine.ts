/** The cosine schedule (Nichol & Dhariwal 2021): ᾱ falls as a squared cosine. */

import { schedules } from '../../words/config';
import type { Schedule } from './schedule';

/** No beta is larger: without a cap the last one is 1 and the chain forgets everything in one step. */
const LARGEST_BETA = 0.999;

/**
 * The cosine schedule: ᾱ(u) = cos²(((u + s)/(1 + s)) π/2), s = 0.008, β_t = min(1 - ᾱ((t+1)/T)/ᾱ(t/T), 0.999)
 * (Nichol & Dhariwal 2021, Eq. 17). The 1/(1 + s) keeps ᾱ monotone up to u = 1.
 */
export const cosine: Schedule = {
  label: schedules.cosine,
  parameters: { chain: ['cosineS'], continuous: ['cosineS'] },
  betas({ T, cosineS: s }) {
    const signal = (u: number) => Math.cos((((u + s) / (1 + s)) * Math.PI) / 2) ** 2;
    return Float64Array.from({ length: T }, (_, t) =>
      Math.min(1 - signal((t + 1) / T) / signal(t / T), LARGEST_BETA),
    );
  },
  /** β(t) = π/(1+s) tan(((t+s)/(1+s)) π/2), capped at 1000·0.999 as the betas are at T = 1000. */
  limit({ cosineS: s }) {
    const cap = 1000 * LARGEST_BETA;
    const angle = (t: number) => (((t + s) / (1 + s)) * Math.PI) / 2;
    const rate = Math.PI / (1 + s);
    const capped = (Math.atan(cap / rate) * 2 * (1 + s)) / Math.PI - s;
    const uncapped = (t: number) => -2 * Math.log(Math.cos(angle(t)) / Math.cos(angle(0)));
    return {
      beta: (t) => (t < capped ? rate * Math.tan(angle(t)) : cap),
      integral: (t) => uncapped(Math.min(t, capped)) + cap * Math.max(0, t - capped),
    };
  },
};
