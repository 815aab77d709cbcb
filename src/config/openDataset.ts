/** The data set that a configuration names, bound to its source: text, a drawing, a table. */
import {
  type BoundPointDataset,
  createPointDataset,
  DataSourceError,
  isPointDatasetId,
  POINT_DATASETS,
  type PointDatasetId,
  type PointSource,
} from '../../datasets';
import { decodeDrawing } from '../../datasets/points/drawingOfLink';
import type { DataSource, LearnedPoints } from '../types/dataSource';
import { dataNotHere, madeOfImages } from '../words/errors/data';
import type { RunConfig } from './fields';

/** The parts of a configuration that choose the data. */
export type DataConfig = Pick<RunConfig, 'dataset' | 'text' | 'drawing'>;

function sourceOf(
  id: PointDatasetId,
  config: DataConfig,
  source: DataSource | undefined,
): PointSource | undefined {
  switch (POINT_DATASETS[id].source) {
    case 'text':
      return { kind: 'text', text: config.text };
    case 'points':
      if (source?.kind === 'points') return source;
      return id === 'drawn' && config.drawing
        ? { kind: 'points', points: decodeDrawing(config.drawing) }
        : undefined;
    default:
      return undefined;
  }
}

/** A data set of which a model file says the units and the box alone: samples of the model are drawn, and none of the data. */
function withoutPoints(id: PointDatasetId, { units, box, classes, name }: LearnedPoints): BoundPointDataset {
  return {
    id,
    box,
    ...(units && { units }),
    ...(classes && { classes }),
    sample() {
      throw new DataSourceError(dataNotHere(name));
    },
  };
}

/**
 * Points to learn from.
 * @throws DataSourceError for images, and where the user's part is missing or nothing can be learned from it; the message is for the user
 */
export function openDataset(config: DataConfig, source?: DataSource): BoundPointDataset {
  const { dataset } = config;
  if (!isPointDatasetId(dataset)) throw new DataSourceError(madeOfImages(dataset));
  if (source?.kind === 'learned-points' && POINT_DATASETS[dataset].source === 'points')
    return withoutPoints(dataset, source);
  return createPointDataset(dataset, sourceOf(dataset, config, source));
}
