/** Images are measured by the fixed classifier of their data set, where one ships. */

import { IMAGE_DATASETS, isImageDatasetId } from '../../../datasets/images';

const addressOf = (dataset: string): string | null =>
  isImageDatasetId(dataset) ? IMAGE_DATASETS[dataset].classifier : null;

/** Whether images of a data set can be measured at all. */
export const hasClassifier = (dataset: string): boolean => addressOf(dataset) !== null;

/** @param base address of the page @returns address of the classifier; null where none ships for the data set */
export function classifierOf(dataset: string, base: string): string | null {
  const address = addressOf(dataset);
  return address === null ? null : new URL(address, base).href;
}

/** Values of -1 … 1 as bytes of 0 … 255, clamped, as image files hold them. */
export function toBytes(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++)
    bytes[i] = Math.round(127.5 * (Math.min(1, Math.max(-1, values[i])) + 1));
  return bytes;
}
