/** Whether the form's settings continue a run or call for a new one. Pure. */
import { FIELDS, type FieldName, fieldsOf, type RunConfig } from '../../config/fields';
import type { DataSource } from '../../types/dataSource';
import { trainingDifferences } from '../settings';
import type { RunState } from './run';

/** True where the form requests another training than the run's: Train then starts a new run. */
export function settingsChanged(run: RunState, config: RunConfig, source: DataSource | undefined): boolean {
  const changed = trainingDifferences(run.config, config).some((name) => name !== 'trainingSteps');
  const fewer = config.trainingSteps !== run.config.trainingSteps && config.trainingSteps <= run.step;
  return changed || fewer || run.source !== source;
}

/** The fields with which an opened model may be trained further on data that it receives: they change none of its weights. */
const FREE_WITH_NEW_DATA: ReadonlySet<FieldName> = new Set<FieldName>([
  ...fieldsOf('optimizer', 'system'),
  'flips',
]);

/** True where a model that was opened without its own images or table has some now: training then continues from its weights. */
export function receivesData(run: RunState, config: RunConfig, source: DataSource | undefined): boolean {
  const images = run.config.dataset === 'images' && !run.source && source?.kind === 'images';
  const points = run.source?.kind === 'learned-points' && source?.kind === 'points';
  if (!(images || points) || run.phase === 'stopped') return false;
  return trainingDifferences(run.config, config).every((name) => FREE_WITH_NEW_DATA.has(name));
}

/** The number of training steps with which a finished run trains further: the form's where that is more, else as many again. */
export function extendedSteps(
  { step }: Pick<RunState, 'step'>,
  { trainingSteps }: Pick<RunConfig, 'trainingSteps'>,
): number {
  const total = trainingSteps > step ? trainingSteps : step + trainingSteps;
  return Math.min(total, FIELDS.trainingSteps.max);
}

/** The effect of a press of the button that trains. */
export type NextTraining =
  | { readonly kind: 'begin' }
  | { readonly kind: 'resume'; readonly from: number }
  | { readonly kind: 'more'; readonly steps: number }
  /** A new run with the changed settings takes the place of this one. */
  | { readonly kind: 'anew' };

export function nextTraining(
  run: RunState | null,
  config: RunConfig,
  source: DataSource | undefined,
): NextTraining {
  if (!run || run.phase === 'stopped' || run.step === 0) return { kind: 'begin' };
  const receives = receivesData(run, config, source);
  if (receives && config.trainingSteps > run.step) return { kind: 'resume', from: run.step };
  if (receives) return { kind: 'more', steps: extendedSteps(run, config) - run.step };
  if (settingsChanged(run, config, source)) return { kind: 'anew' };
  if (run.phase === 'done') return { kind: 'more', steps: extendedSteps(run, config) - run.step };
  return { kind: 'resume', from: run.step };
}
