/**
 * The graph of the residual MLP (`model/mlp.ts`): x [batch, 2], t [batch] and, for a model with classes, labels [batch] to [batch, 2], or
 * [batch, 4] with the variance.
 */
import type { RunConfig } from '../../config/fields';
import { MLP_NORM_EPSILON } from '../../lib/normEpsilon';
import type { GraphBuilder, Value } from './graph';
import { ACTIVATIONS, timeFeatures } from './layers';

export type MlpGraphConfig = Pick<
  RunConfig,
  'width' | 'depth' | 'activation' | 'conditioning' | 'timeFeatures' | 'coordinateFeatures'
> & {
  /** That the network is conditioned on. */
  readonly classes: number;
};

/** Lowest and highest angular frequency of the coordinate features: 1 and 16. */
const frequenciesOf = (coordinateFeatures: number): number[] => {
  const count = Math.ceil(coordinateFeatures / 2);
  return Array.from({ length: count }, (_, k) => 16 ** (k / Math.max(count - 1, 1)));
};

function coordinateFeatures({ node, floats }: GraphBuilder, x: Value, features: number): Value {
  const frequencies = frequenciesOf(features);
  const n = frequencies.length;
  if (n === 0) return x;
  const rows = [frequencies.flatMap((f) => [f, 0]), frequencies.flatMap((f) => [0, f])];
  const angles = node('MatMul', [x, floats(rows.flat(), [2, 2 * n])]);
  return node('Concat', [x, node('Sin', [angles]), node('Cos', [angles])], { axis: 1 });
}

/** [batch, timeFeatures + classes]: the time, and the class one-hot; a label that is no class adds zeros. */
function condition(
  graph: GraphBuilder,
  { timeFeatures: size, classes }: MlpGraphConfig,
  t: Value,
  labels: Value | undefined,
): Value {
  const time = timeFeatures(graph, t, { size, cosinesFirst: false, shift: 0 });
  if (labels === undefined) return time;
  const { node, integers } = graph;
  const column = node('Unsqueeze', [labels, integers([1])]);
  const isClass = node('Equal', [column, integers(Array.from({ length: classes }, (_, i) => i))]);
  return node('Concat', [time, node('Cast', [isClass], { to: 1 })], { axis: 1 });
}

/** @returns the network's output */
export function mlpGraph(
  graph: GraphBuilder,
  config: MlpGraphConfig,
  [x, t, labels]: readonly Value[],
): Value {
  const { node, weight, floats } = graph;
  const { width, depth, conditioning } = config;
  const activation = ACTIVATIONS[config.activation];
  const dense = (name: string, input: Value) =>
    node('Add', [node('MatMul', [input, weight(`${name}.weight`)]), weight(`${name}.bias`)]);
  const [ones, zeros] = [1, 0].map((value) => floats(new Array<number>(width).fill(value)));
  const modulated = (h: Value, scale: Value, shift: Value) => {
    const normal = node('LayerNormalization', [h, ones, zeros], {
      axis: -1,
      epsilon: { float: MLP_NORM_EPSILON },
    });
    const gain = node('Add', [scale, floats([1])]);
    return activation(graph, node('Add', [node('Mul', [normal, gain]), shift]));
  };

  const conditionsBlocks = conditioning === 'scale-shift' || conditioning === 'add';
  const temb = conditioning === 'none' ? null : condition(graph, config, t, labels);
  const time = conditionsBlocks ? activation(graph, dense('time', temb!)) : null;
  const features = coordinateFeatures(graph, x, config.coordinateFeatures);
  let h = dense(
    'input',
    conditioning === 'concat' ? node('Concat', [features, temb!], { axis: 1 }) : features,
  );
  for (let i = 0; i < depth; i++) {
    const name = `blocks.${i}`;
    const scale =
      conditioning === 'scale-shift' ? dense(`${name}.scale`, time!) : weight(`${name}.norm.scale`);
    const shift = conditionsBlocks ? dense(`${name}.shift`, time!) : weight(`${name}.norm.shift`);
    h = node('Add', [h, dense(`${name}.dense`, modulated(h, scale, shift))]);
  }
  return dense('output', modulated(h, weight('norm.scale'), weight('norm.shift')));
}
