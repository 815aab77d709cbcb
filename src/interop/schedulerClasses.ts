/**
 * diffusers' scheduler classes by what their configuration says of training. All of them derive from the betas of a discrete chain;
 * most only say how to sample, and a pipeline that is saved with one was trained with DDPM all the same.
 */

export interface ClassDefaults {
  readonly beta_start: number;
  readonly beta_end: number;
  readonly timestep_spacing: 'leading' | 'linspace' | 'trailing';
  /** Whether samples are clipped where the file does not say; solvers have no such argument. */
  readonly clip_sample: boolean;
  /** Whether its pipeline is DDIM's, which takes the network's ε̂ beside a clipped x0. */
  readonly ddim?: boolean;
}

const training: ClassDefaults = {
  beta_start: 1e-4,
  beta_end: 0.02,
  timestep_spacing: 'leading',
  clip_sample: true,
};
const solver: ClassDefaults = { ...training, timestep_spacing: 'linspace', clip_sample: false };
/** Karras-type solvers default to the end points of Stable Diffusion. */
const karras: ClassDefaults = { ...solver, beta_start: 0.00085, beta_end: 0.012 };

/** Defaults of `__init__` (diffusers 0.27) where the file leaves a field out. */
export const SCHEDULER_CLASSES = {
  DDPMScheduler: training,
  DDIMScheduler: { ...training, ddim: true },
  DDPMParallelScheduler: training,
  DDIMParallelScheduler: { ...training, ddim: true },
  RePaintScheduler: training,
  PNDMScheduler: { ...solver, timestep_spacing: 'leading' },
  EulerDiscreteScheduler: solver,
  EulerAncestralDiscreteScheduler: solver,
  LMSDiscreteScheduler: solver,
  HeunDiscreteScheduler: karras,
  KDPM2DiscreteScheduler: karras,
  KDPM2AncestralDiscreteScheduler: karras,
  DPMSolverSDEScheduler: karras,
  DPMSolverMultistepScheduler: solver,
  DPMSolverSinglestepScheduler: solver,
  DEISMultistepScheduler: solver,
  UniPCMultistepScheduler: solver,
  SASolverScheduler: solver,
} as const satisfies Record<string, ClassDefaults>;

export type SchedulerClass = keyof typeof SCHEDULER_CLASSES;

/** Classes whose configuration this app writes; any other only says how to sample. */
export const TRAINING_CLASSES = ['DDPMScheduler', 'DDIMScheduler'] as const;

/** Arguments of the solvers that choose how they step: none of them changes what the network learned. */
export const SOLVER_ARGUMENTS = [
  'skip_prk_steps',
  'set_alpha_to_one',
  'interpolation_type',
  'use_karras_sigmas',
  'use_exponential_sigmas',
  'use_beta_sigmas',
  'use_lu_lambdas',
  'sigma_min',
  'sigma_max',
  'timestep_type',
  'final_sigmas_type',
  'rescale_sigmas',
  'solver_order',
  'solver_type',
  'solver_p',
  'algorithm_type',
  'lower_order_final',
  'euler_at_final',
  'lambda_min_clipped',
  'predict_x0',
  'predictor_order',
  'corrector_order',
  'corrector_tau',
  'tau_func',
  'disable_corrector',
  'noise_sampler_seed',
  'eta',
  'flow_shift',
  'use_dynamic_shifting',
  'time_shift_type',
] as const;
