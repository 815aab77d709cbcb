/** The words of the Sample view: computed from what they speak of. Pure, so that they can be tested. */

import type { NearestAnswer } from '../../../../workers/evaluator';
import { FIELDS, type RunConfig } from '../../../config/fields';
import { openPlan } from '../../../config/openPlan';
import { openProcess } from '../../../config/openProcess';
import { type ModelCard, qualityOf } from '../../../interop/modelCard';
import type { QualityCurve } from '../../../state/sampleStudies';
import { labelOf } from '../../labels';
import { count, figure, nounOf, percent } from '../train/words';

const SMALL: Readonly<Record<number, string>> = {
  1: 'One',
  4: 'Four',
  9: 'Nine',
  16: 'Sixteen',
  25: 'Twenty-five',
  36: 'Thirty-six',
  49: 'Forty-nine',
  64: 'Sixty-four',
  81: 'Eighty-one',
  100: 'A hundred',
};

const NOUNS: Readonly<Record<string, readonly [one: string, many: string, who: string]>> = {
  mnist: ['digit', 'digits', 'nobody wrote'],
  'fashion-mnist': ['piece of clothing', 'pieces of clothing', 'nobody sewed'],
  'pixel-faces': ['face', 'faces', 'nobody drew'],
  images: ['image', 'images', 'nobody made'],
};

/** The headline: what was drawn, or what is being drawn. */
export function headline(config: RunConfig, n: number, underWay = false): string {
  const noun = NOUNS[config.dataset];
  if (!noun) return `${count(n)} new points of ${nounOf(config)}.`;
  const images = `${SMALL[n] ?? count(n)} ${noun[n === 1 ? 0 : 1]}`;
  return underWay ? `${images} on ${n === 1 ? 'its' : 'their'} way.` : `${images} that ${noun[2]}.`;
}

/** "images", "points": what the samples are. */
export const kindOf = (config: RunConfig, n = 2): string => {
  const word = NOUNS[config.dataset] ? 'image' : 'point';
  return n === 1 ? word : `${word}s`;
};

/** One paragraph of a card: what it is and how it came to be. */
export function cardWords(card: ModelCard): string {
  const network = card.kind === 'unet' ? 'U-Net' : 'MLP';
  const batch = card.batch ? ` of ${count(card.batch)}` : '';
  const schedule = card.schedule
    ? ` ${labelOf('schedule', card.schedule)} schedule${card.T ? `, T = ${card.T}` : ''}.`
    : '';
  return `${labelOf('dataset', card.data)}. ${network}, ${count(card.parameters)} weights, ${count(card.steps)} steps${batch}.${schedule}`;
}

/** Quality of a card beside its floor: "Fréchet distance 8.1, floor 1.2". */
export function cardQuality(card: ModelCard): string {
  const { value, floor, measure, askedRight } = qualityOf(card);
  const name = measure.split(/,| in /)[0];
  const asked =
    askedRight === null ? '' : ` It draws the class that is asked for ${percent(askedRight)} of the time.`;
  return `${name[0].toUpperCase()}${name.slice(1)} ${figure(value)}, floor ${figure(floor)}.${asked}`;
}

/** How that was measured. */
export function cardMeasure(card: ModelCard): string {
  const { measure, samples, clear } = qualityOf(card);
  const sure = clear
    ? ` The classifier is sure of ${(100 * clear.value).toFixed(0)}% of them, and of ${(100 * clear.floor).toFixed(0)}% of real ones.`
    : '';
  return `${measure}: ${count(samples)} samples by ${card.sampler}.${sure}`;
}

/** Whether the chosen sample is a copy, said with the distances that decide it. */
export function nearestWords({ distance, usual, count: searched }: NearestAnswer): string {
  const facts = `Nearest of ${count(searched)} training images is ${distance.toFixed(1)} away (root mean square, of 255); training images are ${usual.toFixed(1)} from each other’s nearest.`;
  if (distance < usual / 4) return `${facts} It is as good as a copy.`;
  if (distance < usual / 2) return `${facts} It is close to one of them.`;
  return `${facts} It is not a copy.`;
}

/** Above this multiple of its best, a figure is not yet as good. */
const NEARLY = 1.25;

/** What a curve of quality by evaluations says, or null where it is too short. */
export function curveFinding({ points }: Pick<QualityCurve, 'points'>): string | null {
  if (points.length < 4) return null;
  const best = points.reduce(
    (least, { value, floor }) => Math.min(least, Math.max(value, floor)),
    Number.POSITIVE_INFINITY,
  );
  const enough = points.find(({ value }) => value <= NEARLY * best);
  if (!enough) return null;
  const last = points[points.length - 1];
  if (enough === last) return `Even ${enough.nfe} evaluations are not enough`;
  return enough.nfe === 1 ? 'One evaluation is nearly enough' : `${enough.nfe} evaluations are nearly enough`;
}

/** "0.84", "12.3": seconds with three digits. */
export const seconds = (milliseconds: number): string =>
  milliseconds >= 100_000
    ? String(Math.round(milliseconds / 1000))
    : String(+(milliseconds / 1000).toPrecision(3));

/** Evaluations in terms of steps. */
export function perStep(nfe: number, steps: number): string {
  if (nfe === steps) return 'one a step';
  const ratio = nfe / steps;
  return `${+ratio.toFixed(2)} a step, ${steps} steps`;
}

/** "DDIM, 50 steps". */
export const samplerLine = (config: RunConfig): string =>
  `${labelOf('sampler', config.sampler)}, ${config.samplingSteps} ${config.samplingSteps === 1 ? 'step' : 'steps'}`;

/** Name of a sampler's curve. */
export const curveLabel = ({ sampler, eta, solverOrder }: RunConfig): string => {
  if (sampler === 'ddim' && eta > 0) return `DDIM, η ${eta}`;
  if (sampler === 'dpm-solver++' && solverOrder === 1) return 'DPM-Solver++ 1';
  return labelOf('sampler', sampler);
};

/** Samplers that cannot walk this model's process back; the one in force is never among them. */
export function refusedSamplers(config: RunConfig): string[] {
  return FIELDS.sampler.values.filter((sampler) => {
    if (sampler === config.sampler) return false;
    try {
      openPlan({ ...config, sampler }, openProcess(config));
      return false;
    } catch {
      return true;
    }
  });
}
