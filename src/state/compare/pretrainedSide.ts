/**
 * A pretrained side is a model that takes part in a comparison with its own weights: a shipped one, one of a file, or the run of the
 * Train view. It is frozen and only sampled, or it trains further from those weights.
 */

import type { RunRequest } from '../../../workers/protocol';
import { concerns } from '../../config/family';
import { FIELDS, type Field, type FieldName, fieldsOf, type RunConfig } from '../../config/fields';
import { mostSamplingSteps } from '../../config/samplingSteps';
import { PROCESSES } from '../../diffusion/processes';
import { automaticSpacing } from '../../diffusion/samplers';
import type { DataSource } from '../../types/dataSource';
import type { Score } from '../../types/score';
import type { FileWeights } from '../../types/weights';

/** A figure that was measured before the model shipped. */
export interface CardScore extends Score {
  /** Sampler and steps, in words. */
  readonly sampler: string;
  /** Standard deviations over the card's sets of samples; null for a single set. */
  readonly deviation: { readonly value: number; readonly floor: number } | null;
}

export interface PretrainedSide {
  /** Id of the gallery, or '' for a model of the user's. */
  readonly id: string;
  /** The gallery that ships, a file of the user's, or a run of this browser. */
  readonly origin: 'gallery' | 'file' | 'run';
  /** Training steps that its weights have learned; null where its file does not say. */
  readonly learned: number | null;
  /** Whether its configuration says how its weights were trained; else it has the form's values for that. */
  readonly statesTraining: boolean;
  readonly label: string;
  readonly config: RunConfig;
  readonly weights: FileWeights;
  readonly source?: DataSource;
  /** The figure of its card: of the model as it ships, sampled as the card says. Absent for a model of the user's. */
  readonly card?: CardScore;
  /** True where its weights stay as they are; else it trains further. */
  readonly frozen: boolean;
}

/** The fields that a pretrained model takes from the comparison, so that both sides sample alike, from the same noise. */
const FOLLOWED: readonly FieldName[] = fieldsOf('sampling', 'system').filter(
  (name) => !(FIELDS[name] as Field).ofModel,
);

/** The fields of sampling that both sides share with a pretrained model. */
export const SHARED_SAMPLING: readonly FieldName[] = FOLLOWED.filter((name) =>
  fieldsOf('sampling').some((other) => other === name),
);

/** Whether a side's own value of a field applies to a pretrained model too. */
export const followsForm = (name: FieldName): boolean => name === 'trainingSteps' || FOLLOWED.includes(name);

/** The spacing of the visited levels, after the sampler's own choice where the setting leaves it open. */
const spacingOf = ({ spacing, sampler, process }: RunConfig) =>
  spacing === 'auto' ? automaticSpacing(PROCESSES[process], sampler) : spacing;

/** Whether a model is sampled under `config` as its card's figure was measured: only then is the figure one of the samples shown. */
export const samplesAsCard = ({ config: measured }: PretrainedSide, config: RunConfig): boolean =>
  spacingOf(measured) === spacingOf(config) &&
  (
    [
      'sampler',
      'samplingSteps',
      'eta',
      'variance',
      'clipDenoised',
      'clippedEps',
      'guidance',
      'label',
    ] as const
  ).every((name) => measured[name] === config[name] || !concerns(name, measured));

/** The step from which a pretrained model trains further; 0 for a frozen one. */
export const firstStepOf = ({ frozen, weights }: PretrainedSide): number =>
  frozen || !('step' in weights) ? 0 : weights.step;

/**
 * The configuration under which a pretrained model runs: its own, except for the fields that it takes from the form.
 * @param form the configuration that the comparison would give this side
 * @returns `trainingSteps` 0 for a frozen model: its samples come without any training
 */
export function pretrainedConfig(model: PretrainedSide, form: RunConfig): RunConfig {
  const { config, frozen } = model;
  const followed = Object.fromEntries(FOLLOWED.map((name) => [name, form[name]])) as Partial<RunConfig>;
  return {
    ...config,
    ...followed,
    samplingSteps: Math.min(form.samplingSteps, mostSamplingSteps(config)),
    trainingSteps: frozen ? 0 : firstStepOf(model) + form.trainingSteps,
  };
}

/**
 * The configuration that trains such a model from initial weights, for links and reports: its run asks the trainer for no step where it is
 * frozen, and its weights still have some.
 * @param config under which it runs
 */
export const trainableConfig = (
  { frozen, learned, config: own }: PretrainedSide,
  config: RunConfig,
): RunConfig => (frozen ? { ...config, trainingSteps: learned || own.trainingSteps } : config);

/** The weights with which its run starts; a frozen model leaves out raw weights and the optimizer's moments. */
export const pretrainedWeights = ({ weights, frozen }: PretrainedSide): Pick<RunRequest, 'weights'> => ({
  weights: frozen ? { ema: weights.ema } : weights,
});
