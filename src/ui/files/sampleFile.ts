/** Samples as files: points as CSV in the units of the user's table, images as an NPZ that NumPy opens. */

import { type DataConfig, openDataset } from '../../config/openDataset';
import { writePoints } from '../../interop/csvWrite';
import { writeNpz } from '../../interop/npz';
import { sizeOf } from '../../lib/shape';
import { toBytes } from '../../state/sample/imageMeasure';
import type { DataSource } from '../../types/dataSource';
import type { Download } from './download';

/**
 * @param points [n, 2] standardised, as networks see them
 * @param data   what they are samples of: it knows the units
 */
export function savePoints(
  save: Download,
  name: string,
  points: Float32Array,
  data: { readonly config: DataConfig; readonly source?: DataSource | undefined },
): void {
  const { units } = openDataset(data.config, data.source);
  save(`${name}.csv`, writePoints(points, units), 'text/csv');
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
