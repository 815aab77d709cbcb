/** The words of the Train view: every sentence is computed from what it speaks of, or neutral. Pure, so that they can be tested. */
import type { ImageQuality } from '../../../../workers/evaluator';
import type { BackendReport, BoundReport } from '../../../../workers/protocol';
import type { RunConfig } from '../../../config/fields';
import type { Mend, TerminalSignal } from '../../../diffusion/terminalSignal';
import type { LossMap } from '../../../state/lossByTime';
import type { RunState } from '../../../state/run';
import { labelOf, NOUNS } from '../../labels';

export const count = (n: number): string => Math.round(n).toLocaleString('en');

/** Numbers with three significant digits, never in exponents where they can be read without. */
export function figure(v: number): string {
  if (!Number.isFinite(v)) return String(v);
  const size = Math.abs(v);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) return v.toExponential(2);
  return size >= 1 ? String(+v.toPrecision(4)) : String(+v.toPrecision(3));
}

/** "49 s", "3 min 20 s", "1 h 5 min". */
export function duration(milliseconds: number): string {
  const s = Math.round(milliseconds / 1000);
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
}

export const nounOf = ({ dataset, text }: Pick<RunConfig, 'dataset' | 'text'>): string =>
  dataset === 'text' && text
    ? `“${text.length > 16 ? `${text.slice(0, 15)}…` : text}”`
    : (NOUNS[dataset] ?? labelOf('dataset', dataset));

/** The headline: what the stage shows. */
export function lede(run: RunState | null, form: RunConfig): string {
  if (!run?.samples) {
    if (run?.phase === 'failed') return 'This run has no samples.';
    if (run) return `A run begins: ${nounOf(run.config)}.`;
    return `Noise becomes ${nounOf(form)}, step by step.`;
  }
  const { step } = run.samples;
  if (step === 0) return 'What an untrained network makes of noise.';
  const steps = `${count(step)} ${step === 1 ? 'step' : 'steps'}`;
  return `${nounOf(run.config)[0].toUpperCase()}${nounOf(run.config).slice(1)}, after ${steps}.`;
}

/** One phrase for where on the way the samples are. @param signal √ᾱ at the position */
export function phrase(position: number, signal: number): string {
  if (position === 0) return 'Done. These are new samples.';
  if (signal < 0.06) return 'Nothing but noise so far.';
  if (signal < 0.5) return 'Mostly noise. The coarse shape is decided here.';
  if (signal < 0.95) return 'More signal than noise. The shape shows.';
  return 'Almost done. Details settle into place.';
}

/** How the loss stands to the best possible one. Null before there is a finding. */
/** @param ofPoints the floor is that of a finite sample: above it is not yet above the best possible */
export function lossFinding(run: RunState | null, floor: number | null, ofPoints = false): string | null {
  if (!run || floor === null || !(floor > 0)) return null;
  const { losses } = run;
  if (losses.last - losses.first < 100) return null;
  const excess = losses.smoothedAt(losses.last) / floor - 1;
  if (!Number.isFinite(excess)) return null;
  if (Math.abs(excess) < 0.01)
    return ofPoints
      ? 'At the exact loss of 5,000 points, within its noise'
      : 'At the best possible loss, within its noise';
  if (excess < 0) return `${(-100 * excess).toFixed(0)}% below the floor: the batches of late were easy ones`;
  const percent = excess < 1 ? (100 * excess).toFixed(0) : count(100 * excess);
  return ofPoints
    ? `${percent}% above the exact loss of 5,000 points`
    : `${percent}% above the best possible loss`;
}

const mean = (values: ArrayLike<number>, from: number, to: number) => {
  let sum = 0;
  let n = 0;
  for (let i = Math.floor(from * values.length); i < Math.ceil(to * values.length); i++) {
    if (Number.isFinite(values[i])) {
      sum += values[i];
      n++;
    }
  }
  return n > 0 ? sum / n : Number.NaN;
};

/** Which third of the time axis stands out by at least half over both others, if any. */
function standsOut(values: ArrayLike<number>): 'data' | 'middle' | 'noise' | null {
  const thirds = [mean(values, 0, 1 / 3), mean(values, 1 / 3, 2 / 3), mean(values, 2 / 3, 1)];
  const most = Math.max(...thirds);
  if (thirds.some(Number.isNaN) || thirds.filter((v) => v * 1.5 > most).length > 1) return null;
  return (['data', 'middle', 'noise'] as const)[thirds.indexOf(most)];
}

export function lossMapFinding(map: LossMap): string | null {
  const newest = map.at(-1);
  if (!newest || map.length < 3) return null;
  switch (standsOut(newest.values)) {
    case 'data':
      return 'Small noise is the hard part to guess';
    case 'middle':
      return 'The middle of the way is the hard part to guess';
    case 'noise':
      return 'Large noise is the hard part to guess';
    default:
      return null;
  }
}

export function scoreFinding(values: ArrayLike<number> | null): string | null {
  if (!values) return null;
  switch (standsOut(values)) {
    case 'data':
      return 'The learned score is weakest near the data';
    case 'middle':
      return 'The learned score is weakest midway';
    case 'noise':
      return 'The learned score is weakest near the noise';
    default:
      return null;
  }
}

/** With fewer images a class than this, some class is missing by chance. */
const FEW_PER_CLASS = 4;

/** Of noise the classifier is sure as well: this many floors away from real images, its word counts for nothing. */
const FAR = 20;
export const isFar = ({ frechet, floor }: Pick<ImageQuality, 'frechet' | 'floor'>): boolean =>
  frechet > FAR * floor.frechet;

/** What the classifier says of the newest images. Null before it has said anything. */
export function classesFinding(quality: ImageQuality | null): string | null {
  if (!quality) return null;
  if (isFar(quality)) return 'Far from real images still: what the classifier sees means nothing';
  const { clear, count: images, histogram } = quality;
  const seen = histogram.filter((share) => share > 0).length;
  const sure = `The classifier is sure of ${percent(clear)}`;
  if (clear >= 0.5 && images >= FEW_PER_CLASS * histogram.length && seen < histogram.length)
    return `${sure}, and sees ${seen} of ${histogram.length} classes`;
  return `${sure} of the images`;
}

/** The classes by their shares, for who does not see the chart. */
export function classesSentence(
  quality: Pick<ImageQuality, 'histogram'> | null,
  names: readonly string[],
): string {
  if (!quality) return 'Not measured yet.';
  return names.map((name, k) => `${name}: ${percent(quality.histogram[k])}`).join('; ');
}

export interface TerminalWords {
  readonly strong: string;
  readonly rest: string;
  readonly bad: boolean;
  readonly mend: { readonly label: string; readonly change: Partial<RunConfig> } | null;
}

/** With a decimal where rounding would say nothing, or all. */
export const percent = (v: number): string =>
  `${(100 * v).toFixed((v > 0 && v < 0.1) || (v > 0.99 && v < 1) ? 1 : 0)}%`;

function mendOf(mends: readonly Mend[], config: RunConfig): TerminalWords['mend'] {
  switch (mends[0]) {
    case 'scale-betas':
      return { label: `Scale the betas by 1000/${config.T}`, change: { scaleBetas: true } };
    case 'cosine':
      return { label: 'Use the cosine schedule', change: { schedule: 'cosine' } };
    case 'zero-terminal-snr':
      return { label: 'Rescale to zero terminal SNR', change: { zeroTerminalSnr: true } };
    case 'more-steps':
      return { label: 'Use T = 1000', change: { T: 1000 } };
    case 'larger-sigma-max':
      return { label: 'Let σ end at 50', change: { sigmaMax: 50 } };
    case 'larger-beta-max':
      return { label: 'Let β end at 20', change: { betaMax: 20 } };
    case undefined:
      return null;
    default:
      return mends[0] satisfies never;
  }
}

/** Whether the chain ends in noise, and what would mend it where it does not. */
export function terminalWords(terminal: TerminalSignal, config: RunConfig): TerminalWords {
  const end = config.process === 'ddpm' ? `t = ${config.T - 1}` : 't = 1';
  const left = `${percent(terminal.signal)} of the signal is left at ${end}.`;
  switch (terminal.verdict) {
    case 'noise':
      return { strong: 'Ends in noise.', rest: left, bad: false, mend: null };
    case 'traces':
      return {
        strong: 'Ends in noise, with traces of data.',
        rest: left,
        bad: true,
        mend: mendOf(terminal.mends, config),
      };
    case 'data-left':
      return {
        strong: 'Does not end in noise.',
        rest: `${left} Sampling would start where training never went.`,
        bad: true,
        mend: mendOf(terminal.mends, config),
      };
    default:
      return terminal.verdict satisfies never;
  }
}

/** "swiss roll, cosine, T = 100, MLP": the recipe in one line. */
export const recipe = (config: RunConfig): string =>
  [
    labelOf('dataset', config.dataset).toLowerCase(),
    config.process === 'ddpm'
      ? `${labelOf('schedule', config.schedule).toLowerCase()}, T = ${config.T}`
      : labelOf('process', config.process),
    config.model === 'unet'
      ? `${labelOf('model', 'unet')} ${labelOf('unet', config.unet).toLowerCase()}`
      : `${labelOf('model', config.model)} ${config.depth} × ${config.width}`,
  ].join(', ');

/** Nats per dimension, to a hundredth; small ones to a digit that counts. */
export const nats = (value: number): string =>
  Math.abs(value) < 0.005 && value !== 0 ? value.toExponential(0) : value.toFixed(2);

/** What the bound says of this model: what learning the variance saves, or the total. */
export function boundFinding({ totals, error, unit }: BoundReport, own: RunConfig['variance']): string {
  const total = totals[own] ?? Number.NaN;
  const fixed = Math.min(
    totals['fixed-small'] ?? Number.POSITIVE_INFINITY,
    totals['fixed-large'] ?? Number.POSITIVE_INFINITY,
  );
  if (own !== 'learned') return `The bound is ${nats(total)} ${unit} per dimension`;
  const saved = fixed - total;
  if (Math.abs(saved) < error / 10) return 'Learning the variance changes the bound by less than can be told';
  return saved > 0
    ? `Learning the variance saves ${nats(saved)} ${unit} per dimension`
    : `Learning the variance costs ${nats(-saved)} ${unit} per dimension so far`;
}

/** The error by place, for who does not see it. @param errors squared, per dimension, at places evenly over the stage */
export function errorSentence(errors: ArrayLike<number>): string {
  const sorted = Array.from(errors).sort((a, b) => a - b);
  const [half, most] = [sorted[sorted.length >> 1], sorted[sorted.length - 1]];
  return `squared error of ε over the stage: below ${figure(half)} on half of it, ${figure(most)} at most`;
}

/** What the first step waits for: a GPU compiles, a processor draws from the untrained network. */
export const firstStepWords = (backend: BackendReport | null): string =>
  backend?.backend === 'webgpu' || backend?.backend === 'webgl'
    ? 'Compiling shaders, once on this machine.'
    : 'The untrained network draws its first samples.';
