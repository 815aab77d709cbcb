/** The first training batch of a reference U-Net, and what PyTorch found the gradients to be. */
import * as tf from '@tensorflow/tfjs-core';
import { fromTrainingLayout } from '../../src/model/torchLayout';
import type { Unet } from '../../src/model/unet/unet';
import { byName } from '../../src/model/weights';
import { image, type ReferenceTraining, timeRows } from './unetFixtures';

/** β from 1e-4 to 0.02 at T = 1000, as the fixture says. */
function linearAlphasCumprod(): number[] {
  let product = 1;
  return Array.from({ length: 1000 }, (_, i) => (product *= 1 - (1e-4 + ((0.02 - 1e-4) * i) / 999)));
}

export type TrainingBatch = Readonly<Record<'xt' | 'noise' | 'temb', tf.Tensor>>;

/** The fixture's batch: x_t and the noise in it. Caller disposes. */
export function trainingBatch(unet: Unet, reference: ReferenceTraining): TrainingBatch {
  const [, channels, height, width] = reference.shape;
  const size = channels * height * width;
  const cumulative = linearAlphasCumprod();
  const xt = reference.x0.map((x0, i) => {
    const alpha = cumulative[reference.t[Math.floor(i / size)]];
    return Math.sqrt(alpha) * x0 + Math.sqrt(1 - alpha) * reference.noise[i];
  });
  return {
    xt: image(xt, reference.shape),
    noise: image(reference.noise, reference.shape),
    temb: timeRows(unet, reference.t),
  };
}

/** The mean squared error of the noise, and its gradients in the order of the layout. Caller disposes. */
export const lossAndGradients = (unet: Unet, weights: tf.Tensor[], { xt, noise, temb }: TrainingBatch) =>
  tf.valueAndGrads((...tensors: tf.Tensor[]) =>
    tf.mean(tf.square(tf.sub(unet.forward(byName(tensors, unet.layout), xt, temb), noise))),
  )(weights);

const norm = (values: ArrayLike<number>): number =>
  Math.sqrt(Array.from(values).reduce((sum, v) => sum + v * v, 0));

/**
 * Holds gradients of the first step to PyTorch's.
 * @returns a line for each that is wrong, and the norm of them all
 */
export function compareGradients(
  unet: Unet,
  reference: ReferenceTraining,
  gradients: readonly Float32Array[],
): { readonly wrong: readonly string[]; readonly norm: number } {
  const wrong: string[] = [];
  let squares = 0;
  for (const [i, parameter] of unet.parameters.entries()) {
    const expected = reference.grads_step0_torch_layout[parameter.name];
    const gradient = fromTrainingLayout(parameter, gradients[i]);
    const size = norm(gradient);
    squares += size * size;
    // Some gradients are 0 but for rounding (a bias before a norm of its own): they are held to 1e-6 instead.
    const tolerance = Math.max(1e-3 * expected.norm, 1e-6);
    const sum = gradient.reduce((total, v) => total + v, 0);
    const far =
      Math.abs(size - expected.norm) > tolerance ||
      Math.abs(sum - expected.sum) > tolerance * Math.sqrt(gradient.length) ||
      expected.first4.some((v, k) => Math.abs(v - gradient[k]) > tolerance);
    if (far)
      wrong.push(`${parameter.name}: |g| ${size}, expected ${expected.norm}; Σg ${sum}, ${expected.sum}`);
  }
  return { wrong, norm: Math.sqrt(squares) };
}
