/**
 * Opens a model of which the weights are those of the network that it describes: any other would take the place of a run, and fail there.
 */
import { type ChosenModel, openChosenModel } from '../interop/chosenModel';
import type { ChosenFile } from '../interop/images/reader';
import { mapArrays } from '../model/trainState';
import { networkOf } from './library/namedState';

/**
 * @param files a ZIP alone, or the files of a model's folder
 * @throws FileError when a file is too large or damaged, or the model cannot be read here
 * @throws RefusedError that names the tensor which is missing, misshapen or of another network
 */
export async function openModel(files: readonly ChosenFile[]): Promise<ChosenModel> {
  const model = await openChosenModel(files);
  const { weights } = model;
  const { flatten } = networkOf(model);
  if ('params' in weights) mapArrays(weights, flatten);
  else flatten(weights.ema);
  return model;
}
