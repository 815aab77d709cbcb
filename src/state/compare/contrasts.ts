/** What two sides of a comparison begin to differ in: pairs of values worth a comparison. */
import { concerns, ofProcess } from '../../config/family';
import type { FieldName, RunConfig } from '../../config/fields';
import { openPlan } from '../../config/openPlan';
import { createProcess } from '../../diffusion/processes';
import { RefusedError } from '../../diffusion/refusal';

/** Pairs of values worth a comparison, A's first: the values that "Change" starts with. */
const CONTRASTS: { readonly [K in FieldName]?: readonly [RunConfig[K], RunConfig[K]] } = {
  schedule: ['linear', 'cosine'],
  prediction: ['eps', 'v'],
  process: ['ddpm', 'vp-sde'],
  T: [200, 30],
  zeroTerminalSnr: [false, true],
  scaleBetas: [true, false],
  weighting: ['none', 'min-snr'],
  lossSpace: ['output', 'x0'],
  conditioning: ['scale-shift', 'none'],
  width: [128, 32],
  depth: [3, 1],
  coordinateFeatures: [0, 16],
  learningRate: [2e-3, 2e-4],
  optimizer: ['adam', 'muon'],
  batchSize: [256, 32],
  emaDecay: [0.999, 0],
  emaWarmup: [true, false],
  timeSampling: ['stratified', 'uniform'],
  variance: ['fixed-small', 'fixed-large'],
  sampler: ['ddpm', 'ddim'],
  samplingSteps: [200, 10],
  clipDenoised: [true, false],
  seed: [7, 8],
};

/** The fields that "Change" offers. */
export const CHANGES = Object.keys(CONTRASTS) as readonly FieldName[];

/** The first of these fields that has an effect under these settings and a contrast, for a comparison with a run that has them. */
export function comparableField(preferred: FieldName | undefined, config: RunConfig): FieldName {
  const fields = preferred && CHANGES.includes(preferred) ? [preferred, ...CHANGES] : CHANGES;
  return fields.find((name) => concerns(name, config)) ?? 'seed';
}

/** The shared value, and the value of the usual pair that differs from it. */
export function contrastToShared(name: FieldName, shared: RunConfig): readonly [unknown, unknown] {
  const pair: readonly unknown[] = CONTRASTS[name] ?? [];
  const now = shared[name];
  // another process is held against the chain
  if (name === 'process' && now !== pair[0]) return [now, pair[0]];
  return [now, now === pair[1] ? pair[0] : (pair[1] ?? now)];
}

/** The pair of values that a field starts with: the shared value, and the value of the usual pair that differs from it. */
export function contrastOf(name: FieldName, shared: RunConfig): readonly [unknown, unknown] {
  // schedules always start as linear against cosine, the comparison of the preset
  return (name === 'schedule' && CONTRASTS.schedule) || contrastToShared(name, shared);
}

function canRun(config: RunConfig): boolean {
  try {
    openPlan(config, createProcess(config));
    return true;
  } catch (error) {
    if (error instanceof RefusedError) return false;
    throw error;
  }
}

/**
 * The field that differs where nothing names one: the schedule, or the process where it has none; another where the shared settings refuse
 * one of the pair, such as the linear schedule on a chain of 20 steps.
 */
export function usualDifference(shared: RunConfig): FieldName {
  const usual = concerns('schedule', shared) ? 'schedule' : 'process';
  const canBeCompared = (name: 'schedule' | 'process' | 'prediction' | 'seed') =>
    contrastOf(name, shared).every((value) => {
      const changes: Partial<RunConfig> = { [name]: value };
      return canRun({ ...ofProcess(shared, changes.process ?? shared.process), ...changes });
    });
  return ([usual, 'prediction', 'seed'] as const).find(canBeCompared) ?? usual;
}
