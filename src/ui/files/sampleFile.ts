/** Samples as files: points as CSV in the units of the user's table, images as an NPZ that NumPy opens. */

import { classNames, drawnLabel, seesClasses } from '../../config/classNames';
import type { RunConfig } from '../../config/fields';
import { type DataConfig, openDataset } from '../../config/openDataset';
import { type PointClasses, writePoints } from '../../interop/csvWrite';
import { writeNpz } from '../../interop/npz';
import { sizeOf } from '../../lib/shape';
import { toBytes } from '../../state/sample/imageMeasure';
import type { DataSource } from '../../types/dataSource';
import type { Download } from './download';

/**
 * The classes of samples that are drawn with a configuration, all in turn or one alone.
 * @returns null where the network draws them without regard to a class
 */
export function classesOfSamples(
  config: RunConfig,
  source: DataSource | undefined,
  n: number,
): PointClasses | null {
  const names = classNames(config, source);
  const label = seesClasses(config) ? drawnLabel(config) : null;
  if (label === null || names.length === 0) return null;
  return { names, labels: Int32Array.from({ length: n }, (_, i) => (label < 0 ? i % names.length : label)) };
}

/**
 * @param points  [n, 2] standardised, as networks see them
 * @param data    what they are samples of: it knows the units
 * @param classes of the points; null where they have none
 */
export function savePoints(
  save: Download,
  name: string,
  points: Float32Array,
  data: { readonly config: DataConfig; readonly source?: DataSource | undefined },
  classes: PointClasses | null = null,
): void {
  const { units } = openDataset(data.config, data.source);
  save(`${name}.csv`, writePoints(points, units, classes), 'text/csv');
}

/**
 * One array "samples", uint8 [n, height, width, channels].
 * @param shape of one image: [height, width, channels]
 * @param data  [n, ...shape] bytes, or floats in [-1, 1]
 */
export function saveImages(
  save: Download,
  name: string,
  shape: readonly number[],
  data: Uint8Array | Float32Array,
): void {
  const size = sizeOf(shape);
  const bytes = data instanceof Uint8Array ? data : toBytes(data);
  const file = writeNpz(new Map([['samples', { shape: [data.length / size, ...shape], data: bytes }]]));
  save(`${name}.npz`, file as BlobPart, 'application/zip');
}
