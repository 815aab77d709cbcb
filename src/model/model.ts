/** A model is a network for samples of one shape, as training and sampling see it: an MLP for points, a U-Net for images. */
import type * as tf from '@tensorflow/tfjs-core';
import type { NamedWeights } from '../../workers/protocol';
import type { RunConfig } from '../config/fields';
import type { Process } from '../diffusion/process';
import { RefusedError } from '../diffusion/refusal';
import type { UnetConfig } from '../interop/diffusersUnet';
import type { Layout } from './layout';
import { createMlp } from './mlp';
import type { MlpConfig } from './mlpParameters';
import type { TimeEmbedding } from './timeEmbedding';
import { type SampleKind, type UnetChoice, unetConfigOf } from './unet/config';
import { fromTrainingLayout, toTrainingLayout } from './unet/parameters';
import { createUnet } from './unet/unet';
import type { Weights } from './weights';

export interface Model {
  readonly layout: Layout;
  readonly embedding: TimeEmbedding;
  /** Of one sample: [2], or [H, W, C]. */
  readonly shape: readonly number[];
  /** Classes that it can be told, 0 for a model without. */
  readonly classes: number;
  /** The label that stands for no class: a row of its own behind the classes, as diffusers needs it, or -1, which adds nothing. */
  readonly unlabelled: number;
  /** The U-Net's configuration; null for an MLP. */
  readonly unet: UnetConfig | null;
  /** What the time embedding receives for a native time. */
  networkTime(process: Process, time: number): number;
  /**
   * @param x      [B, ...shape] noised samples, scaled to about unit variance
   * @param temb   [B, embedding.size] rows of the time embedding, or [1, embedding.size] where all samples share a time
   * @param labels [B] class numbers, `unlabelled` for none; for a model with classes
   * @returns [B, ...shape], or [B, 4] of an MLP that predicts the variance too
   */
  forward(weights: Weights, x: tf.Tensor, temb: tf.Tensor, labels?: tf.Tensor): tf.Tensor;
  /** Flat weights by their names, shapes and memory layout in files. */
  named(flat: Float32Array): NamedWeights;
  /** The inverse of `named`. @throws Error that names the weight which is missing or misshapen */
  flat(named: NamedWeights): Float32Array;
}

export type { SampleKind };

export type ModelConfig = MlpConfig & UnetChoice & Pick<RunConfig, 'model'>;

/** @throws RefusedError where model and data do not fit together; the message is for the user */
export function createModel(config: ModelConfig, kind: SampleKind): Model {
  const ofPoints = kind.shape?.length === 1;
  if (config.model === 'mlp') {
    if (!ofPoints) {
      const reason = 'An MLP learns points, and this data set is made of images.';
      throw new RefusedError({ reason, wayOut: 'Choose the U-Net, or a data set of points.' });
    }
    return mlpModel(config);
  }
  if (ofPoints) {
    const reason = 'A U-Net learns images, and this data set is made of points.';
    throw new RefusedError({ reason, wayOut: 'Choose the MLP, or a data set of images.' });
  }
  if (config.variance === 'learned') {
    const reason = 'The variance is learned for points only.';
    throw new RefusedError({ reason, wayOut: 'Choose a fixed reverse variance for images.' });
  }
  return unetModel(unetConfigOf(config, kind), kind);
}

function mlpModel(config: ModelConfig): Model {
  const mlp = createMlp(config);
  const { parameters, size } = mlp.layout;
  return {
    layout: mlp.layout,
    embedding: mlp.embedding,
    shape: [2],
    classes: 0,
    unlabelled: -1,
    unet: null,
    networkTime: (process, time) => process.networkTime(time),
    forward: (weights, x, temb) => mlp.forward(weights, x, temb),
    named: (flat) =>
      Object.fromEntries(
        parameters.map(({ name, shape, offset, size }) => [
          name,
          { shape, data: flat.slice(offset, offset + size) },
        ]),
      ),
    flat(named) {
      const flat = new Float32Array(size);
      for (const { name, shape, offset } of parameters) flat.set(weightOf(named, name, shape), offset);
      return flat;
    },
  };
}

function unetModel(config: UnetConfig, kind: SampleKind): Model {
  const unet = createUnet(config);
  const { layout, parameters } = unet;
  const rows = config.numClassEmbeds ?? 0;
  // The row behind the classes that the data have is the one for none.
  const spare = kind.classes > 0 && rows > kind.classes;
  const classes = spare ? kind.classes : rows;
  return {
    layout,
    embedding: unet.embedding,
    shape: [config.sampleSize, config.sampleSize, config.inChannels],
    classes,
    unlabelled: spare ? rows - 1 : -1,
    unet: config,
    // diffusers' networks are told the level's own number, however many levels there are.
    networkTime: (process, time) => (process.discrete ? time : process.networkTime(time)),
    forward: (weights, x, temb, labels) => unet.forward(weights, x, temb, classes > 0 ? { labels } : {}),
    named: (flat) =>
      Object.fromEntries(
        parameters.map((parameter, i) => {
          const { offset, size } = layout.parameters[i];
          const data = fromTrainingLayout(parameter, flat.subarray(offset, offset + size));
          return [parameter.name, { shape: parameter.torchShape, data }];
        }),
      ),
    flat(named) {
      const flat = new Float32Array(layout.size);
      for (const [i, parameter] of parameters.entries()) {
        const data = weightOf(named, parameter.name, parameter.torchShape);
        flat.set(toTrainingLayout(parameter, data), layout.parameters[i].offset);
      }
      return flat;
    },
  };
}

function weightOf(named: NamedWeights, name: string, shape: readonly number[]): Float32Array {
  const weight = Object.hasOwn(named, name) ? named[name] : undefined;
  if (weight && weight.shape.join() === shape.join()) return weight.data;
  throw new RefusedError({
    reason: `The weight "${name}" has ${weight ? `the shape [${weight.shape.join(', ')}]` : 'no values'}; this network needs [${shape.join(', ')}].`,
    wayOut: 'The weights are of another network than the file says: export the model again.',
  });
}
