/** Which class each sample is asked to show, and how firmly. */
import type { RunConfig } from '../config/fields';
import { RefusedError } from '../diffusion/refusal';
import type { Guidance } from './denoiser';

/**
 * @param classes of the model; 0 for one without, which is asked for nothing
 * @param first   number of the first sample: where every class is drawn in turn, sample i shows class i mod classes
 * @throws RefusedError for a class that the model does not know
 */
export function guidanceOf(
  { label, guidance }: Pick<RunConfig, 'label' | 'guidance'>,
  classes: number,
  first: number,
  count: number,
): Guidance | undefined {
  if (classes === 0) return undefined;
  if (label >= classes) {
    const reason = `Class ${label} was asked for, and the model knows ${classes} classes.`;
    throw new RefusedError({ reason, wayOut: `Choose one from 0 to ${classes - 1}, or -1 for all in turn.` });
  }
  const labels = Int32Array.from({ length: count }, (_, i) => (label < 0 ? (first + i) % classes : label));
  return { labels, scale: guidance };
}
