/** A denoiser is a trained network seen by a sampler: x_t and a time in, the guess x̂0 out, clipped to the box of the data. */
import * as tf from '@tensorflow/tfjs-core';
import type { Box } from '../../datasets';
import { type LinearForm, PREDICTIONS, type PredictionId } from '../diffusion/prediction';
import { inputScale, type Level, type Process } from '../diffusion/process';
import type { Denoiser } from '../diffusion/samplers/apply';
import type { Mlp } from '../model/mlp';
import { meanOutput, predictsVariance, varianceFraction } from '../model/outputs';
import { timeEmbedder } from '../model/timeEmbedding';
import type { Weights } from '../model/weights';

/** A model with its weights and what they were trained for. */
export interface TrainedModel {
  readonly model: Mlp;
  readonly weights: Weights;
  readonly process: Process;
  readonly prediction: PredictionId;
}

/** @param x [n, 2] noised points at one time @returns [n, outputs]; caller disposes */
function evaluate(
  { model, weights, process }: TrainedModel,
  x: tf.Tensor,
  time: number,
  level: Level,
): tf.Tensor {
  const row = new Float32Array(model.embedding.size);
  timeEmbedder(model.embedding)(row, 0, process.networkTime(time));
  const temb = tf.tensor2d(row, [1, row.length]);
  return model.forward(weights, tf.mul(x, inputScale(level)), temb);
}

const mixed = (x: tf.Tensor, output: tf.Tensor, { cXt, cOut }: LinearForm): tf.Tensor =>
  tf.add(tf.mul(x, cXt), tf.mul(output, cOut));

/** @param box what x̂0 is clipped to, null for no clipping */
export function createDenoiser(trained: TrainedModel, box: Box | null): Denoiser<tf.Tensor> {
  return (x, time, level) => {
    const [x0, fraction] = tf.tidy(() => {
      const output = evaluate(trained, x, time, level);
      const guess = mixed(x, meanOutput(output), PREDICTIONS[trained.prediction].toX0(level));
      const x0 = box
        ? tf.minimum(tf.maximum(guess, tf.tensor2d([...box.min], [1, 2])), tf.tensor2d([...box.max], [1, 2]))
        : guess;
      return predictsVariance(output) ? [x0, varianceFraction(output)] : [x0];
    });
    return fraction ? { x0, varianceFraction: fraction } : { x0 };
  };
}

/** The network's guess of the noise at a list of places. @param places [n, 2] @returns [n, 2]; caller disposes */
export function predictEps(trained: TrainedModel, places: tf.Tensor, time: number): tf.Tensor {
  const level = trained.process.level(time);
  return tf.tidy(() =>
    mixed(
      places,
      meanOutput(evaluate(trained, places, time, level)),
      PREDICTIONS[trained.prediction].toEps(level),
    ),
  );
}
