/** Where a run stands, and how it fails. */
import type { Diagnostic } from '../lib/diagnostic';
import type { StraightenStage } from './straighten';

export type Phase = 'preparing' | 'compiling' | 'training' | 'paused' | 'done' | 'stopped' | 'failed';

/** The stages of what a run does on request beside its training. */
export type WorkStage = StraightenStage | 'copying';

/** How many of the shaders of a step are compiled, of those that are compiled for it. */
export interface ShaderCount {
  readonly done: number;
  readonly total: number;
}

type FailureCode =
  | 'no-gpu'
  | 'device-lost'
  | 'gpu-error'
  | 'out-of-memory'
  | 'non-finite-loss'
  | 'bad-config'
  | 'bad-file'
  | 'quota'
  | 'bug';

/** A diagnostic with a code, which says to the page why a run ended; its fix holds values of fields with which the run would work. */
export interface Failure extends Diagnostic {
  readonly code: FailureCode;
}
