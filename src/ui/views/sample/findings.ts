/** The findings of the Sample view: every sentence is computed from its subject. Pure, so that tests can hold it. */

import { stepCost } from '../../../config/evaluations';
import { DATASETS, FIELDS, type RunConfig } from '../../../config/fields';
import { openPlan } from '../../../config/openPlan';
import { stepsTaken } from '../../../config/samplingSteps';
import { createProcess } from '../../../diffusion/processes';
import { SAMPLERS } from '../../../diffusion/samplers';
import type { Sampler } from '../../../diffusion/samplers/sampler';
import { type ModelCard, qualityOf } from '../../../interop/modelCard';
import type { TrajectoryFile } from '../../../interop/trajectoryFile';
import type { Activity, SessionSamples } from '../../../state/sample/drawing';
import { isRecordedWith, samplingDifferences } from '../../../state/sample/settings';
import type { QualityCurve } from '../../../state/sample/studies';
import type { DataSource } from '../../../types/dataSource';
import type { NearestAnswer } from '../../../types/quality';
import type { Measurement } from '../../../types/score';
import * as words from '../../../words/sample';
import { familyView } from '../../families';
import { isFar } from '../../families/images';
import { drawnClass, drawnNounOf, isGuided, isMeasuredAlike } from '../../findings';
import { decimal, percent } from '../../format';
import { labelOf } from '../../labels';
import { standingOf } from '../../quality';
import { settingTexts } from '../../settingText';
import { withDeviation } from '../../withDeviation';
import type { Scene } from './model/scene';

/** "64 digits", "12 digits of class 7", "2,000 new points of a swiss roll". */
function samplesOf(config: RunConfig, n: number, source?: DataSource, isNew = false): string {
  const dataset = DATASETS[config.dataset];
  return 'samples' in dataset
    ? words.imagesOf(n, dataset.samples, drawnClass(config, source), isNew)
    : words.pointsOf(n, drawnNounOf(config, source), isNew);
}

/** The headline: what is sampled, as far as it exists and is measured. */
export function headline({ scene, config, source, count: n, measurement, recorded }: HeadlineFacts): string {
  const samples = samplesOf(config, n, source);
  const settings = words.settingsLine(samplerLine(config), config.seed);
  switch (scene) {
    case 'empty':
      return words.whatSamplingDoes;
    case 'drawing':
      return words.drawingNow(samples);
    case 'sketch':
      return words.sketch(stepsTaken(config));
    case 'recorded':
      return words.recorded(samples, settings);
    case 'earlier':
      return words.earlier(samples, settings);
    case 'drawn':
      if (isRecordedWith(recorded, config, n)) return words.asRecorded(samples);
      return farFinding(config, source, measurement) ?? words.drawn(samplesOf(config, n, source, true));
    default:
      return scene satisfies never;
  }
}

/** The note on earlier samples while other ones are drawn: the settings that were others. */
export function staleNote(
  { preview, config }: Pick<SessionSamples, 'preview' | 'config'>,
  form: RunConfig,
  source?: DataSource,
): string {
  if (preview) return words.sketchUntil(stepsTaken(config));
  return words.earlierSamples(settingTexts(samplingDifferences(config, form), config, source));
}

/** That samples are far from real data, where they are; a headline does not call them new data then. */
function farFinding(
  config: RunConfig,
  source: DataSource | undefined,
  measurement: Measurement | null,
): string | null {
  if (!measurement || !isMeasuredAlike(config)) return null;
  const { score, second, images } = measurement;
  const standing = standingOf(score, second);
  const noun = drawnNounOf(config, source);
  if (standing?.kind === 'far')
    return (isGuided(config) ? words.guidedAreFar : words.notYet)(noun, standing.text);
  return !standing && images && isFar(score) ? words.notYet(noun, words.farFromReal) : null;
}

/** A whole percentage, above 99 with a decimal: less than all images does not read as all. */
const shareText = (share: number): string => percent(share, share > 0.99 && share < 1 ? 1 : 0);

/** A share of n images with its binomial standard error: that of Agresti & Coull (1998), which is not 0 where all images count. */
function shareWithError(share: number, n: number): string {
  const estimate = (share * n + 2) / (n + 4);
  const error = Math.sqrt((estimate * (1 - estimate)) / (n + 4));
  const decimals = error < 0.01 ? 1 : 0;
  return `${percent(share, decimals)} ± ${percent(error, decimals)}`;
}

/** The share of images about which the classifier is confident, beside that of real ones; or why it means nothing. */
export const confidentText = (
  config: RunConfig,
  { score, second }: Pick<Measurement, 'score' | 'second'>,
): string =>
  isMeasuredAlike(config) && isFar(score)
    ? words.confidenceLeftOut
    : words.confident(
        shareWithError(second.value, second.n),
        second.n,
        shareWithError(second.floor, second.n),
      );

interface HeadlineFacts {
  readonly scene: Scene;
  /** Of the samples on the stage; of the form while they are drawn. */
  readonly config: RunConfig;
  /** The data of the model, which name the classes of an own table. */
  readonly source?: DataSource | undefined;
  readonly count: number;
  /** Of the samples on the stage; null before they are measured. */
  readonly measurement: Measurement | null;
  /** What ships with the model. */
  readonly recorded?: Pick<TrajectoryFile, 'trajectory' | 'config'> | undefined;
}

/** "images", "points": the kind of samples. */
export const kindOf = (config: RunConfig, n = 2): string => {
  const [one, many] = familyView(config.dataset).noun;
  return n === 1 ? one : many;
};

/** A model card in one paragraph: data set, network, training and schedule. */
export function cardLine(card: ModelCard): string {
  const network = labelOf('model', card.kind);
  const { data, parameters: weights, steps, batch, schedule, T } = card;
  const line = words.card({ data: labelOf('dataset', data), network, weights, steps, batch });
  return schedule ? `${line} ${words.cardSchedule(labelOf('schedule', schedule), T)}` : line;
}

/** Quality of a card beside its floor: "By its card: Fréchet distance 8.12 ± 0.31, floor 1.21 ± 0.12 (real data), n = 1,000 in each of 3 sets". */
export function cardQuality(card: ModelCard): string {
  const { value, floor, measure, samples, sets, deviation, classAccuracy } = qualityOf(card);
  const name = measure.split(/,| in /)[0];
  const line = words.byCard({
    measure: words.measures[name] ?? name,
    value: withDeviation(value, deviation?.value),
    floor: withDeviation(floor, deviation?.floor),
    samples,
    sets,
  });
  if (classAccuracy === null) return line;
  const chance = deviation?.classAccuracy;
  const share = percent(classAccuracy) + (chance ? ` ± ${percent(chance, 1)}` : '');
  return `${line} ${words.requestedClass(share)}`;
}

type Likelihood = NonNullable<ModelCard['likelihood']>;

/** Written bits per dimension: "1.59 ± 0.01". */
const written = ({
  bound,
  error,
  training,
  trainingError,
  independentPixels,
}: NonNullable<Likelihood['withClass']>) => {
  const rounded = (bits: number) => decimal(bits.toFixed(2));
  return {
    test: `${rounded(bound)} ± ${rounded(error)}`,
    training: `${rounded(training)} ± ${rounded(trainingError)}`,
    independent: rounded(independentPixels),
  };
};

/** Of a pixel in a file that is not compressed. */
const BITS_OF_A_VALUE = 8;

/** The bits per dimension of a card; null where they were not measured. */
export function cardLikelihood({ likelihood }: ModelCard): string | null {
  if (!likelihood) return null;
  const { images, withClass } = likelihood;
  const line = words.cardLikelihood({ ...written(likelihood), images }, withClass !== undefined);
  const parts = withClass ? [line, words.cardClassLikelihood(written(withClass))] : [line];
  return [...parts, ...(likelihood.bound > BITS_OF_A_VALUE ? [words.cardNoCode] : [])].join(' ');
}

/** How the quality of a card was measured, and what a second classifier sees. */
export function cardMeasure(card: ModelCard): string {
  const { measure, samples, confident } = qualityOf(card);
  const line = words.cardMeasured(measure, samples, card.sampler);
  if (!confident) return line;
  const sentence = words.cardConfident(shareText(confident.value), shareText(confident.floor));
  return [line, sentence, ...secondJudgement(card)].join(' ');
}

/** The figures of the second classifier beside those of real images; none where the card has none. */
function secondJudgement({ quality }: ModelCard): string[] {
  const judgement = 'secondJudge' in quality ? quality.secondJudge : undefined;
  if (!judgement) return [];
  const { frechet, floor, deviation, askedClassRight } = judgement;
  const share = ({ 'confidentOver0.8': confident = 0 }) => shareText(confident);
  const line = words.cardSecondJudge({
    confident: share(judgement),
    realConfident: share(floor),
    distance: withDeviation(frechet, deviation?.frechet),
    floor: withDeviation(floor.frechet, floor.deviation?.frechet),
  });
  return askedClassRight === undefined
    ? [line]
    : [line, words.seesRequestedClass(shareText(askedClassRight))];
}

/**
 * Whether the selected sample is a copy, with the distances that decide it; of one training image its distance alone.
 * @param found `among` is the name of the open images that were searched, where nothing says that the model learned them; `complete` says
 *              that no others were learned: only then is a sample that is far from all of them no copy at all
 */
export function nearestFinding({
  distance,
  usual,
  count: searched,
  among,
  complete,
}: NearestAnswer & { readonly among?: string; readonly complete: boolean }): string {
  const away = decimal(distance.toFixed(1));
  if (usual === null) return words.onlyImage(away, among);
  const distances = words.nearest(searched, away, decimal(usual.toFixed(1)), among);
  if (distance < usual / 4) return `${distances} ${words.isCopy}`;
  return `${distances} ${distance < usual / 2 ? words.isClose(among === undefined) : words.isNoCopy(complete)}`;
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
  if (enough === last) return words.neverEnough(enough.nfe);
  return enough.nfe === 1 ? words.oneIsEnough : words.enough(enough.nfe);
}

/** What a step of these settings costs in network evaluations, and why; empty where the sampler refuses them. */
export function perStep(config: RunConfig): string {
  try {
    return words.perStep(stepCost(config));
  } catch {
    return '';
  }
}

/** "DDIM, 50 steps". */
export const samplerLine = (config: RunConfig): string =>
  words.samplerLine(labelOf('sampler', config.sampler), stepsTaken(config));

/** The name of a sampler with its parameters, for its curve: "DDIM, η 0.5". */
export function curveLabel(config: RunConfig): string {
  const sampler: Sampler = SAMPLERS[config.sampler];
  return sampler.nameWith?.(config) ?? sampler.label;
}

/** The button of the study of a sampler. Until a model is open its own sampler is not known. */
export function measureLabel(config: RunConfig, { isOpen, isMeasured }: Studied): string {
  if (!isOpen) return words.measureLater;
  return (isMeasured ? words.measureAgain : words.measure)(curveLabel(config));
}

interface Studied {
  readonly isOpen: boolean;
  readonly isMeasured: boolean;
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

/** The reason why there are no samples yet; null where there are samples, or where they are being drawn. */
export const waitingNote = (activity: Activity | null, isDrawn: boolean): string | null =>
  isDrawn || !activity || activity.kind === 'sampling' ? null : words.waits[activity.kind];
