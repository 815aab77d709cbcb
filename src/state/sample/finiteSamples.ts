/** The diagnostic of samples that are not finite. */
import type { Diagnostic } from '../../lib/diagnostic';
import type { Trajectory } from '../../types/trajectory';
import { notFinite } from '../../words/state/sample';

/** @returns null where every value of the result is finite; else how many samples have one that is not, for the user */
export function nonFiniteSamples({
  states,
  frames,
  count,
}: Pick<Trajectory, 'states' | 'frames' | 'count'>): Diagnostic | null {
  const size = states.length / (frames * count);
  const last = states.subarray((frames - 1) * count * size);
  let broken = 0;
  for (let n = 0; n < count; n++) {
    if (!last.subarray(n * size, (n + 1) * size).every(Number.isFinite)) broken++;
  }
  if (broken === 0) return null;
  return notFinite(broken, count);
}
