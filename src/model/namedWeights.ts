/**
 * A model's weights by their names in files, and as the flat array of a checkpoint. Arithmetic alone, so that the page reads and writes
 * files without TensorFlow.js.
 */
import { RefusedError } from '../diffusion/refusal';
import { patchPositions } from '../lib/patchPositions';
import type { DitConfig } from '../types/dit';
import type { NetworkConfigs, StateDict } from '../types/weights';
import * as ofDit from '../words/errors/dit';
import * as words from '../words/errors/run';
import { type DitChoice, ditConfigOf } from './dit/config';
import { ditParameters, ditTensors } from './dit/parameters';
import type { SampleKind } from './imageShape';
import { layoutOf } from './layout';
import { type MlpConfig, mlpClasses, mlpParameters } from './mlpParameters';
import { fromTrainingLayout, type TorchParameter, toTrainingLayout } from './torchLayout';
import { type UnetChoice, unetConfigOf } from './unet/config';
import { unetParameters } from './unet/parameters';

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

/** A tensor of the file for each parameter, in PyTorch's layout. */
export function namedUnetWeights(parameters: readonly TorchParameter[]): NamedWeights {
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

/** The fixed positions, which a state dict of the reference holds although they are not trained; files of this app leave them out. */
const POSITIONS = 'pos_embed';
/** Float32 of the reference's own arithmetic. */
const POSITIONS_TOLERANCE = 1e-4;

/** A transformer's tensors are consecutive numbers of its parameters in PyTorch's layout. */
export function namedDitWeights(config: DitConfig): NamedWeights {
  const { parameters, size } = layoutOf(ditParameters(config));
  const torchParameters = ditParameters(config);
  const tensors = layoutOf(ditTensors(config).map((tensor) => ({ ...tensor, initial: 'zeros' as const })));
  const side = config.inputSize / config.patchSize;
  const positions = {
    shape: [1, side * side, config.hiddenSize],
    data: patchPositions(side, config.hiddenSize),
  };
  return {
    size,
    unflatten(flat) {
      const all = new Float32Array(size);
      for (const [i, { offset, size }] of parameters.entries())
        all.set(fromTrainingLayout(torchParameters[i], flat.subarray(offset, offset + size)), offset);
      return new Map(
        tensors.parameters.map(({ name, shape, offset, size }) => [
          name,
          { shape, data: all.slice(offset, offset + size) },
        ]),
      );
    },
    flatten(file) {
      refuseLeftOver(file, [{ name: POSITIONS }, ...tensors.parameters]);
      if (file.has(POSITIONS)) refuseOtherPositions(dataOf(file, POSITIONS, positions.shape), positions.data);
      const all = new Float32Array(size);
      for (const { name, shape, offset } of tensors.parameters) all.set(dataOf(file, name, shape), offset);
      const flat = new Float32Array(size);
      for (const [i, { offset, size }] of parameters.entries())
        flat.set(toTrainingLayout(torchParameters[i], all.subarray(offset, offset + size)), offset);
      return flat;
    },
  };
}

function refuseOtherPositions(data: Float32Array, expected: Float32Array): void {
  if (data.every((value, i) => Math.abs(value - expected[i]) < POSITIONS_TOLERANCE)) return;
  throw new RefusedError({
    message: ofDit.otherPositions(POSITIONS),
    hint: ofDit.fixedPositionsOnly,
  });
}

/**
 * The weights of the network that a configuration describes, and the configuration of a U-Net or a DiT.
 * @throws RefusedError where model and data do not fit together
 */
export function namedWeights(
  config: MlpConfig & UnetChoice & DitChoice,
  kind: SampleKind,
): NamedWeights & NetworkConfigs {
  if (config.model === 'mlp')
    return { unet: null, dit: null, ...namedMlpWeights(config, mlpClasses(config, kind)) };
  if (config.model === 'dit') {
    const dit = ditConfigOf(config, kind);
    return { unet: null, dit, ...namedDitWeights(dit) };
  }
  const unet = unetConfigOf(config, kind);
  return { unet, dit: null, ...namedUnetWeights(unetParameters(unet)) };
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
