/** The weights of many layers, which lie in one buffer, as one array; and their gradients likewise. */
import * as tf from '@tensorflow/tfjs-core';
import { placeOf, viewOf } from '../../../webgpu/buffers';
import { gradientAt, gradientSlot, isSlot } from '../../../webgpu/gradientSlots';
import { blocksOf, isWhole, range } from '../../wgsl/blocks';
import type { DenseLayer } from '../contract';

/** Layers by block. */
export type Heads = readonly (readonly DenseLayer[])[];

/** Rows of the batch that a workgroup computes. */
export const ROWS_PER_GROUP = 8;

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
  const length = Math.ceil((end - begin) / 4) * 4;
  return { window: viewOf(places[0].buffer, begin, [length]), at: starts.map((start) => start - begin) };
}

export const inGroups = <T>(all: readonly T[], most: number): (readonly T[])[] =>
  range(Math.ceil(all.length / most)).map((i) => all.slice(i * most, (i + 1) * most));

/**
 * WGSL: `weightAt(layer)` and `biasAt(layer)`, where a layer's weights and biases begin in the window, in the unit of `windowBlock`.
 * @param at starts of weights and bias of each layer, in turn
 */
export function placeTables(at: readonly number[], columns: number): string {
  const table = (name: string, parity: number) => {
    const starts = at
      .filter((_, i) => i % 2 === parity)
      .map((start) => (isWhole(columns) ? start / 4 : start));
    return `fn ${name}(layer : i32) -> i32 {
  var starts = array<i32, ${starts.length}>(${starts.join(', ')});
  return starts[layer];
}`;
  };
  return `${table('weightAt', 0)}\n${table('biasAt', 1)}`;
}

/**
 * WGSL: `windowBlock(at, row, block)`, four numbers of the window, 0 beyond the last column of the row. `at` counts blocks where a row is
 * whole blocks, else numbers.
 */
export const windowReader = (columns: number) =>
  isWhole(columns)
    ? `fn windowBlock(at : i32, row : i32, block : i32) -> vec4<f32> {
  return window[at + row * ${blocksOf(columns)} + block];
}`
    : `fn windowBlock(at : i32, row : i32, block : i32) -> vec4<f32> {
  let start = at + row * ${columns} + 4 * block;
  let remaining = ${columns} - 4 * block;
  return vec4<f32>(window[start], ${[1, 2, 3].map((k) => `select(0.0, window[start + ${k}], ${k} < remaining)`).join(', ')});
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
    gradientsOf: (written: tf.Tensor) =>
      tensors.map(({ shape, size }, i) => tf.reshape(tf.slice(written, [at[i]], [size]), shape)),
  };
}
