/** The registry of processes, and the one place that makes a process from a configuration. */
import type { Process, ProcessId } from '../process';
import { type Refusal, RefusedError } from '../refusal';
import { createBetas, SCHEDULES, type ScheduleId } from '../schedules';
import { ddpmProcess } from './ddpm';
import { veSdeProcess } from './veSde';
import { vpSdeProcess } from './vpSde';

/** Everything any process may read; each reads its own part. */
export interface ProcessOptions {
  readonly process: ProcessId;
  readonly schedule: ScheduleId;
  /** Steps of the discrete chain. */
  readonly T: number;
  readonly betaStart: number;
  readonly betaEnd: number;
  /** `linear` and `quadratic` times 1000/T. */
  readonly scaled: boolean;
  /** Offset of the cosine schedule. */
  readonly s: number;
  readonly zeroTerminalSnr: boolean;
  /** VP-SDE: β at t = 0 and at t = 1, per unit of time. */
  readonly betaMin: number;
  readonly betaMax: number;
  /** VE-SDE: σ at t = 0 and at t = 1, in units of the data. */
  readonly sigmaMin: number;
  readonly sigmaMax: number;
}

export const DEFAULT_PROCESS_OPTIONS: ProcessOptions = {
  process: 'ddpm',
  schedule: 'linear',
  T: 1000,
  betaStart: 1e-4,
  betaEnd: 0.02,
  scaled: true,
  s: 0.008,
  zeroTerminalSnr: false,
  betaMin: 0.1,
  betaMax: 20,
  sigmaMin: 0.01,
  sigmaMax: 50,
};

interface ProcessKind {
  readonly label: string;
  create(options: ProcessOptions): Process;
}

export const PROCESSES = {
  ddpm: { label: 'DDPM', create: (options) => ddpmProcess(createBetas(options.schedule, options)) },
  'vp-sde': {
    label: 'VP-SDE',
    create: (options) => vpSdeProcess(SCHEDULES[options.schedule].limit(options)),
  },
  've-sde': { label: 'VE-SDE', create: veSdeProcess },
} satisfies Record<ProcessId, ProcessKind>;

export const PROCESS_IDS = Object.keys(PROCESSES) as ProcessId[];

/** Why these options make no process, or null. The schedule's own refusals come from `createBetas`. */
export function processRefusal(options: Partial<ProcessOptions>): Refusal | null {
  const { process, betaMin, betaMax, sigmaMin, sigmaMax, zeroTerminalSnr, T } = {
    ...DEFAULT_PROCESS_OPTIONS,
    ...options,
  };
  if (process !== 'ddpm' && zeroTerminalSnr)
    return {
      reason: `Zero terminal SNR rescales the betas of a discrete chain; ${PROCESSES[process].label} has none.`,
      wayOut: 'Turn the rescaling off, or choose the process ddpm.',
    };
  if (process === 'ddpm' && zeroTerminalSnr && T < 2)
    return {
      reason: 'Zero terminal SNR needs a first and a last step, and T = 1 has only one.',
      wayOut: 'Choose T of at least 2.',
    };
  if (process === 'vp-sde' && !(betaMin >= 0 && betaMax > 0 && betaMax >= betaMin))
    return {
      reason: `VP-SDE needs 0 ≤ β(0) ≤ β(1), not β(0) = ${betaMin} and β(1) = ${betaMax}.`,
      wayOut: 'The usual values are 0.1 and 20.',
    };
  if (process === 've-sde' && !(sigmaMin > 0 && sigmaMax > sigmaMin))
    return {
      reason: `VE-SDE needs 0 < σ_min < σ_max, not σ_min = ${sigmaMin} and σ_max = ${sigmaMax}.`,
      wayOut: 'The usual values are 0.01 and 50.',
    };
  return null;
}

/**
 * @throws {RefusedError} where the options make no process
 * @throws {ScheduleError} where the betas leave (0, 1)
 */
export function createProcess(options: Partial<ProcessOptions>): Process {
  const refusal = processRefusal(options);
  if (refusal) throw new RefusedError(refusal);
  const settings = { ...DEFAULT_PROCESS_OPTIONS, ...options };
  return PROCESSES[settings.process].create(settings);
}
