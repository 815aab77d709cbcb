/**
 * The `scheduler_config.json` of diffusers' flow matching: x_t = (1 - sigma) x0 + sigma eps, the network outputs eps - x0 and receives
 * the timestep 1000 sigma. The file has no betas and no prediction type; what it says of `shift` concerns the visited times alone.
 */
import * as v from 'valibot';
import { type JsonObject, parseStrictJsonObject } from './strictJson';
import { schemaProblems, unknownFields, unsupported } from './unsupportedFields';

export const FLOW_SCHEDULER = 'FlowMatchEulerDiscreteScheduler';

export interface FlowSchedulerConfig {
  readonly schedulerClass: typeof FLOW_SCHEDULER;
  /** Sampling visits shift·σ/(1 + (shift - 1)σ) in the place of σ; 1 for equal steps. */
  readonly shift: number;
  /** Whether the file moves the visited times in another way: by the size of the image, to a last sigma, or by a named spacing. */
  readonly moved: boolean;
}

const flag = v.optional(v.nullable(v.boolean()), false);
const anything = v.optional(v.unknown());

/** Fields of the class's `__init__` (diffusers 0.35), and what a missing one means. */
const FIELDS = {
  _class_name: v.literal(FLOW_SCHEDULER),
  // The network's timestep is sigma times this.
  num_train_timesteps: v.optional(v.literal(1000), 1000),
  shift: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(1000)), 1),
  use_dynamic_shifting: flag,
  shift_terminal: v.optional(v.nullable(v.number()), null),
  use_karras_sigmas: flag,
  use_exponential_sigmas: flag,
  use_beta_sigmas: flag,
  stochastic_sampling: flag,
  // Sigmas that run from 0 to 1: noise at 0, which is another time than the network's here.
  invert_sigmas: v.optional(v.literal(false), false),
  base_shift: anything,
  max_shift: anything,
  base_image_seq_len: anything,
  max_image_seq_len: anything,
  time_shift_type: anything,
};

/** @throws FileError that names every field which is unsupported */
export function parseFlowScheduler(bytes: Uint8Array, where: string): FlowSchedulerConfig {
  const raw = parseStrictJsonObject(bytes, where);
  const result = v.safeParse(v.object(FIELDS), raw);
  const problems = [...(result.success ? [] : schemaProblems(result.issues)), ...unknownFields(raw, FIELDS)];
  if (!result.success || problems.length > 0) throw unsupported(where, problems);
  const { shift, shift_terminal, stochastic_sampling, ...fields } = result.output;
  const moved =
    fields.use_dynamic_shifting ||
    fields.use_karras_sigmas ||
    fields.use_exponential_sigmas ||
    fields.use_beta_sigmas ||
    stochastic_sampling ||
    shift_terminal !== null;
  return { schedulerClass: FLOW_SCHEDULER, shift, moved: Boolean(moved) };
}

/** The fields of diffusers 0.29, the first version with the class; later ones add fields whose defaults change nothing. */
export const flowSchedulerJson = ({ shift }: FlowSchedulerConfig): JsonObject => ({
  _class_name: FLOW_SCHEDULER,
  _diffusers_version: '0.29.0',
  num_train_timesteps: 1000,
  shift,
});
