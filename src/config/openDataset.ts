/** The data set that a configuration names, bound to what the user brought: text, a drawing, a table. */
import { type BoundPointDataset, createPointDataset, POINT_DATASETS, type PointSource } from '../../datasets';
import { decodePoints } from '../../datasets/points/drawing';
import type { DataSource } from '../../workers/protocol';
import type { RunConfig } from './fields';

/** The parts of a configuration that choose the data. */
export type DataConfig = Pick<RunConfig, 'dataset' | 'text' | 'drawing'>;

function sourceOf(config: DataConfig, source: DataSource | undefined): PointSource | undefined {
  switch (POINT_DATASETS[config.dataset].source) {
    case 'text':
      return { kind: 'text', text: config.text };
    case 'points':
      if (source) return { kind: 'points', points: source.points };
      return config.dataset === 'drawn' && config.drawing
        ? { kind: 'points', points: decodePoints(config.drawing) }
        : undefined;
    default:
      return undefined;
  }
}

/** @throws DataSourceError where the user's part is missing or nothing can be learned from it; the message is for the user */
export const openDataset = (config: DataConfig, source?: DataSource): BoundPointDataset =>
  createPointDataset(config.dataset, sourceOf(config, source));
