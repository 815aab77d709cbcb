/** Fourier features and the dense layer on them in the own WASM module. */
import * as tf from '@tensorflow/tfjs-core';
import { call, newTensor } from '../../wasm/engine';
import { denseOnModule } from '../dense/module';

export function fourierFeaturesOnModule(x: tf.Tensor, frequencies: readonly number[]): tf.Tensor {
  const count = frequencies.length;
  const rows = x.shape[0];
  // Twice each, for both coordinates, and two more, because the module reads four at once.
  const twice = tf.tensor1d([...frequencies.flatMap((frequency) => [frequency, frequency]), 0, 0]);
  const features = newTensor([rows, 2 + 4 * count]);
  call('fourierFeatures', x, twice, features, rows, count);
  twice.dispose();
  return features;
}

export const fourierDenseOnModule = (
  x: tf.Tensor,
  frequencies: readonly number[],
  w: tf.Tensor,
  b: tf.Tensor,
): tf.Tensor => denseOnModule(fourierFeaturesOnModule(x, frequencies), w, b, { constantInput: true });
