/** The process that a configuration names. */
import type { Process } from '../diffusion/process';
import { createProcess, type ProcessOptions } from '../diffusion/processes';
import type { RunConfig } from './fields';

/** The parts of a configuration that choose the process. */
export type ProcessConfig = Pick<
  RunConfig,
  Exclude<keyof ProcessOptions, 'scaled' | 's'> | 'scaleBetas' | 'cosineS'
>;

export const processOptions = (config: ProcessConfig): ProcessOptions => ({
  process: config.process,
  schedule: config.schedule,
  T: config.T,
  betaStart: config.betaStart,
  betaEnd: config.betaEnd,
  scaled: config.scaleBetas,
  s: config.cosineS,
  zeroTerminalSnr: config.zeroTerminalSnr,
  betaMin: config.betaMin,
  betaMax: config.betaMax,
  sigmaMin: config.sigmaMin,
  sigmaMax: config.sigmaMax,
});

/** @throws {RefusedError} or {ScheduleError} where the options make no process; the message is for the user */
export const openProcess = (config: ProcessConfig): Process => createProcess(processOptions(config));
