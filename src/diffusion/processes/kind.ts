/** A process kind is an entry of the registry: what a menu, a form and a time axis need, and how its processes are made. */

import { decimal } from '../../lib/numbers';
import type { PredictionId } from '../prediction';
import type { Process, ProcessTraits } from '../process';
import type { Refusal } from '../refusal';
import type { ScheduleId } from '../schedules';

/** Everything any process may read; each reads its own part. Names are those of the configuration's fields. */
export interface ProcessParameters {
  readonly schedule: ScheduleId;
  /** Steps of the discrete chain. */
  readonly T: number;
  readonly betaStart: number;
  readonly betaEnd: number;
  /** `linear` and `quadratic` times 1000/T. */
  readonly scaleBetas: boolean;
  /** Offset of the cosine schedule. */
  readonly cosineS: number;
  /** Handles of the drawn schedule. */
  readonly handles: string;
  readonly zeroTerminalSnr: boolean;
  /** VP-SDE: β at t = 0 and at t = 1, per unit of time. */
  readonly betaMin: number;
  readonly betaMax: number;
  /** VE-SDE: σ at t = 0 and at t = 1, in units of the data. */
  readonly sigmaMin: number;
  readonly sigmaMax: number;
}

export type ProcessParameter = Exclude<keyof ProcessParameters, 'schedule'>;

export interface ProcessKind extends ProcessTraits {
  /** Name in menus. */
  readonly label: string;
  /** Short name, for charts and summaries. */
  readonly name: string;
  /** Whether a noise schedule belongs to it. */
  readonly usesSchedule: boolean;
  /** Where none does: what stands in its place, as a sentence without its stop. */
  readonly withoutSchedule?: string;
  /** Its own defaults of these fields of the configuration, where the usual ones are refused or poor under it. */
  readonly defaults?: { readonly prediction: PredictionId; readonly sampler: 'euler' };
  /** Native time of the most noise: T - 1 for a chain, 1 for an SDE. Equals `timeMax` of its processes. */
  lastTime(options: Pick<ProcessParameters, 'T'>): number;
  /** The options that it reads beside `schedule`, in the order of a form. */
  parameters(options: Pick<ProcessParameters, 'schedule'>): readonly ProcessParameter[];
  /** Why these options make no process, or null. The schedule's own refusals come from `createBetas`. */
  refusal(options: ProcessParameters): Refusal | null;
  create(options: ProcessParameters): Process;
}

/** A chain counts its steps. */
export const formatStep = (time: number): string => String(Math.round(time));

/** A continuous time runs from 0 to 1. */
export const formatFraction = (time: number): string => decimal(time.toFixed(2));
