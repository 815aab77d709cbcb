/** The weights of a model file as a run begins with them. */
import type { FileWeights, TrainingState } from '../../workers/protocol';
import type { Model } from '../model/model';

/** @throws RefusedError that names the weight which is missing or misshapen; the message is for the user */
export function stateOf(model: Pick<Model, 'flat'>, { ema, training }: FileWeights): TrainingState {
  const average = model.flat(ema);
  if (!training) return { step: 0, parameters: average.slice(), ema: average };
  return {
    step: training.step,
    ema: average,
    parameters: model.flat(training.weights),
    adamM: model.flat(training.m),
    adamV: model.flat(training.v),
  };
}
