/**
 * The `scheduler_config.json` of diffusers' DDPM and DDIM schedulers: which betas a model was trained with, what it
 * predicts, and how it was meant to be sampled.
 */

import * as v from 'valibot';
import { type JsonObject, parseStrictJsonObject } from './strictJson';
import { DIFFUSERS_VERSION, schemaProblems, unknownFields, unsupported } from './unsupportedFields';

export interface SchedulerConfig {
  schedulerClass: 'DDPMScheduler' | 'DDIMScheduler';
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
  prediction: 'eps' | 'x0' | 'v';
  /** Variance of the reverse step; DDIM configurations have none and read as `fixed-small`. */
  variance: 'fixed-small' | 'fixed-large' | 'learned-range';
  /** x0 is clipped to ±clipRange while sampling. */
  clipDenoised: boolean;
  clipRange: number;
  timestepSpacing: 'leading' | 'linspace' | 'trailing';
  stepsOffset: number;
  /** Betas are rescaled to zero terminal SNR (Lin et al. 2023). */
  zeroTerminalSnr: boolean;
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

/** Fields and defaults of `DDPMScheduler.__init__` and `DDIMScheduler.__init__` (diffusers 0.27). */
const SCHEDULER_FIELDS = {
  _class_name: v.optional(v.picklist(['DDPMScheduler', 'DDIMScheduler']), 'DDPMScheduler'),
  num_train_timesteps: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_TIMESTEPS)),
    1000,
  ),
  beta_start: v.optional(beta, 1e-4),
  beta_end: v.optional(beta, 0.02),
  beta_schedule: v.optional(v.picklist(keys(SCHEDULES)), 'linear'),
  trained_betas: v.optional(
    v.nullable(v.pipe(v.array(v.pipe(v.number(), v.gtValue(0), v.maxValue(1))), v.maxLength(MOST_TIMESTEPS))),
    null,
  ),
  variance_type: v.optional(v.picklist(keys(VARIANCES)), 'fixed_small'),
  clip_sample: v.optional(v.boolean(), true),
  clip_sample_range: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(1e6)), 1),
  prediction_type: v.optional(v.picklist(keys(PREDICTIONS)), 'epsilon'),
  thresholding: v.optional(v.literal(false), false),
  timestep_spacing: v.optional(v.picklist(['leading', 'linspace', 'trailing']), 'leading'),
  steps_offset: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_TIMESTEPS)), 0),
  rescale_betas_zero_snr: v.optional(v.boolean(), false),
  // Only with thresholding, or about the last step's ᾱ, which this app takes as 1: they change nothing here.
  dynamic_thresholding_ratio: anything,
  sample_max_value: anything,
  set_alpha_to_one: anything,
  // Of versions before 0.3: how arrays were held.
  tensor_format: anything,
  timestep_values: v.optional(v.null(), null),
};

/** @throws FileError that names every field which is unsupported */
export function parseSchedulerConfig(
  bytes: Uint8Array,
  where = 'scheduler/scheduler_config.json',
): SchedulerConfig {
  const raw = parseStrictJsonObject(bytes, where);
  const result = v.safeParse(v.object(SCHEDULER_FIELDS), raw);
  const problems = [
    ...(result.success ? [] : schemaProblems(result.issues)),
    ...unknownFields(raw, SCHEDULER_FIELDS),
  ];
  const betas = result.success ? result.output.trained_betas : null;
  if (result.success && betas && betas.length !== result.output.num_train_timesteps) {
    problems.push(
      `trained_betas has ${betas.length} entries; num_train_timesteps is ${result.output.num_train_timesteps}`,
    );
  }
  if (!result.success || problems.length > 0) throw unsupported(where, problems);
  const fields = result.output;
  return {
    schedulerClass: fields._class_name,
    T: fields.num_train_timesteps,
    schedule: betas ? 'custom' : SCHEDULES[fields.beta_schedule],
    betaStart: fields.beta_start,
    betaEnd: fields.beta_end,
    betas: betas && Float64Array.from(betas),
    prediction: PREDICTIONS[fields.prediction_type],
    variance: VARIANCES[fields.variance_type],
    clipDenoised: fields.clip_sample,
    clipRange: fields.clip_sample_range,
    timestepSpacing: fields.timestep_spacing,
    stepsOffset: fields.steps_offset,
    zeroTerminalSnr: fields.rescale_betas_zero_snr,
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
    ...(ddpm ? { variance_type: keyOf(VARIANCES, config.variance)! } : { set_alpha_to_one: true }),
    clip_sample: config.clipDenoised,
    clip_sample_range: config.clipRange,
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
