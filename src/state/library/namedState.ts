/** The weights of a checkpoint by the names that they have in files. */
import { IMAGE_DATASETS, isImageDatasetId } from '../../../datasets/images';
import { classNames } from '../../config/classNames';
import { familyOf } from '../../config/family';
import type { RunConfig } from '../../config/fields';
import { classCount } from '../../lib/classCount';
import { namedWeights } from '../../model/namedWeights';
import { unflatten } from '../../model/trainState';
import type { LoadedRun } from '../../storage/runs';
import type { DataSource } from '../../types/dataSource';
import type { StateDict, TrainState } from '../../types/weights';

/** The shape and the classes of a run's samples. */
function kindOf(config: RunConfig, source: DataSource | undefined) {
  if (familyOf(config.dataset) === 'points')
    return { shape: [2], classes: classNames(config, source).length };
  if (isImageDatasetId(config.dataset)) {
    const { height, width, channels, classes } = IMAGE_DATASETS[config.dataset];
    return { shape: [height, width, channels], classes: classes.length };
  }
  if (source?.kind !== 'images') return { shape: null, classes: 0 };
  const { height, width, channels, labels } = source;
  return { shape: [height, width, channels], classes: classCount(labels) };
}

/** @throws RefusedError where model and data do not fit together */
export const networkOf = ({ config, source }: { config: RunConfig; source?: DataSource | undefined }) =>
  namedWeights(config, kindOf(config, source));

/** @throws RefusedError where model and data do not fit together */
export const namedState = ({ checkpoint }: Pick<LoadedRun, 'checkpoint'>): TrainState<StateDict> =>
  unflatten(networkOf(checkpoint), checkpoint.state);
