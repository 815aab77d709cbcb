/** A batch of points of a discrete process, drawn by the own WASM module; the processor draws those of images. */
import type * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '../../lib/shape';
import { call, newTensor } from '../../wasm/engine';
import { STRATIFIED } from '../../wasm/module/operations.generated';
import type { BatchInputs, BatchTensors } from './contract';

export function batchInModule({
  rows,
  shape,
  count,
  pool,
  times,
  levels,
  ...options
}: BatchInputs): BatchTensors {
  const { draw, embedding, stratified, variance: varianceNumbers } = options;
  const tensors = {
    x: newTensor([rows, ...shape]),
    target: newTensor([rows, ...shape]),
    temb: newTensor([rows, embedding]),
    weight: newTensor([rows, 1]),
  };
  const variance: tf.Tensor | undefined =
    varianceNumbers > 0 ? newTensor([rows, varianceNumbers]) : undefined;
  const { x, target, temb, weight } = tensors;
  const sizes = [rows, sizeOf(shape), count, times, embedding, varianceNumbers] as const;
  const flags = stratified ? STRATIFIED : 0;
  call('drawBatch', draw, pool, levels, x, target, temb, weight, variance ?? null, ...sizes, flags);
  return { ...tensors, variance, labels: undefined };
}
