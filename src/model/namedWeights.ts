/**
 * A model's weights by their names in files, and as the flat array of a checkpoint. Arithmetic alone, so that the page reads and writes
 * files without TensorFlow.js.
 */
import { RefusedError } from '../diffusion/refusal';
import type { UnetConfig } from '../types/unet';
import type { StateDict } from '../types/weights';
import * as words from '../words/errors/run';
import { layoutOf } from './layout';
import { type MlpConfig, mlpClasses, mlpParameters } from './mlpParameters';
import { type SampleKind, type UnetChoice, unetConfigOf } from './unet/config';
import { fromTrainingLayout, toTrainingLayout, type UnetParameter, unetParameters } from './unet/parameters';

export interface NamedWeights {
  /** Numbers in the flat array. */
  readonly size: number;
  /** Tensors by their names, shapes and memory layout in files. @param flat [size] */
  unflatten(flat: Float32Array): StateDict;
  /** The inverse of `unflatten`. @throws RefusedError that names the tensor which is missing, misshapen or of another network */
  flatten(tensors: StateDict): Float32Array;
}

export function namedMlpWeights(config: MlpConfig, classes = 0): NamedWeights {
  const { parameters, size } = layoutOf(mlpParameters(config, classes));
  return {
    size,
    unflatten: (flat) =>
      new Map(
        parameters.map(({ name, shape, offset, size }) => [
          name,
          { shape, data: flat.slice(offset, offset + size) },
        ]),
      ),
    flatten(tensors) {
      refuseLeftOver(tensors, parameters);
      const flat = new Float32Array(size);
      for (const { name, shape, offset } of parameters) flat.set(dataOf(tensors, name, shape), offset);
      return flat;
    },
  };
}

export function namedUnetWeights(parameters: readonly UnetParameter[]): NamedWeights {
  const layout = layoutOf(parameters);
  return {
    size: layout.size,
    unflatten: (flat) =>
      new Map(
        parameters.map((parameter, i) => {
          const { offset, size } = layout.parameters[i];
          const data = fromTrainingLayout(parameter, flat.subarray(offset, offset + size));
          return [parameter.name, { shape: parameter.torchShape, data }];
        }),
      ),
    flatten(tensors) {
      refuseLeftOver(tensors, parameters);
      const flat = new Float32Array(layout.size);
      for (const [i, parameter] of parameters.entries()) {
        const data = dataOf(tensors, parameter.name, parameter.torchShape);
        flat.set(toTrainingLayout(parameter, data), layout.parameters[i].offset);
      }
      return flat;
    },
  };
}

/**
 * The weights of the network that a configuration describes, and the U-Net's configuration; null for an MLP.
 * @throws RefusedError where model and data do not fit together
 */
export function namedWeights(
  config: MlpConfig & UnetChoice & { readonly model: 'mlp' | 'unet' },
  kind: SampleKind,
): NamedWeights & { readonly unet: UnetConfig | null } {
  if (config.model === 'mlp') return { unet: null, ...namedMlpWeights(config, mlpClasses(config, kind)) };
  const unet = unetConfigOf(config, kind);
  return { unet, ...namedUnetWeights(unetParameters(unet)) };
}

const MOST_NAMED = 3;

/** A file with tensors that the network has no place for describes another network: without them it would draw something else. */
function refuseLeftOver(tensors: StateDict, parameters: readonly { readonly name: string }[]): void {
  const known = new Set(parameters.map(({ name }) => name));
  const left = [...tensors.keys()].filter((name) => !known.has(name));
  if (left.length === 0) return;
  const more = left.length - MOST_NAMED;
  throw new RefusedError(words.weightsWithoutPlace(left.slice(0, MOST_NAMED), more));
}

function dataOf(tensors: StateDict, name: string, shape: readonly number[]): Float32Array {
  const tensor = tensors.get(name);
  if (tensor && tensor.shape.join() === shape.join()) return tensor.data;
  throw new RefusedError(words.weightShape(name, tensor?.shape.join(', ') ?? null, shape.join(', ')));
}
