/** The classes that a network of images with a class embedding is conditioned on, and the label that stands for none of them. */
import type { DitConfig } from '../types/dit';
import type { UnetConfig } from '../types/unet';

export interface EmbeddedClasses {
  /** Classes that a sample can have, 0 for a network without. */
  readonly classes: number;
  /** The label for no class: a row of its own after the classes, as diffusers needs it, or -1, which adds nothing. */
  readonly unlabelled: number;
}

/** @param ofData classes of the data: the row after them is the one for no class, unless the file says that its last row is */
export function unetClasses(
  { numClassEmbeds, nullClass }: Pick<UnetConfig, 'numClassEmbeds' | 'nullClass'>,
  ofData: number,
): EmbeddedClasses {
  const rows = numClassEmbeds ?? 0;
  const known = nullClass ? rows - 1 : ofData;
  const spare = known > 0 && rows > known;
  return { classes: spare ? known : rows, unlabelled: spare ? rows - 1 : -1 };
}

/** A DiT has a row for no class after those of its classes. */
export const ditClasses = ({ numClasses }: Pick<DitConfig, 'numClasses'>): EmbeddedClasses => ({
  classes: numClasses,
  unlabelled: numClasses > 0 ? numClasses : -1,
});
