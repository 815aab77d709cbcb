/** The registry of processes, and the one place that makes a process from a configuration: adding one is a file and a line. */
import type { Process } from '../process';
import { type Refusal, RefusedError } from '../refusal';
import { COSINE_HANDLES } from '../schedules/drawn';
import { ddpm } from './ddpm';
import { flow } from './flow';
import type { ProcessKind, ProcessParameters } from './kind';
import { veSde } from './veSde';
import { vpSde } from './vpSde';

export type { ProcessKind, ProcessParameter } from './kind';

export const PROCESSES = {
  ddpm,
  'vp-sde': vpSde,
  've-sde': veSde,
  flow,
} satisfies Record<string, ProcessKind>;

export type ProcessId = keyof typeof PROCESSES;

/** Everything that decides a process. A run's configuration is one of these. */
export interface ProcessOptions extends ProcessParameters {
  readonly process: ProcessId;
}

export const DEFAULT_PROCESS_OPTIONS: ProcessOptions = {
  process: 'ddpm',
  schedule: 'linear',
  T: 1000,
  betaStart: 1e-4,
  betaEnd: 0.02,
  scaleBetas: true,
  cosineS: 0.008,
  handles: COSINE_HANDLES,
  zeroTerminalSnr: false,
  betaMin: 0.1,
  betaMax: 20,
  sigmaMin: 0.01,
  sigmaMax: 50,
};

/** The options alone, of a configuration that has other fields too: equal ones make equal processes. */
export const processOptions = (config: ProcessOptions): ProcessOptions =>
  Object.fromEntries(
    (Object.keys(DEFAULT_PROCESS_OPTIONS) as (keyof ProcessOptions)[]).map((name) => [name, config[name]]),
  ) as unknown as ProcessOptions;

/** Why these options make no process, or null. The schedule's own refusals come from `createBetas`. */
function processRefusal(options: Partial<ProcessOptions>): Refusal | null {
  const settings = { ...DEFAULT_PROCESS_OPTIONS, ...options };
  return PROCESSES[settings.process].refusal(settings);
}

/**
 * The process that options name; what is left out has the default.
 * @param options a run's configuration will do: other properties are not read
 * @throws {RefusedError} where the options make no process; the message is for the user
 * @throws {ScheduleError} where the betas leave (0, 1)
 */
export function createProcess(options: Partial<ProcessOptions>): Process {
  const refusal = processRefusal(options);
  if (refusal) throw new RefusedError(refusal);
  const settings = { ...DEFAULT_PROCESS_OPTIONS, ...options };
  return PROCESSES[settings.process].create(settings);
}
