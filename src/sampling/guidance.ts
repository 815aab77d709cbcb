/** The class on which each sample is conditioned, and the scale of the guidance. */
import type { RunConfig } from '../config/fields';
import { RefusedError } from '../diffusion/refusal';
import type { ClassPath } from '../types/edit';
import * as samplingWords from '../words/errors/sampling';
import type { Guidance } from './denoiser';

/**
 * @param classes of the model; 0 for one without, which takes no guidance
 * @param first   index of the first sample: where every class is drawn in turn, sample i has class i mod classes
 * @throws RefusedError for a class that the model does not know
 */
export function guidanceOf(
  { label, guidance }: Pick<RunConfig, 'label' | 'guidance'>,
  classes: number,
  first: number,
  count: number,
): Guidance | undefined {
  if (classes === 0) return undefined;
  if (label >= classes) throw new RefusedError(samplingWords.unknownClass(label, classes));
  const labels = Int32Array.from({ length: count }, (_, i) => (label < 0 ? (first + i) % classes : label));
  return { labels, scale: guidance };
}

/**
 * Guidance on the way between two classes.
 * @throws RefusedError for a class that the model does not know
 */
export function guidanceBetween(
  { from, to, shares }: ClassPath,
  guidance: number,
  classes: number,
  first: number,
  count: number,
): Guidance {
  for (const label of [from, to])
    if (!(label >= 0 && label < classes)) throw new RefusedError(samplingWords.unknownClass(label, classes));
  return {
    labels: new Int32Array(count).fill(from),
    scale: guidance,
    between: {
      labels: new Int32Array(count).fill(to),
      shares: Float32Array.from(shares.slice(first, first + count)),
    },
  };
}

/** Whether what is recorded for one guidance serves the other; not on the way between two classes, where each sample has its own share. */
export function isSameGuidance(a?: Guidance, b?: Guidance): boolean {
  if (!a || !b || a.between || b.between) return a === b;
  const isEqual = a.scale === b.scale && a.labels.length === b.labels.length;
  return isEqual && a.labels.every((label, i) => label === b.labels[i]);
}
