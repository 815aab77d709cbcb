/**
 * A schedule drawn by hand: log SNR over time as a monotone cubic curve through a few handles. ᾱ = sigmoid(log SNR), and the betas are what
 * takes the chain from each ᾱ to the next.
 */
import { type Curve, monotoneCubic } from '../../lib/monotoneCubic';
import { schedules } from '../../words/config';
import * as words from '../../words/errors/refusals';
import { RefusedError } from '../refusal';
import type { Schedule } from './schedule';

/** A point of the curve. */
export interface Handle {
  /** The share of the chain that is over, 0 at its first step and 1 at its last. */
  readonly t: number;
  /** log ᾱ/(1 - ᾱ). */
  readonly logSnr: number;
}

export const MOST_HANDLES = 12;
/** Near the cosine schedule, with an end that short chains reach with betas up to 0.999 too. */
export const COSINE_HANDLES = '0*8_0.1*3.5_0.4*0.6_0.72*-1.5_0.9*-3.8_1*-10';

/** log SNR beyond which one of signal and noise is lost to rounding. */
export const LOG_SNR_RANGE = { min: -25, max: 20 } as const;
/** The largest beta, as of the cosine schedule. */
const LARGEST_BETA = 0.999;

const refused = (message: string, hint: string) => new RefusedError({ message, hint });

/** "0*9.5_0.5*0_1*-10": t and log SNR of each handle; no character of it is escaped in an address. */
export const formatHandles = (handles: readonly Handle[]): string =>
  handles.map(({ t, logSnr }) => `${t}*${logSnr}`).join('_');

const FORM = words.handlesForm(MOST_HANDLES, LOG_SNR_RANGE);

/** @throws {RefusedError} that says which handle is wrong */
export function parseHandles(text: string): readonly Handle[] {
  const handles = text.split('_').map((pair) => {
    const [t, logSnr, ...more] = pair.split('*').map((part) => (part.trim() ? Number(part) : Number.NaN));
    return { t, logSnr: more.length > 0 ? Number.NaN : logSnr };
  });
  const last = handles.length - 1;
  const isWrong = ({ t, logSnr }: Handle, i: number) =>
    !(logSnr >= LOG_SNR_RANGE.min && logSnr <= LOG_SNR_RANGE.max) ||
    !(i === 0 ? t === 0 : t > handles[i - 1].t && logSnr < handles[i - 1].logSnr) ||
    (i === last ? t !== 1 : !(t < 1));
  const wrong = handles.findIndex(isWrong);
  if (last < 1 || last >= MOST_HANDLES) throw refused(words.badHandleCount(text, handles.length), FORM);
  if (wrong >= 0) throw refused(words.badHandle(wrong + 1, text.split('_')[wrong]), FORM);
  return handles;
}

/** log SNR over the share of the chain. */
export const handleCurve = (handles: readonly Handle[]): Curve =>
  monotoneCubic(
    handles.map(({ t }) => t),
    handles.map(({ logSnr }) => logSnr),
  );

/** -ln ᾱ of a log SNR: ln(1 + e^-λ). */
const minusLogSignal = (logSnr: number): number =>
  Math.max(-logSnr, 0) + Math.log1p(Math.exp(-Math.abs(logSnr)));

export const drawn: Schedule = {
  label: schedules.drawn,
  parameters: { chain: ['handles'], continuous: ['handles'] },
  betas({ T, handles: text }) {
    const handles = parseHandles(text);
    const { at } = handleCurve(handles);
    const share = (t: number) => (T === 1 ? 1 : t / (T - 1));
    const betas = Float64Array.from({ length: T }, (_, t) => {
      const before = t === 0 ? 0 : minusLogSignal(at(share(t - 1)));
      return -Math.expm1(before - minusLogSignal(at(share(t))));
    });
    const steep = betas.findIndex((beta) => beta > LARGEST_BETA);
    if (steep < 0) return betas;
    const within = handles.findLastIndex(({ t }) => t <= share(steep));
    const next = handles.findIndex(({ t }) => t >= share(steep));
    const handle = within > 0 && handles[within].t > share(steep - 1) ? within : next;
    throw new RefusedError(words.steepHandle(handle + 1, T, steep, betas[steep].toFixed(5), LARGEST_BETA));
  },
  /** ᾱ(t) = sigmoid(λ(t)): ∫β = -ln ᾱ, whose part at t = 0 is the noise of the first step. */
  limit({ handles }) {
    const { at, slope } = handleCurve(parseHandles(handles));
    return {
      beta: (t) => -slope(t) / (1 + Math.exp(at(t))),
      integral: (t) => minusLogSignal(at(t)),
    };
  },
};
