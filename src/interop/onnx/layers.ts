/** Layers that the graphs of both networks use. */
import type { GraphBuilder, Value } from './graph';

export interface FeatureOptions {
  /** Numbers in a row; of an odd size, the last is 0. */
  readonly size: number;
  /** Cosines before sines. */
  readonly cosinesFirst: boolean;
  /** k in freqs = exp(-ln(10000) i / (half - k)). */
  readonly shift: number;
}

const LONGEST_PERIOD = 10_000;
const TURN = 2 * Math.PI;

/**
 * [batch] times -> [batch, size] sines and cosines. The angle is reduced to one turn in double precision: a time of 1000 has too few
 * digits in single precision.
 */
export function timeFeatures(
  { node, doubles, floats, integers }: GraphBuilder,
  t: Value,
  { size, cosinesFirst, shift }: FeatureOptions,
): Value {
  const half = Math.floor(size / 2);
  const divisor = Math.max(half - shift, 1);
  const frequencies = Float64Array.from({ length: half }, (_, k) =>
    Math.exp((-Math.log(LONGEST_PERIOD) * k) / divisor),
  );
  const column = node('Unsqueeze', [node('Cast', [t], { to: 11 }), integers([1])]);
  const angles = node('Mul', [column, doubles(frequencies, [1, half])]);
  const turns = node('Floor', [node('Mul', [angles, doubles([1 / TURN], [1])])]);
  const reduced = node('Sub', [angles, node('Mul', [turns, doubles([TURN], [1])])]);
  const angle = node('Cast', [reduced], { to: 1 });
  const parts = [node('Sin', [angle]), node('Cos', [angle])];
  const row = node('Concat', cosinesFirst ? parts.reverse() : parts, { axis: 1 });
  return 2 * half === size ? row : node('Pad', [row, integers([0, 0, 0, size - 2 * half]), floats([0], [])]);
}

/**
 * softmax(q kᵀ / √width) v in each head, [batch, tokens, heads, width].
 * @param part 0 queries, 1 keys, 2 values, of that shape, with their axes in another order
 */
export function attended(
  { node, floats }: GraphBuilder,
  width: number,
  part: (index: 0 | 1 | 2, perm: readonly number[]) => Value,
): Value {
  const scores = node('MatMul', [part(0, [0, 2, 1, 3]), part(1, [0, 2, 3, 1])]);
  const shares = node('Softmax', [node('Mul', [scores, floats([1 / Math.sqrt(width)])])], { axis: -1 });
  const mixed = node('MatMul', [shares, part(2, [0, 2, 1, 3])]);
  return node('Transpose', [mixed], { perm: [0, 2, 1, 3] });
}

/** x·sigmoid(x). */
export const silu = ({ node }: GraphBuilder, x: Value): Value => node('Mul', [x, node('Sigmoid', [x])]);

const GELU_SCALE = Math.sqrt(2 / Math.PI);
const GELU_CUBIC = 0.044715;

/** The activations of the MLP, by the names in configurations. */
export const ACTIVATIONS: Readonly<Record<string, (graph: GraphBuilder, x: Value) => Value>> = {
  silu,
  relu: ({ node }, x) => node('Relu', [x]),
  tanh: ({ node }, x) => node('Tanh', [x]),
  gelu({ node, floats }, x) {
    const cube = node('Mul', [x, node('Mul', [x, x])]);
    const inner = node('Add', [x, node('Mul', [cube, floats([GELU_CUBIC])])]);
    const tanh = node('Tanh', [node('Mul', [inner, floats([GELU_SCALE])])]);
    return node('Mul', [node('Mul', [x, floats([0.5])]), node('Add', [tanh, floats([1])])]);
  },
};
