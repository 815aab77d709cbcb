/**
 * An ONNX graph under construction: each operation is a node that names its inputs and has one output, weights are initializers, and
 * the first axis of inputs and outputs is free (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3).
 */
import type { StateDict } from '../../types/weights';
import {
  bytesField,
  floatField,
  integerField,
  joined,
  type Message,
  messageField,
  textField,
} from './protobuf';

/** ONNX 1.12, of 2022: the first operator set with LayerNormalization. */
export const OPSET = 17;
const IR_VERSION = 8;

const TYPES = { float: 1, int64: 7, double: 11 } as const;
type ElementType = keyof typeof TYPES;

/** Whole numbers are integers and lists of integers, unless they are in `float`. */
type Attribute = number | string | readonly number[] | { readonly float: number };

/** A value of the graph, by its name. */
export type Value = string;

export interface GraphInput {
  readonly name: string;
  readonly type: ElementType;
  /** Of one sample; the batch comes before it. */
  readonly shape: readonly number[];
}

export interface GraphBuilder {
  /** A node. @returns its output */
  node(operator: string, inputs: readonly Value[], attributes?: Readonly<Record<string, Attribute>>): Value;
  /** A weight of the model by its name. @throws Error where there is none */
  weight(name: string): Value;
  /** A matrix [out, in] of the model as [in, out]. */
  transposed(name: string): Value;
  floats(values: readonly number[], shape?: readonly number[]): Value;
  integers(values: readonly number[]): Value;
  doubles(values: Float64Array | readonly number[], shape: readonly number[]): Value;
  /** @param metadata texts by their keys @returns the bytes of an .onnx file */
  finish(
    output: Value,
    outputShape: readonly number[],
    metadata: Readonly<Record<string, string>>,
  ): Uint8Array;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);

const tensor = (
  name: string,
  type: ElementType,
  shape: readonly number[],
  data: ArrayBufferView,
): Message => [
  ...shape.flatMap((size) => integerField(1, size)),
  ...integerField(2, TYPES[type]),
  ...textField(8, name),
  ...bytesField(9, bytesOf(data)),
];

function attribute(name: string, value: Attribute): Message {
  const [type, ...parts]: [number, ...Message] = (() => {
    if (typeof value === 'string') return [3, ...textField(4, value)];
    if (typeof value === 'number') return [2, ...integerField(3, value)];
    if ('float' in value) return [1, ...floatField(2, value.float)];
    return [7, ...value.flatMap((item) => integerField(8, item))];
  })();
  return [...textField(1, name), ...parts, ...integerField(20, type)];
}

/** A float tensor or another one whose first axis is the batch, of any length. */
function valueInfo({ name, type, shape }: GraphInput): Message {
  const free = messageField(1, textField(2, 'batch'));
  const axes = [...free, ...shape.flatMap((size) => messageField(1, integerField(1, size)))];
  const tensorType = [...integerField(1, TYPES[type]), ...messageField(2, axes)];
  return [...textField(1, name), ...messageField(2, messageField(1, tensorType))];
}

function transpose(data: Float32Array, [rows, columns]: readonly number[]): Float32Array {
  const out = new Float32Array(data.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) out[column * rows + row] = data[row * columns + column];
  return out;
}

/** @param weights the model's tensors as files have them */
export function graphBuilder(inputs: readonly GraphInput[], weights: StateDict): GraphBuilder {
  const nodes: Message[] = [];
  const initializers = new Map<string, Message>();
  let count = 0;
  const tensorOf = (name: string) => {
    const found = weights.get(name);
    if (!found) throw new Error(`the model has no tensor "${name}"`);
    return found;
  };
  const constant = (type: ElementType, shape: readonly number[], data: ArrayBufferView): Value => {
    const name = `constant_${initializers.size}`;
    initializers.set(name, tensor(name, type, shape, data));
    return name;
  };

  return {
    node(operator, from, attributes = {}) {
      const output = `${operator}_${count++}`;
      nodes.push([
        ...from.flatMap((name) => textField(1, name)),
        ...textField(2, output),
        ...textField(3, output),
        ...textField(4, operator),
        ...Object.entries(attributes).flatMap(([name, value]) => messageField(5, attribute(name, value))),
      ]);
      return output;
    },
    weight(name) {
      const { shape, data } = tensorOf(name);
      if (!initializers.has(name)) initializers.set(name, tensor(name, 'float', shape, data));
      return name;
    },
    transposed(name) {
      const { shape, data } = tensorOf(name);
      const own = `${name}.T`;
      if (!initializers.has(own))
        initializers.set(own, tensor(own, 'float', [shape[1], shape[0]], transpose(data, shape)));
      return own;
    },
    floats: (values, shape = [values.length]) => constant('float', shape, Float32Array.from(values)),
    integers: (values) =>
      constant(
        'int64',
        [values.length],
        BigInt64Array.from(values, (value) => BigInt(value)),
      ),
    doubles: (values, shape) => constant('double', shape, Float64Array.from(values)),
    finish(output, outputShape, metadata) {
      const last: Message = [
        ...textField(1, output),
        ...textField(2, 'output'),
        ...textField(3, 'output'),
        ...textField(4, 'Identity'),
      ];
      const graph = [
        ...[...nodes, last].flatMap((node) => messageField(1, node)),
        ...textField(2, 'denoiser'),
        ...[...initializers.values()].flatMap((initializer) => messageField(5, initializer)),
        ...inputs.flatMap((input) => messageField(11, valueInfo(input))),
        ...messageField(12, valueInfo({ name: 'output', type: 'float', shape: outputShape })),
      ];
      return joined([
        ...integerField(1, IR_VERSION),
        ...textField(2, 'DDPM Lab'),
        ...messageField(7, graph),
        ...messageField(8, [...textField(1, ''), ...integerField(2, OPSET)]),
        ...Object.entries(metadata).flatMap(([name, value]) =>
          messageField(14, [...textField(1, name), ...textField(2, value)]),
        ),
      ]);
    },
  };
}
