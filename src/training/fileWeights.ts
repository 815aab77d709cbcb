/** The weights of a model file, and the flat arrays that a run trains. */
import type { FileWeights, TrainingState } from '../../workers/protocol';
import type { Model } from '../model/model';

export function fileWeightsOf(
  { named }: Pick<Model, 'named'>,
  { step, ema, parameters, adamM, adamV }: TrainingState,
): FileWeights {
  if (!adamM || !adamV) return { ema: named(ema), training: null };
  return {
    ema: named(ema),
    training: { step, weights: named(parameters), m: named(adamM), v: named(adamV) },
  };
}

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
