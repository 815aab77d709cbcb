/** Networks of points that are conditioned on classes: their time embedding has one column more for each class, which no exported code reads. */
import type { RunConfig } from '../config/fields';
import { RefusedError } from '../diffusion/refusal';
import type { ModelFile } from './modelFile';

type Shape = Pick<RunConfig, 'conditioning' | 'timeFeatures' | 'coordinateFeatures'>;

/** Rows of the first weight that reads the time, in a network without classes. */
const rowsWithoutClasses = ({ conditioning, timeFeatures, coordinateFeatures }: Shape): number =>
  conditioning === 'concat' ? 2 + 4 * Math.ceil(coordinateFeatures / 2) + timeFeatures : timeFeatures;

/** @throws RefusedError where the network of points is conditioned on classes */
export function refuseConditionedPoints(model: Pick<ModelFile, 'kind' | 'tensors'>, config: Shape): void {
  if (model.kind !== 'mlp') return;
  const first = model.tensors.get(config.conditioning === 'concat' ? 'input.weight' : 'time.weight');
  if (!first || first.shape[0] === rowsWithoutClasses(config)) return;
  throw new RefusedError({
    message: 'A network of points that is conditioned on classes cannot be exported as code or as ONNX yet.',
    hint: 'Download the model itself, or train without class labels.',
  });
}
