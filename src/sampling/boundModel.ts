/** A trained network as the bound evaluates it: arrays in, arrays out, read from the device asynchronously. */

import * as tf from '@tensorflow/tfjs-core';
import type { BoundModel } from '../evaluation/bound';
import { sizeOf } from '../lib/shape';
import { type ClipBox, createDenoiser, predictEps, type TrainedModel } from './denoiser';

async function read(tensor: tf.Tensor): Promise<Float32Array> {
  const values = Float32Array.from(await tensor.data<'float32'>());
  tensor.dispose();
  return values;
}

/** @param box bounds to which x̂0 is clipped, null for no clipping */
export function createBoundModel(trained: TrainedModel, box: ClipBox | null): BoundModel {
  const denoise = createDenoiser(trained, box);
  const { shape } = trained.model;
  const size = sizeOf(shape);
  const upload = (x: Float32Array) => tf.tensor(x, [x.length / size, ...shape]);
  return {
    async denoise(x, time, level) {
      const places = upload(x);
      const { x0, varianceFraction } = denoise(places, time, level);
      places.dispose();
      const [guess, fraction] = await Promise.all([
        read(x0),
        varianceFraction ? read(varianceFraction) : null,
      ]);
      return { x0: guess, fraction };
    },
    async eps(x, time) {
      const places = upload(x);
      const eps = predictEps(trained, places, time);
      places.dispose();
      return read(eps);
    },
  };
}
