/**
 * The diffusion transformer (Peebles & Xie 2023) with adaLN-Zero, as facebookresearch/DiT has it, on pixels: an image is cut into patches,
 * which are the tokens. Time and class shift and scale every norm and gate every branch; all gates are 0 at first, so a new network is the
 * identity up to its last layer, which is 0.
 */
import * as tf from '@tensorflow/tfjs-core';
import { FREQUENCY_SIZE, outChannels, tokensOf } from '../../config/ditSizes';
import { selfAttention } from '../../kernels/attention/selfAttention';
import { dense } from '../../kernels/dense/dense';
import { lookUp } from '../../kernels/lookUp/lookUp';
import { patchGrid } from '../../kernels/patches/contract';
import { patchify, unpatchify } from '../../kernels/patches/patches';
import { residualNorm } from '../../kernels/residualNorm/residualNorm';
import { silu } from '../../kernels/silu/silu';
import { splitColumns } from '../../kernels/splitColumns/splitColumns';
import { patchPositions } from '../../lib/patchPositions';
import type { DitConfig } from '../../types/dit';
import { type Layout, layoutOf } from '../layout';
import type { TimeEmbedding } from '../timeEmbedding';
import type { TorchParameter } from '../torchLayout';
import type { Weights } from '../weights';
import { blockNames, ditParameters, normWidths, patchNumbers } from './parameters';

export interface Dit {
  /** In the order of the layout. */
  readonly parameters: readonly TorchParameter[];
  readonly layout: Layout;
  readonly embedding: TimeEmbedding;
  /** Output channels. */
  readonly outputs: number;
  /**
   * @param x      [B, inputSize, inputSize, inChannels]
   * @param temb   [B, 256] rows of the time embedding, or [1, 256] where all images share a time
   * @param labels of a network with classes: [B] class numbers, `numClasses` for none
   * @returns [B, inputSize, inputSize, outputs]; caller disposes
   */
  forward(weights: Weights, x: tf.Tensor, temb: tf.Tensor, labels?: tf.Tensor): tf.Tensor;
}

/** The network that a configuration describes; it holds no weights. */
export function createDit(config: DitConfig): Dit {
  const parameters = ditParameters(config);
  const positions = patchPositions(config.inputSize / config.patchSize, config.hiddenSize);
  return {
    parameters,
    layout: layoutOf(parameters),
    embedding: { size: FREQUENCY_SIZE, order: 'cos-sin', shift: 0 },
    outputs: outChannels(config),
    forward(weights, x, temb, labels) {
      checkImage(config, x);
      return tf.tidy(() => {
        const table = tf.tensor2d(positions, [tokensOf(config), config.hiddenSize]);
        return forward(config, weights, { x, temb, labels, positions: table });
      });
    },
  };
}

interface Inputs {
  readonly x: tf.Tensor;
  readonly temb: tf.Tensor;
  readonly labels: tf.Tensor | undefined;
  /** [N, D] */
  readonly positions: tf.Tensor;
}

function forward(config: DitConfig, w: Weights, { x, temb, labels, positions }: Inputs): tf.Tensor {
  const { hiddenSize, patchSize, numHeads } = config;
  const batch = x.shape[0];
  const tokens = [batch, tokensOf(config), hiddenSize];
  const rows = temb.shape[0] === batch ? temb : tf.tile(temb, [batch, 1]);
  const c = conditioning(config, w, rows, labels);
  const modulations = splitColumns(layer(w, 'adaLN_modulation', c), normWidths(config));

  const embedder = tf.reshape(w('x_embedder.proj.weight'), [patchNumbers(config), hiddenSize]);
  const patches = dense(patchify(x, patchSize), embedder, w('x_embedder.proj.bias'), { constantInput: true });
  let h = residualNorm({ x: tf.reshape(patches, tokens), positions, modulation: modulations[0] });
  for (const [i, name] of blockNames(config).entries()) {
    const attended = attention(w, `${name}.attn`, h.normal, numHeads);
    const branch = tf.reshape(attended, tokens);
    h = residualNorm({ x: h.sum, branch, modulation: modulations[2 * i + 1] });
    const mlp = tf.reshape(perceptron(w, `${name}.mlp`, byToken(h.normal)), tokens);
    h = residualNorm({ x: h.sum, branch: mlp, modulation: modulations[2 * i + 2] });
  }
  const output = layer(w, 'final_layer.linear', byToken(h.normal));
  return unpatchify(output, { ...patchGrid(x, patchSize), channels: outChannels(config) });
}

/** [B, N, D] -> [B · N, D] */
const byToken = (x: tf.Tensor) => tf.reshape(x, [-1, x.shape[2]!]);

const layer = (w: Weights, name: string, x: tf.Tensor, activation: 'linear' | 'silu' | 'gelu' = 'linear') =>
  dense(x, w(`${name}.weight`), w(`${name}.bias`), { activation });

/** SiLU of the embeddings of time and class, [B, D]: what every modulation is computed from. */
function conditioning(
  { numClasses }: DitConfig,
  w: Weights,
  rows: tf.Tensor,
  labels: tf.Tensor | undefined,
): tf.Tensor {
  const [weight, bias] = [w('t_embedder.mlp.0.weight'), w('t_embedder.mlp.0.bias')];
  const hidden = dense(rows, weight, bias, { activation: 'silu', constantInput: true });
  if (numClasses === 0) return layer(w, 't_embedder.mlp.2', hidden, 'silu');
  if (!labels) throw new Error('this transformer is conditional and needs labels');
  const ofClass = lookUp(labels, w('y_embedder.embedding_table.weight'));
  return silu(tf.add(layer(w, 't_embedder.mlp.2', hidden), ofClass));
}

/** @returns [B · N, D] */
function attention(w: Weights, name: string, x: tf.Tensor, heads: number): tf.Tensor {
  const part = (of: string) => ({ weight: w(`${name}.${of}.weight`), bias: w(`${name}.${of}.bias`) });
  const projections = { query: part('query'), key: part('key'), value: part('value') };
  return layer(w, `${name}.proj`, byToken(selfAttention(x, projections, heads)));
}

const perceptron = (w: Weights, name: string, x: tf.Tensor) =>
  layer(w, `${name}.fc2`, layer(w, `${name}.fc1`, x, 'gelu'));

function checkImage({ inputSize, inChannels }: DitConfig, { shape }: tf.Tensor): void {
  const expected = [inputSize, inputSize, inChannels];
  if (shape.slice(1).join() !== expected.join())
    throw new RangeError(`the image has the shape [${shape}]; it must be [B, ${expected.join(', ')}]`);
}
