/** A training state goes from names to flat arrays and back: files hold the former, training works on the latter. */

import { RefusedError } from '../diffusion/refusal';
import type { FileWeights, StateDict, TrainArrays, TrainProgress, TrainState } from '../types/weights';
import * as words from '../words/errors/run';
import type { Layout } from './layout';
import type { NamedWeights } from './namedWeights';

/**
 * @param weights of a model file; from the average alone, training begins anew at that average with zero moments
 * @throws RefusedError that names the tensor which is missing or misshapen; the message is for the user
 */
export function flatten(
  model: Pick<NamedWeights, 'flatten'>,
  weights: FileWeights,
): TrainState<Float32Array> {
  if ('params' in weights)
    return { ...progressOf(weights), ...mapArrays(weights, (tensors) => model.flatten(tensors)) };
  const ema = model.flatten(weights.ema);
  const zeros = () => new Float32Array(ema.length);
  return { step: 0, params: ema.slice(), ema, m: zeros(), v: zeros() };
}

/** Checks what another worker or a copy hands over. @throws RefusedError that names the first parameter with a number that is not finite */
export function checkFiniteState(state: TrainArrays<Float32Array>, { parameters }: Layout): void {
  for (const part of Object.keys(words.stateParts) as (keyof typeof words.stateParts)[]) {
    const at = state[part].findIndex((value) => !Number.isFinite(value));
    if (at < 0) continue;
    const name = parameters.findLast(({ offset }) => offset <= at)?.name ?? words.aParameter;
    throw new RefusedError(words.stateNotFinite(words.stateParts[part], name, state[part][at]));
  }
}

/** The inverse of `flatten`. */
export const unflatten = (
  model: Pick<NamedWeights, 'unflatten'>,
  state: TrainState<Float32Array>,
): TrainState<StateDict> => ({ ...progressOf(state), ...mapArrays(state, (flat) => model.unflatten(flat)) });

/** The facts of a state beside its four arrays. */
export const progressOf = ({ step, lossMoments }: TrainProgress): TrainProgress => ({
  step,
  ...(lossMoments && { lossMoments }),
});

/** A state of its own, with all that training needs to go on exactly. */
export const copyOf = (state: TrainState<Float32Array>): TrainState<Float32Array> => ({
  ...progressOf({ ...state, lossMoments: state.lossMoments?.slice() }),
  ...mapArrays(state, (values) => values.slice()),
});

export const mapArrays = <A, B>(
  { params, ema, m, v }: TrainArrays<A>,
  f: (array: A) => B,
): TrainArrays<B> => ({
  params: f(params),
  ema: f(ema),
  m: f(m),
  v: f(v),
});
