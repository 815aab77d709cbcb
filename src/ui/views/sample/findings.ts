/** The findings of the Sample view: every sentence is computed from its subject. Pure, so that tests can hold it. */

import { DATASETS, FIELDS, type RunConfig } from '../../../config/fields';
import { openPlan } from '../../../config/openPlan';
import { createProcess } from '../../../diffusion/processes';
import { SAMPLERS } from '../../../diffusion/samplers';
import type { Sampler } from '../../../diffusion/samplers/sampler';
import { type ModelCard, qualityOf } from '../../../interop/modelCard';
import type { Activity, SessionSamples } from '../../../state/sample/drawing';
import type { QualityCurve } from '../../../state/sample/studies';
import type { NearestAnswer } from '../../../types/quality';
import type { Measurement } from '../../../types/score';
import { familyView } from '../../families';
import { isFar } from '../../families/images';
import { drawnClass, drawnNounOf, isGuided, isMeasuredAlike } from '../../findings';
import { count, counted, decimal, figure, percent } from '../../format';
import { labelOf } from '../../labels';
import { standingOf } from '../../quality';
import type { Scene } from './model/scene';

/** "64 digits", "12 digits of class 7", "2,000 new points of a swiss roll". */
function samplesOf(config: RunConfig, n: number, adjective = ''): string {
  const dataset = DATASETS[config.dataset];
  const number = `${count(n)}${adjective && ` ${adjective}`}`;
  const drawn = drawnClass(config);
  if ('samples' in dataset) return `${number} ${dataset.samples[n === 1 ? 0 : 1]}${drawn && ` of ${drawn}`}`;
  return `${number} point${n === 1 ? '' : 's'} of ${drawnNounOf(config)}`;
}

/** The headline: what is sampled, as far as it exists and is measured. */
export function headline({ scene, config, count: n, measurement }: HeadlineFacts): string {
  const samples = samplesOf(config, n);
  const settings = `${samplerLine(config)}, seed ${config.seed}`;
  switch (scene) {
    case 'empty':
      return 'Sampling turns noise into data, step by step.';
    case 'drawing':
      return `Sampling ${samples}.`;
    case 'sketch':
      return `A sketch in ${counted(config.samplingSteps, 'step')}: the samples follow.`;
    case 'recorded':
      return `${samples}, recorded: ${settings}. Press Sample to draw your own.`;
    case 'earlier':
      return `${samples} of earlier settings: ${settings}.`;
    case 'drawn':
      return farFinding(config, measurement) ?? `${samplesOf(config, n, 'new')}.`;
    default:
      return scene satisfies never;
  }
}

/** The note on earlier samples while other ones are drawn. */
export const staleNote = ({ preview, config, trajectory }: SessionSamples): string =>
  preview
    ? `A sketch of ${counted(trajectory.count, 'sample')} in ${counted(config.samplingSteps, 'step')}, until the requested ones are there.`
    : `These are the earlier samples, of seed ${config.seed}.`;

/** That samples are far from real data, where they are; a headline does not call them new data then. */
function farFinding(config: RunConfig, measurement: Measurement | null): string | null {
  if (!measurement || !isMeasuredAlike(config)) return null;
  const { score, images } = measurement;
  const standing = standingOf(score);
  const noun = drawnNounOf(config);
  if (standing?.kind === 'far')
    return `${isGuided(config) ? `Guided samples of ${noun}` : `Not ${noun} yet`}: ${standing.text}.`;
  return !standing && images && isFar(score) ? `Not ${noun} yet: far from real images.` : null;
}

/** The share of images about which the classifier is confident, beside that of real ones; or why it means nothing. */
export const confidentText = (
  config: RunConfig,
  { score, second }: Pick<Measurement, 'score' | 'second'>,
): string =>
  isMeasuredAlike(config) && isFar(score)
    ? 'confidence left out: this far from real images, the classifier is confident of noise as well'
    : `confident: ${percent(second.value, 0)} of ${count(second.n)} images, ${percent(second.floor, 0)} of real ones`;

interface HeadlineFacts {
  readonly scene: Scene;
  /** Of the samples on the stage; of the form while they are drawn. */
  readonly config: RunConfig;
  readonly count: number;
  /** Of the samples on the stage; null before they are measured. */
  readonly measurement: Measurement | null;
}

/** "images", "points": the kind of samples. */
export const kindOf = (config: RunConfig, n = 2): string => {
  const [one, many] = familyView(config.dataset).noun;
  return n === 1 ? one : many;
};

/** A model card in one paragraph: data set, network, training and schedule. */
export function cardLine(card: ModelCard): string {
  const batch = card.batch ? ` of ${count(card.batch)}` : '';
  const schedule = card.schedule
    ? ` ${labelOf('schedule', card.schedule)} schedule${card.T ? `, T = ${card.T}` : ''}.`
    : '';
  return `${labelOf('dataset', card.data)}. ${labelOf('model', card.kind)}, ${count(card.parameters)} weights, ${count(card.steps)} steps${batch}.${schedule}`;
}

/** Quality of a card beside its floor: "By its card: Fréchet distance 8.1, floor 1.2 (real data), n = 1,000". */
export function cardQuality(card: ModelCard): string {
  const { value, floor, measure, samples, classAccuracy } = qualityOf(card);
  const name = measure.split(/,| in /)[0];
  const classes =
    classAccuracy === null ? '' : ` It samples the requested class ${percent(classAccuracy)} of the time.`;
  return `By its card: ${name} ${figure(value)}, floor ${figure(floor)} (real data), n = ${count(samples)}.${classes}`;
}

/** How the quality of a card was measured. */
export function cardMeasure(card: ModelCard): string {
  const { measure, samples, confident } = qualityOf(card);
  const ofClasses = confident
    ? ` The classifier is confident (> 0.8) about ${percent(confident.value, 0)} of them, and about ${percent(confident.floor, 0)} of real images.`
    : '';
  return `${measure}: ${count(samples)} samples by ${card.sampler}.${ofClasses}`;
}

/**
 * Whether the selected sample is a copy, with the distances that decide it.
 * @param among name of the open images that were searched, where nothing says that the model learned them
 */
export function nearestFinding({ distance, usual, count: searched }: NearestAnswer, among?: string): string {
  const [kind, each, one] =
    among === undefined
      ? ['training images', 'training images', 'a training image']
      : [`images of ${among}`, 'these images', 'one of them'];
  const distances = `The nearest of ${count(searched)} ${kind} is ${decimal(distance.toFixed(1))} away (root mean square, of 255); ${each} are ${usual.toFixed(1)} from their own nearest.`;
  if (distance < usual / 4) return `${distances} It is practically a copy.`;
  if (distance < usual / 2) return `${distances} It is close to ${one}.`;
  return `${distances} It is not a copy${among === undefined ? '' : ` of ${one}`}.`;
}

/** A quality within this factor of the best is nearly as good. */
const NEARLY = 1.25;

/** The fewest evaluations that are nearly enough; null where there are too few measurements. */
export function curveFinding({ points }: Pick<QualityCurve, 'points'>): string | null {
  if (points.length < 4) return null;
  const best = points.reduce(
    (least, { score: { value, floor } }) => Math.min(least, Math.max(value, floor)),
    Number.POSITIVE_INFINITY,
  );
  const enough = points.find(({ score }) => score.value <= NEARLY * best);
  if (!enough) return null;
  const last = points[points.length - 1];
  if (enough === last) return `Even ${enough.nfe} evaluations are not enough`;
  return enough.nfe === 1 ? 'One evaluation is nearly enough' : `${enough.nfe} evaluations are nearly enough`;
}

/** Network evaluations per step. */
export function perStep(nfe: number, steps: number): string {
  if (nfe === steps) return 'one per step';
  const ratio = nfe / steps;
  return `${decimal(+ratio.toFixed(2))} per step, ${counted(steps, 'step')}`;
}

/** "DDIM, 50 steps". */
export const samplerLine = (config: RunConfig): string =>
  `${labelOf('sampler', config.sampler)}, ${counted(config.samplingSteps, 'step')}`;

/** The name of a sampler with its parameters, for its curve: "DDIM, η 0.5". */
export function curveLabel(config: RunConfig): string {
  const sampler: Sampler = SAMPLERS[config.sampler];
  return sampler.nameWith?.(config) ?? sampler.label;
}

/** Samplers that refuse this model's process; the chosen one is never among them. */
export function refusedSamplers(config: RunConfig): string[] {
  return FIELDS.sampler.values.filter((sampler) => {
    if (sampler === config.sampler) return false;
    try {
      openPlan({ ...config, sampler }, createProcess(config));
      return false;
    } catch {
      return true;
    }
  });
}

const WAITS = {
  loading: 'Loading the model.',
  starting: 'Starting the sampler and building the network.',
} as const;

/** The reason why there are no samples yet; null where there are samples, or where they are being drawn. */
export const waitingNote = (activity: Activity | null, isDrawn: boolean): string | null =>
  isDrawn || !activity || activity.kind === 'sampling' ? null : WAITS[activity.kind];
