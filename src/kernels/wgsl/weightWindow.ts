/** The weights of many layers, which lie in one buffer, as one array; and their gradients likewise. */
import * as tf from '@tensorflow/tfjs-core';
import { placeOf, viewOf } from '../../webgpu/buffers';
import { gradientAt, gradientSlot, isSlot } from '../../webgpu/gradientSlots';
import type { DenseLayer } from '../modulations/contract';
import { blocksOf, isWhole } from './blocks';

export const tensorsOf = (layers: readonly DenseLayer[]) =>
  layers.flatMap(({ weight, bias }) => [weight, bias]);

/** The range of the buffer that holds the tensors, as one tensor, and where each begins in it. Caller disposes the window. */
export function windowOver(tensors: readonly tf.Tensor[]): {
  readonly window: tf.Tensor;
  readonly at: number[];
} {
  const places = tensors.map((tensor) => placeOf(tensor));
  const starts = places.map(({ offset }) => offset / 4);
  const begin = Math.min(...starts);
  const end = Math.max(...tensors.map(({ size }, i) => starts[i] + size));
  const { buffer } = places[0];
  const length = Math.min(Math.ceil((end - begin) / 4) * 4, buffer.size / 4 - begin);
  return { window: viewOf(buffer, begin, [length]), at: starts.map((start) => start - begin) };
}

/**
 * WGSL: `windowBlock(at, row, block)`, four numbers of the window, 0 beyond the last column of the row. `at` counts blocks where a row is
 * whole blocks, else numbers.
 * @param name  of the function
 * @param array that is the window, of vec4s where a row is whole blocks
 */
export const windowReader = (columns: number, name = 'windowBlock', array = 'window') =>
  isWhole(columns)
    ? `fn ${name}(at : i32, row : i32, block : i32) -> vec4<f32> {
  return ${array}[at + row * ${blocksOf(columns)} + block];
}`
    : `fn ${name}(at : i32, row : i32, block : i32) -> vec4<f32> {
  let start = at + row * ${columns} + 4 * block;
  let remaining = ${columns} - 4 * block;
  return vec4<f32>(${array}[start], ${[1, 2, 3].map((k) => `select(0.0, ${array}[start + ${k}], ${k} < remaining)`).join(', ')});
}`;

/**
 * The array that the gradients are written to: the range of the optimizer's array that holds their slots, where those lie as the weights lie in
 * the window; else a new array.
 */
export function gradientWindow(tensors: readonly tf.Tensor[], length: number, at: readonly number[]) {
  const slots = tensors.map(gradientSlot);
  const views = slots.filter(isSlot);
  if (views.length === tensors.length) {
    const { window: view, at: slotsAt } = windowOver(views);
    if (view.size === length && slotsAt.join() === at.join())
      return {
        gradient: view,
        view,
        gradientsOf: () => views.map((slot, i) => gradientAt(slot, tensors[i])),
      };
    view.dispose();
  }
  return {
    gradient: [length],
    view: null,
    gradientsOf: (gradient: tf.Tensor) =>
      tensors.map(({ shape, size }, i) => tf.reshape(tf.slice(gradient, [at[i]], [size]), shape)),
  };
}
