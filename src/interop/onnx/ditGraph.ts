/**
 * The graph of the transformer (`model/dit`), with the tensors of facebookresearch/DiT: x [batch, C, H, W], t [batch] and, for a model with
 * classes, labels [batch] to [batch, outputs, H, W].
 */

import { FREQUENCY_SIZE, outChannels, tokensOf } from '../../config/ditSizes';
import { DIT_NORM_EPSILON } from '../../lib/normEpsilon';
import { patchPositions } from '../../lib/patchPositions';
import type { DitConfig } from '../../types/dit';
import type { GraphBuilder, Value } from './graph';
import { ACTIVATIONS, attended, silu, timeFeatures } from './layers';

/** A dense layer on rows of any number of axes. */
const linear = ({ node, weight, transposed }: GraphBuilder, name: string, x: Value): Value =>
  node('Add', [node('MatMul', [x, transposed(`${name}.weight`)]), weight(`${name}.bias`)]);

/** [batch, D] of the time and the class, after its SiLU. A label of -1, like that after the classes, is the row for no class. */
function conditioning(graph: GraphBuilder, config: DitConfig, t: Value, labels: Value | undefined): Value {
  const { node, weight, integers } = graph;
  const row = timeFeatures(graph, t, { size: FREQUENCY_SIZE, cosinesFirst: true, shift: 0 });
  const time = linear(graph, 't_embedder.mlp.2', silu(graph, linear(graph, 't_embedder.mlp.0', row)));
  if (labels === undefined) return silu(graph, time);
  const known = node('GreaterOrEqual', [labels, integers([0])]);
  const rows = node('Where', [known, labels, integers([config.numClasses])]);
  return silu(
    graph,
    node('Add', [time, node('Gather', [weight('y_embedder.embedding_table.weight'), rows])]),
  );
}

/** The parts of a modulation, [batch, 1, D] each. */
function modulation(
  graph: GraphBuilder,
  { hiddenSize }: DitConfig,
  name: string,
  c: Value,
  count: number,
): Value[] {
  const { node, integers } = graph;
  const all = node('Unsqueeze', [linear(graph, `${name}.adaLN_modulation.1`, c), integers([1])]);
  return Array.from({ length: count }, (_, i) =>
    node('Slice', [all, integers([i * hiddenSize]), integers([(i + 1) * hiddenSize]), integers([2])]),
  );
}

function modulatedNorm(
  { node, floats }: GraphBuilder,
  { hiddenSize }: DitConfig,
  x: Value,
  shift: Value,
  scale: Value,
): Value {
  const ones = floats(new Array<number>(hiddenSize).fill(1));
  const normal = node('LayerNormalization', [x, ones], { axis: -1, epsilon: { float: DIT_NORM_EPSILON } });
  return node('Add', [node('Mul', [normal, node('Add', [scale, floats([1])])]), shift]);
}

function attention(graph: GraphBuilder, { hiddenSize, numHeads }: DitConfig, name: string, x: Value): Value {
  const { node, integers } = graph;
  const width = hiddenSize / numHeads;
  const all = node('Reshape', [linear(graph, `${name}.qkv`, x), integers([0, 0, 3 * numHeads, width])]);
  const joined = attended(graph, width, (part, perm) => {
    const range = [part * numHeads, (part + 1) * numHeads].map((end) => integers([end]));
    return node('Transpose', [node('Slice', [all, ...range, integers([2])])], { perm });
  });
  return linear(graph, `${name}.proj`, node('Reshape', [joined, integers([0, 0, hiddenSize])]));
}

function block(graph: GraphBuilder, config: DitConfig, name: string, x: Value, c: Value): Value {
  const { node } = graph;
  const [shift1, scale1, gate1, shift2, scale2, gate2] = modulation(graph, config, name, c, 6);
  const attended = attention(graph, config, `${name}.attn`, modulatedNorm(graph, config, x, shift1, scale1));
  const h = node('Add', [x, node('Mul', [gate1, attended])]);
  const normal = modulatedNorm(graph, config, h, shift2, scale2);
  const hidden = ACTIVATIONS.gelu(graph, linear(graph, `${name}.mlp.fc1`, normal));
  return node('Add', [h, node('Mul', [gate2, linear(graph, `${name}.mlp.fc2`, hidden)])]);
}

/** @returns the network's output */
export function ditGraph(graph: GraphBuilder, config: DitConfig, [x, t, labels]: readonly Value[]): Value {
  const { node, weight, floats, integers } = graph;
  const { inputSize, patchSize, hiddenSize, depth } = config;
  const tokens = tokensOf(config);
  const side = inputSize / patchSize;
  const c = conditioning(graph, config, t, labels);
  const patches = node('Conv', [x, weight('x_embedder.proj.weight'), weight('x_embedder.proj.bias')], {
    kernel_shape: [patchSize, patchSize],
    strides: [patchSize, patchSize],
  });
  const columns = node('Reshape', [patches, integers([0, hiddenSize, tokens])]);
  const positions = floats([...patchPositions(side, hiddenSize)], [1, tokens, hiddenSize]);
  let h = node('Add', [node('Transpose', [columns], { perm: [0, 2, 1] }), positions]);
  for (let i = 0; i < depth; i++) h = block(graph, config, `blocks.${i}`, h, c);
  const [shift, scale] = modulation(graph, config, 'final_layer', c, 2);
  const output = linear(graph, 'final_layer.linear', modulatedNorm(graph, config, h, shift, scale));
  const channels = outChannels(config);
  const parts = node('Reshape', [output, integers([0, side, side, patchSize, patchSize, channels])]);
  const image = node('Transpose', [parts], { perm: [0, 5, 1, 3, 2, 4] });
  return node('Reshape', [image, integers([0, channels, inputSize, inputSize])]);
}
