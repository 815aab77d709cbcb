/**
 * The `scheduler_config.json` of diffusers' schedulers: which betas a model was trained with, what it predicts, and how its authors
 * sample it.
 */

import * as v from 'valibot';
import * as words from '../words/files/schema';
import {
  type ClassDefaults,
  SCHEDULER_CLASSES,
  type SchedulerClass,
  SOLVER_ARGUMENTS,
  TRAINING_CLASSES,
} from './schedulerClasses';
import { type JsonObject, parseStrictJsonObject } from './strictJson';
import { DIFFUSERS_VERSION, schemaProblems, unknownFields, unsupported } from './unsupportedFields';

export interface SchedulerConfig {
  schedulerClass: (typeof TRAINING_CLASSES)[number];
  /** The file's class where that only says how to sample: then `schedulerClass` is DDIM. */
  solver?: Exclude<SchedulerClass, 'DDPMScheduler' | 'DDIMScheduler'>;
  T: number;
  /**
   * `linear` here is the plain linspace(betaStart, betaEnd, T), whatever T; `custom` uses `betas`. The others are the
   * schedules of the same id.
   */
  schedule: 'linear' | 'scaled-linear' | 'cosine' | 'sigmoid' | 'custom';
  betaStart: number;
  betaEnd: number;
  /** [T] in (0, 1], or null where `schedule` says it all. */
  betas: Float64Array | null;
  /** Handles of a schedule that was drawn here; diffusers reads its betas. */
  handles?: string;
  prediction: 'eps' | 'x0' | 'v';
  /** Variance of the reverse step; DDIM configurations have none and read as `fixed-small`. */
  variance: 'fixed-small' | 'fixed-large' | 'learned-range';
  /** x0 is clipped to ±clipRange while sampling. */
  clipDenoised: boolean;
  clipRange: number;
  /**
   * false: DDIM takes the network's ε̂ beside the clipped x0, as diffusers' pipelines do for which no `use_clipped_model_output` is given: it is an
   * argument of the scheduler's step, not of its configuration. Default true.
   */
  clippedEps?: boolean;
  timestepSpacing: 'leading' | 'linspace' | 'trailing';
  stepsOffset: number;
  /** Betas are rescaled to zero terminal SNR (Lin et al. 2023). */
  zeroTerminalSnr: boolean;
  /** false: diffusers' DDIM ends at the level of the first step, and not at clean data. Default true. */
  endsAtData?: boolean;
}

const SCHEDULES = {
  linear: 'linear',
  scaled_linear: 'scaled-linear',
  squaredcos_cap_v2: 'cosine',
  sigmoid: 'sigmoid',
} as const;
const PREDICTIONS = { epsilon: 'eps', sample: 'x0', v_prediction: 'v' } as const;
const VARIANCES = {
  fixed_small: 'fixed-small',
  fixed_small_log: 'fixed-small',
  fixed_large: 'fixed-large',
  fixed_large_log: 'fixed-large',
  learned_range: 'learned-range',
} as const;

const keys = <T extends object>(table: T) =>
  Object.keys(table) as [keyof T & string, ...(keyof T & string)[]];
const beta = v.pipe(v.number(), v.gtValue(0), v.ltValue(1));
const anything = v.optional(v.unknown());
const MOST_TIMESTEPS = 10_000;
const MOST_HANDLE_TEXT = 600;

const classNames = keys(SCHEDULER_CLASSES);
const solverArguments = Object.fromEntries(SOLVER_ARGUMENTS.map((name) => [name, anything]));

/** Fields of the classes' `__init__` (diffusers 0.27), and what a missing one means. */
const fieldsOf = (defaults: ClassDefaults) => ({
  _class_name: v.optional(v.picklist(classNames), 'DDPMScheduler'),
  num_train_timesteps: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_TIMESTEPS)),
    1000,
  ),
  beta_start: v.optional(beta, defaults.beta_start),
  beta_end: v.optional(beta, defaults.beta_end),
  beta_schedule: v.optional(v.picklist(keys(SCHEDULES)), 'linear'),
  trained_betas: v.optional(
    v.nullable(v.pipe(v.array(v.pipe(v.number(), v.gtValue(0), v.maxValue(1))), v.maxLength(MOST_TIMESTEPS))),
    null,
  ),
  // Our own, which diffusers leaves out as it does every field that begins so.
  _handles: v.optional(v.pipe(v.string(), v.maxLength(MOST_HANDLE_TEXT))),
  variance_type: v.optional(v.nullable(v.picklist(keys(VARIANCES))), 'fixed_small'),
  clip_sample: v.optional(v.boolean(), defaults.clip_sample),
  clip_sample_range: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(1e6)), 1),
  // Our own, which diffusers leaves out.
  _use_clipped_model_output: v.optional(v.boolean(), !defaults.ddim),
  prediction_type: v.optional(v.picklist(keys(PREDICTIONS)), 'epsilon'),
  thresholding: v.optional(v.literal(false), false),
  timestep_spacing: v.optional(v.picklist(['leading', 'linspace', 'trailing']), defaults.timestep_spacing),
  steps_offset: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_TIMESTEPS)), 0),
  rescale_betas_zero_snr: v.optional(v.boolean(), false),
  // Only with thresholding: it changes nothing here.
  dynamic_thresholding_ratio: anything,
  sample_max_value: anything,
  set_alpha_to_one: v.optional(v.nullable(v.boolean())),
  // A flow has no betas.
  use_flow_sigmas: v.optional(v.literal(false), false),
  // Of versions before 0.3: NumPy or PyTorch arrays.
  tensor_format: anything,
  timestep_values: v.optional(v.null(), null),
});

const isSchedulerClass = (name: unknown): name is SchedulerClass =>
  typeof name === 'string' && Object.hasOwn(SCHEDULER_CLASSES, name);

const isTrainingClass = (name: SchedulerClass): name is SchedulerConfig['schedulerClass'] =>
  (TRAINING_CLASSES as readonly string[]).includes(name);

/** @throws FileError that names every field which is unsupported */
export function parseSchedulerConfig(
  bytes: Uint8Array,
  where = 'scheduler/scheduler_config.json',
): SchedulerConfig {
  const raw = parseStrictJsonObject(bytes, where);
  const named = isSchedulerClass(raw._class_name) ? raw._class_name : 'DDPMScheduler';
  const known = fieldsOf(SCHEDULER_CLASSES[named]);
  const result = v.safeParse(v.object(known), raw);
  const problems = [
    ...(result.success ? [] : schemaProblems(result.issues)),
    // A scheduler that is made from another one (from_config) keeps the other's arguments.
    ...unknownFields(raw, { ...known, ...solverArguments }),
  ];
  const betas = result.success ? result.output.trained_betas : null;
  if (result.success && betas && betas.length !== result.output.num_train_timesteps) {
    problems.push(words.otherBetas(betas.length, result.output.num_train_timesteps));
  }
  if (!result.success || problems.length > 0) throw unsupported(where, problems);
  const fields = result.output;
  const className = fields._class_name;
  return {
    ...(isTrainingClass(className)
      ? { schedulerClass: className }
      : { schedulerClass: 'DDIMScheduler', solver: className }),
    T: fields.num_train_timesteps,
    schedule: betas ? 'custom' : SCHEDULES[fields.beta_schedule],
    betaStart: fields.beta_start,
    betaEnd: fields.beta_end,
    betas: betas && Float64Array.from(betas),
    ...(betas && fields._handles !== undefined && { handles: fields._handles }),
    prediction: PREDICTIONS[fields.prediction_type],
    variance: VARIANCES[fields.variance_type ?? 'fixed_small'],
    clipDenoised: fields.clip_sample,
    clipRange: fields.clip_sample_range,
    ...(!fields._use_clipped_model_output && { clippedEps: false }),
    timestepSpacing: fields.timestep_spacing,
    stepsOffset: fields.steps_offset,
    zeroTerminalSnr: fields.rescale_betas_zero_snr,
    ...(fields.set_alpha_to_one === false && { endsAtData: false }),
  };
}

/**
 * Every field that the class's `save_config` writes. A schedule that diffusers has no name for goes as `custom` betas.
 * @throws RangeError when a custom schedule has not T betas
 */
export function schedulerConfigJson(config: SchedulerConfig): JsonObject {
  if (config.schedule === 'custom' && config.betas?.length !== config.T) {
    throw new RangeError(`a custom schedule needs ${config.T} betas, not ${config.betas?.length ?? 'none'}`);
  }
  const ddpm = config.schedulerClass === 'DDPMScheduler';
  return {
    _class_name: config.schedulerClass,
    _diffusers_version: DIFFUSERS_VERSION,
    num_train_timesteps: config.T,
    beta_start: config.betaStart,
    beta_end: config.betaEnd,
    beta_schedule: keyOf(SCHEDULES, config.schedule) ?? 'linear',
    trained_betas: config.schedule === 'custom' ? [...config.betas!] : null,
    ...(config.handles !== undefined && { _handles: config.handles }),
    ...(ddpm
      ? { variance_type: keyOf(VARIANCES, config.variance)! }
      : { set_alpha_to_one: config.endsAtData ?? true }),
    clip_sample: config.clipDenoised,
    clip_sample_range: config.clipRange,
    ...((config.clippedEps === false || !ddpm) && { _use_clipped_model_output: config.clippedEps ?? true }),
    prediction_type: keyOf(PREDICTIONS, config.prediction)!,
    thresholding: false,
    dynamic_thresholding_ratio: 0.995,
    sample_max_value: 1,
    timestep_spacing: config.timestepSpacing,
    steps_offset: config.stepsOffset,
    rescale_betas_zero_snr: config.zeroTerminalSnr,
  };
}

function keyOf(table: Record<string, string>, value: string): string | undefined {
  return Object.keys(table).find((key) => table[key] === value);
}
