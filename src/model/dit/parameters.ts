/**
 * The parameters of the transformer: initial values as in facebookresearch/DiT, and the tensors of its state dict that they make up.
 *
 * The modulations of all blocks are one layer here, because one product computes them, and queries, keys and values three; a file has a
 * modulation for each block, and one layer for the three.
 */

import { FREQUENCY_SIZE, MLP_RATIO, outChannels } from '../../config/ditSizes';
import { sizeOf } from '../../lib/shape';
import type { DitConfig } from '../../types/dit';
import type { InitialValue } from '../layout';
import { type TorchParameter, torchParameter } from '../torchLayout';

const SMALL: InitialValue = { deviation: 0.02 };

/** The deviation of `xavier_uniform_`. */
const xavier = (inputs: number, outputs: number): InitialValue => ({
  deviation: Math.sqrt(2 / (inputs + outputs)),
});

const zeroBias = (name: string, outputs: number) =>
  torchParameter(`${name}.bias`, 'vector', [outputs], 'zeros');

const linear = (
  name: string,
  inputs: number,
  outputs: number,
  initial = xavier(inputs, outputs),
): TorchParameter[] => [
  torchParameter(`${name}.weight`, 'linear', [outputs, inputs], initial),
  zeroBias(name, outputs),
];

/** Shift and scale of attention and of the MLP, and the gate of each: of every block; and shift and scale of the last norm. */
const modulationWidths = ({ depth, hiddenSize }: DitConfig): number[] => [
  ...Array.from({ length: depth }, () => 6 * hiddenSize),
  2 * hiddenSize,
];

export const blockNames = ({ depth }: Pick<DitConfig, 'depth'>): string[] =>
  Array.from({ length: depth }, (_, i) => `blocks.${i}`);

export const patchNumbers = ({ patchSize, inChannels }: DitConfig): number => patchSize ** 2 * inChannels;

/** Every parameter, in the order of the forward pass. */
export function ditParameters(config: DitConfig): TorchParameter[] {
  const { hiddenSize: D, patchSize, inChannels, numClasses } = config;
  const patch = patchNumbers(config);
  const modulations = modulationWidths(config).reduce((sum, width) => sum + width);
  return [
    torchParameter(
      'x_embedder.proj.weight',
      'convolution',
      [D, inChannels, patchSize, patchSize],
      xavier(patch, D),
    ),
    zeroBias('x_embedder.proj', D),
    ...linear('t_embedder.mlp.0', FREQUENCY_SIZE, D, SMALL),
    ...linear('t_embedder.mlp.2', D, D, SMALL),
    ...(numClasses > 0
      ? [torchParameter('y_embedder.embedding_table.weight', 'embedding', [numClasses + 1, D], SMALL)]
      : []),
    ...linear('adaLN_modulation', D, modulations, 'zeros'),
    ...blockNames(config).flatMap((name) => blockParameters(name, D)),
    ...linear('final_layer.linear', D, patchSize ** 2 * outChannels(config), 'zeros'),
  ];
}

/** The weights of queries, keys and values follow each other, as do their biases. */
function blockParameters(name: string, D: number): TorchParameter[] {
  const projections = (['query', 'key', 'value'] as const).map((part) =>
    linear(`${name}.attn.${part}`, D, D, xavier(D, 3 * D)),
  );
  return [
    ...projections.map(([weight]) => weight),
    ...projections.map(([, bias]) => bias),
    ...linear(`${name}.attn.proj`, D, D),
    ...linear(`${name}.mlp.fc1`, D, MLP_RATIO * D),
    ...linear(`${name}.mlp.fc2`, MLP_RATIO * D, D),
  ];
}

export interface FileTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

/**
 * The tensors of the state dict, each of consecutive numbers of the parameters in PyTorch's layout: their sizes add up to those of the
 * parameters, in this order.
 */
export function ditTensors(config: DitConfig): FileTensor[] {
  const { hiddenSize: D } = config;
  const widths = modulationWidths(config);
  const layers = [...blockNames(config), 'final_layer'].map((name) => `${name}.adaLN_modulation.1`);
  return ditParameters(config).flatMap(({ name, torchShape }): FileTensor[] => {
    if (name === 'adaLN_modulation.weight')
      return layers.map((layer, i) => ({ name: `${layer}.weight`, shape: [widths[i], D] }));
    if (name === 'adaLN_modulation.bias')
      return layers.map((layer, i) => ({ name: `${layer}.bias`, shape: [widths[i]] }));
    const [, block, part, kind] = /^(.*\.attn)\.(query|key|value)\.(weight|bias)$/.exec(name) ?? [];
    if (part === undefined) return [{ name, shape: torchShape }];
    if (part !== 'query') return [];
    return [{ name: `${block}.qkv.${kind}`, shape: kind === 'weight' ? [3 * D, D] : [3 * D] }];
  });
}

/** Numbers of the modulations before each norm: shift and scale, then gate, shift and scale of each later one. */
export const normWidths = ({ depth, hiddenSize }: DitConfig): number[] => [
  2 * hiddenSize,
  ...Array.from({ length: 2 * depth }, () => 3 * hiddenSize),
];

export const sizeOfTensor = ({ shape }: FileTensor): number => sizeOf(shape);
