/**
 * A layout says where in one flat array each weight of a model lies. Parameters, gradients, the optimizer's moments and the average are five
 * arrays of one layout, so an optimizer step is one pass over an array, and a checkpoint is these arrays and a step number.
 *
 * Weights of dense layers are [inputs, outputs]: y = x W + b.
 */

import { fillNormal } from '../lib/rng';
import { sizeOf } from '../lib/shape';

/** The values of a weight before training: all zero, all one, or normal with this standard deviation. */
export type InitialValue = 'zeros' | 'ones' | { readonly deviation: number };

export interface Parameter {
  /** The name in files: `blocks.0.dense.weight`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly initial: InitialValue;
}

interface PlacedParameter extends Parameter {
  /** First element in the flat array. */
  readonly offset: number;
  readonly size: number;
}

export interface Layout {
  readonly parameters: readonly PlacedParameter[];
  /** Elements in all. */
  readonly size: number;
}

/** Places parameters one after the other. */
export function layoutOf(parameters: readonly Parameter[]): Layout {
  let offset = 0;
  const placed = parameters.map((parameter) => {
    const size = sizeOf(parameter.shape);
    offset += size;
    return { ...parameter, offset: offset - size, size };
  });
  return { parameters: placed, size: offset };
}

/** Weight and bias of a dense layer. The deviation √(gain/inputs) preserves the variance of the activations (He et al. 2015). */
export function denseParameters(name: string, inputs: number, outputs: number, gain = 1): Parameter[] {
  const initial: InitialValue = gain === 0 ? 'zeros' : { deviation: Math.sqrt(gain / inputs) };
  return [
    { name: `${name}.weight`, shape: [inputs, outputs], initial },
    { name: `${name}.bias`, shape: [outputs], initial: 'zeros' },
  ];
}

/** @returns [layout.size] initial weights; parameter n is draw n of the stream, so that it does not depend on the sizes of the others */
export function initialWeights({ parameters, size }: Layout, seed: number): Float32Array {
  const flat = new Float32Array(size);
  for (const [step, { initial, offset, size }] of parameters.entries()) {
    const part = flat.subarray(offset, offset + size);
    if (initial === 'ones') part.fill(1);
    else if (initial !== 'zeros') {
      fillNormal(part, { seed, stream: 'weights', step });
      for (let i = 0; i < size; i++) part[i] *= initial.deviation;
    }
  }
  return flat;
}
