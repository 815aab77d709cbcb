/** The kind of samples that a model must fit, and the shape of those that are images. */
import { type Refusal, RefusedError } from '../diffusion/refusal';
import * as words from '../words/errors/network';

/** The kind of samples that a model must fit. */
export interface SampleKind {
  /** Of one sample; null where only the model's configuration says it: images of the user's own before they are opened. */
  readonly shape: readonly number[] | null;
  /** Classes of the labels, 0 where samples have none. */
  readonly classes: number;
}

/**
 * @param ofPoints the refusal of points
 * @returns [height, width, channels]; null for images that are not opened yet
 * @throws RefusedError for points
 */
export function imageShape(
  { shape }: SampleKind,
  ofPoints: Refusal,
): readonly [height: number, width: number, channels: number] | null {
  if (shape?.length === 1) throw new RefusedError(ofPoints);
  return shape as readonly [number, number, number] | null;
}

/** The refusal of a network that is built to fit images where there are none yet. */
export const noImages = () => new RefusedError(words.noImages);
