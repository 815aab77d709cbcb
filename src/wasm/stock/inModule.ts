/**
 * Stock kernels on WASM that the own module computes where it is loaded: sums, differences and products of two arrays, concatenation, and slices and
 * tiles of rows. A step that uses them can be recorded, which no stock kernel can be.
 */
import * as tf from '@tensorflow/tfjs-core';
import { call, hasWasmModule } from '../engine';
import { replaceKernel, stockKernel, type WasmBackend, type WasmKernel } from '../kernel';
import { addressOf } from '../ownData';

type Inputs = Readonly<Record<string, tf.TensorInfo>>;
type Attributes = Readonly<Record<string, unknown>>;

/** @returns null where the module does not compute this case */
type OwnKernel = (inputs: Inputs, attributes: Attributes, backend: WasmBackend) => tf.TensorInfo | null;

const sizeOf = ({ shape }: tf.TensorInfo) => tf.util.sizeFromShape(shape);
const isFloat = ({ dtype }: tf.TensorInfo) => dtype === 'float32';
const sameShape = (a: tf.TensorInfo, b: tf.TensorInfo) => a.shape.join() === b.shape.join();
const lastOf = ({ shape }: tf.TensorInfo) => shape[shape.length - 1] ?? 1;

/** Of arrays of one shape. */
const elementwise =
  (operation: 'sum' | 'difference'): OwnKernel =>
  ({ a, b }, _, backend) => {
    if (!isFloat(a) || !isFloat(b) || !sameShape(a, b)) return null;
    const out = backend.makeOutput(a.shape, 'float32');
    call(operation, a, b, out, sizeOf(a));
    return out;
  };

/** Of arrays of one shape, or with a number. */
const multiplication: OwnKernel = ({ a, b }, _, backend) => {
  if (!isFloat(a) || !isFloat(b)) return null;
  const [array, other] = a.shape.length >= b.shape.length ? [a, b] : [b, a];
  const isNumber = other.shape.length === 0;
  if (!isNumber && !sameShape(array, other)) return null;
  const out = backend.makeOutput(array.shape, 'float32');
  call(isNumber ? 'scaled' : 'product', array, other, out, sizeOf(array));
  return out;
};

const concatenation: OwnKernel = (inputs, { axis }, backend) => {
  const parts = Object.values(inputs);
  if (!parts.every(isFloat)) return null;
  const { shape } = parts[0];
  const along = tf.util.parseAxisParam(axis as number, shape)[0];
  const length = parts.reduce((sum, part) => sum + part.shape[along], 0);
  const out = backend.makeOutput(shape.with(along, length), 'float32');
  const rows = tf.util.sizeFromShape(shape.slice(0, along));
  const columns = sizeOf(out) / rows;
  let to = addressOf(out);
  for (const part of parts) {
    const width = sizeOf(part) / rows;
    call('copyColumns', part, width, to, columns, rows, width);
    to += 4 * width;
  }
  return out;
};

/** Of consecutive numbers, or of some columns of all rows. */
const slice: OwnKernel = ({ x }, attributes, backend) => {
  if (!isFloat(x)) return null;
  const [begin, size] = tf.slice_util.parseSliceParams(
    x as tf.Tensor,
    attributes.begin as number[],
    attributes.size as number[],
  );
  const count = tf.util.sizeFromShape(size);
  if (tf.slice_util.isSliceContinous(x.shape, begin, size)) {
    const from = tf.slice_util.computeFlatOffset(begin, tf.util.computeStrides(x.shape));
    const out = backend.makeOutput(size, 'float32');
    call('copy', addressOf(x) + 4 * from, out, count);
    return out;
  }
  const last = x.shape.length - 1;
  if (size.some((length, axis) => axis < last && length !== x.shape[axis])) return null;
  const out = backend.makeOutput(size, 'float32');
  const from = addressOf(x) + 4 * begin[last];
  call('copyColumns', from, lastOf(x), out, size[last], count / size[last], size[last]);
  return out;
};

/** Of one row. */
const tile: OwnKernel = ({ x }, attributes, backend) => {
  const reps = attributes.reps as number[];
  if (!isFloat(x) || x.shape.length !== 2 || x.shape[0] !== 1 || reps[1] !== 1) return null;
  const out = backend.makeOutput([reps[0], x.shape[1]], 'float32');
  call('copyColumns', x, 0, out, x.shape[1], reps[0], x.shape[1]);
  return out;
};

const KERNELS: Readonly<Record<string, OwnKernel>> = {
  [tf.Add]: elementwise('sum'),
  [tf.Sub]: elementwise('difference'),
  [tf.Multiply]: multiplication,
  [tf.Concat]: concatenation,
  [tf.Slice]: slice,
  [tf.Tile]: tile,
};

export function replaceByModule(): void {
  for (const [name, own] of Object.entries(KERNELS)) {
    const { config, run } = stockKernel(name);
    const kernel: WasmKernel = (kernelCall) => {
      const { inputs, attrs, backend } = kernelCall;
      return (hasWasmModule() ? own(inputs, attrs, backend) : null) ?? run(kernelCall);
    };
    replaceKernel(config, kernel);
  }
}
