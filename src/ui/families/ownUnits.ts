/** The units of a table of the user's own, for the axes of pictures of its points. */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { type DataConfig, openDataset } from '../../config/openDataset';
import type { DataSource } from '../../types/dataSource';
import type { DrawAxes, PlaneAxes } from '../islands/planeAxes';

const namesOf = (source: DataSource | undefined): readonly [string, string] => {
  const [x, y] = (source && 'names' in source && source.names) || ['', ''];
  return [x || 'x', y || 'y'];
};

/** @returns null where the data have no units of the user's */
export async function axesOf(config: DataConfig, source: DataSource | undefined): Promise<PlaneAxes | null> {
  if (config.dataset !== 'csv' || !source) return null;
  const { units } = openDataset(config, source);
  return units ? { ...units, names: namesOf(source) } : null;
}

/** The axes as a function that draws them; its code comes with the first table. */
async function drawingOf(config: DataConfig, source: DataSource | undefined): Promise<DrawAxes | null> {
  const axes = await axesOf(config, source);
  if (!axes) return null;
  const { drawPlaneAxes } = await import('../islands/planeAxes');
  return (surface, placing, below) => drawPlaneAxes(surface, placing, axes, below);
}

export interface OwnAxes {
  readonly axes: ReadonlySignal<DrawAxes | null>;
  dispose(): void;
}

/** The axes of what a view shows; null while they are not known. */
export function followOwnAxes(
  config: ReadonlySignal<DataConfig>,
  source: ReadonlySignal<DataSource | undefined>,
): OwnAxes {
  const axes = signal<DrawAxes | null>(null);
  let newest = 0;
  const dispose = effect(() => {
    const request = ++newest;
    drawingOf(config.value, source.value)
      .catch(() => null) // nothing can be learned from the table: the trainer reports it
      .then((found) => {
        if (request === newest) axes.value = found;
      });
  });
  return { axes, dispose };
}
