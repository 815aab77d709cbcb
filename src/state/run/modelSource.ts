/** The data and the history with which an opened model continues. Loaded with the first model, since it opens data sets. */
import type { RunConfig } from '../../config/fields';
import { takesImages } from '../../config/networkInput';
import { openDataset } from '../../config/openDataset';
import type { TrainingRecord } from '../../interop/trainingFile';
import { newId } from '../../lib/newId';
import type { DataSource, LearnedPoints } from '../../types/dataSource';
import type { FileWeights } from '../../types/weights';
import { restoredRun } from './restoredRun';
import { beginRun, type RunState } from './run';
import { isUserData } from './userData';

/** The table that is open where it has the units that a model learned; else what the model's file says of its own table. */
function sourceOfModel(config: RunConfig, learned: LearnedPoints, open: DataSource | undefined): DataSource {
  if (open?.kind !== 'points' || !learned.units) return learned;
  try {
    const { units } = openDataset(config, open);
    const { offset, scale } = learned.units;
    const isSame = [0, 1].every(
      (axis) =>
        units !== undefined &&
        Math.abs(units.offset[axis] - offset[axis]) < 1e-4 * scale[axis] &&
        Math.abs(units.scale[axis] - scale[axis]) < 1e-4 * scale[axis],
    );
    const sameClasses = !config.classes || open.classes?.join() === learned.classes?.join();
    return isSame && sameClasses ? open : learned;
  } catch {
    return learned;
  }
}

/** What a file says of a model beside its weights. */
export interface FileFacts {
  /** The points that it learned: they decide the units, and not a table that is open. */
  readonly learned?: LearnedPoints | undefined;
  readonly record?: TrainingRecord | undefined;
  /** Whether its configuration says how its weights were trained. */
  readonly statesTraining?: boolean;
}

/** The data with which the model of a file goes on, and the run that it continues, where the file has its record. */
export function beginningOfModel(
  config: RunConfig,
  weights: FileWeights,
  { learned, record, statesTraining }: FileFacts,
  open: DataSource | undefined,
): { readonly source: DataSource | undefined; readonly after: RunState | undefined } {
  const source = sourceForModel(config, learned, open);
  if (!('step' in weights)) {
    const begun = { runId: 0, config, source, base: 'model' } as const;
    return { source, after: statesTraining ? { ...beginRun(begun), opened: 'stated' } : undefined };
  }
  if (!record) return { source, after: undefined };
  const { losses, ...before } = record;
  return {
    source,
    after: restoredRun({ recordId: newId(), config, source, state: weights, losses, before }),
  };
}

/** The open data with which a model of a file goes on: a table where it has the units that the model learned, images where they fit. */
function sourceForModel(
  config: RunConfig,
  learned: LearnedPoints | undefined,
  open: DataSource | undefined,
): DataSource | undefined {
  if (!isUserData(config)) return undefined;
  if (learned) return sourceOfModel(config, learned, open);
  if (open?.kind === 'images') return takesImages(config, open) ? open : undefined;
  return config.dataset === 'images' ? undefined : open;
}
