/**
 * Parameters that stand in files as PyTorch's layers have them, and the conversion between PyTorch's memory layout and the one used here.
 */
import type { InitialValue, Parameter } from './layout';

export type ParameterKind = 'convolution' | 'linear' | 'embedding' | 'vector';

/** A parameter of this program, which `layoutOf` places, with its shape in PyTorch. */
export interface TorchParameter extends Parameter {
  readonly kind: ParameterKind;
  /** [O, I, kh, kw] of a convolution, [out, in] of a linear layer; `shape` is [kh, kw, I, O] and [in, out]. */
  readonly torchShape: readonly number[];
}

/** @param shape in PyTorch */
export function torchParameter(
  name: string,
  kind: ParameterKind,
  shape: number[],
  initial: InitialValue,
): TorchParameter {
  return { name, kind, torchShape: shape, shape: trainingShape(kind, shape), initial };
}

function trainingShape(kind: ParameterKind, shape: number[]): number[] {
  if (kind === 'convolution') return [shape[2], shape[3], shape[1], shape[0]];
  return kind === 'linear' ? shape.toReversed() : shape;
}

/** From PyTorch's memory layout to the one here: values move, none changes. */
export const toTrainingLayout = (parameter: TorchParameter, data: Float32Array): Float32Array =>
  moved(parameter, data, (target, here, torch) => {
    target[here] = data[torch];
  });

/** The inverse of `toTrainingLayout`, bit for bit. */
export const fromTrainingLayout = (parameter: TorchParameter, data: Float32Array): Float32Array =>
  moved(parameter, data, (target, here, torch) => {
    target[torch] = data[here];
  });

function moved(
  { kind, torchShape }: TorchParameter,
  data: Float32Array,
  move: (target: Float32Array, here: number, torch: number) => void,
): Float32Array {
  if (kind === 'vector' || kind === 'embedding') return data.slice();
  const [outputs, inputs, height = 1, width = 1] = torchShape;
  const taps = height * width;
  const target = new Float32Array(data.length);
  for (let o = 0; o < outputs; o++) {
    for (let i = 0; i < inputs; i++) {
      for (let k = 0; k < taps; k++)
        move(target, (k * inputs + i) * outputs + o, (o * inputs + i) * taps + k);
    }
  }
  return target;
}
