/** Networks of points that are conditioned on classes: what they see of the time has one column more for each class, one-hot. */
import type { RunConfig } from '../config/fields';
import type { StateDict } from '../types/weights';

type Shape = Pick<RunConfig, 'conditioning' | 'timeFeatures' | 'coordinateFeatures'>;

/** Rows of the first weight that reads the time, in a network without classes. */
const rowsWithoutClasses = ({ conditioning, timeFeatures, coordinateFeatures }: Shape): number =>
  conditioning === 'concat' ? 2 + 4 * Math.ceil(coordinateFeatures / 2) + timeFeatures : timeFeatures;

/** The number of classes that a network of points is conditioned on, as its weights say; 0 where it is not. */
export function pointClasses(tensors: StateDict, config: Shape): number {
  if (config.conditioning === 'none') return 0;
  const first = tensors.get(config.conditioning === 'concat' ? 'input.weight' : 'time.weight');
  return first ? first.shape[0] - rowsWithoutClasses(config) : 0;
}
