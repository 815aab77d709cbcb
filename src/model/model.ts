/**
 * A model is a network for samples of one shape, behind one interface for training and sampling: an MLP for points, a U-Net or a
 * transformer for images.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { ditClasses, unetClasses } from '../config/embeddedClasses';
import type { Process } from '../diffusion/process';
import { RefusedError } from '../diffusion/refusal';
import type { DitConfig } from '../types/dit';
import type { UnetConfig } from '../types/unet';
import type { NetworkConfigs } from '../types/weights';
import * as words from '../words/errors/network';
import { type DitChoice, ditConfigOf } from './dit/config';
import { createDit } from './dit/dit';
import type { SampleKind } from './imageShape';
import type { Layout } from './layout';
import { createMlp } from './mlp';
import { type MlpConfig, mlpClasses } from './mlpParameters';
import { type NamedWeights, namedDitWeights, namedMlpWeights, namedUnetWeights } from './namedWeights';
import type { TimeEmbedding } from './timeEmbedding';
import { type UnetChoice, unetConfigOf } from './unet/config';
import { createUnet } from './unet/unet';
import type { Weights } from './weights';

export interface Model extends Pick<NamedWeights, 'flatten' | 'unflatten'>, NetworkConfigs {
  readonly layout: Layout;
  readonly embedding: TimeEmbedding;
  /** Of one sample: [2], or [H, W, C]. */
  readonly shape: readonly number[];
  /** Classes that the model can be conditioned on, 0 for a model without. */
  readonly classes: number;
  /** The label for no class: a row of its own after the classes, as diffusers needs it, or -1, which adds nothing. */
  readonly unlabelled: number;
  /** Columns of `temb` after the embedding, in which an MLP sees the class, one-hot; 0 for a network that looks labels up. */
  readonly labelColumns: number;
  /** The time embedding's input for a native time of the process. */
  networkTime(process: Process, time: number): number;
  /**
   * @param x      [B, ...shape] noised samples, scaled to about unit variance
   * @param temb   [B, embedding.size + labelColumns] rows of the time embedding, or one row where all samples share it
   * @param labels [B] class numbers, `unlabelled` for none; for a model that looks them up
   * @returns [B, ...shape], or [B, 4] of an MLP that predicts the variance too
   */
  forward(weights: Weights, x: tf.Tensor, temb: tf.Tensor, labels?: tf.Tensor): tf.Tensor;
}

export type { SampleKind };

export type ModelConfig = MlpConfig & UnetChoice & DitChoice;

/** @throws RefusedError where model and data do not fit together; the message is for the user */
export function createModel(config: ModelConfig, kind: SampleKind): Model {
  if (config.model === 'mlp') {
    if (kind.shape?.length !== 1) throw new RefusedError(words.mlpOfImages);
    return mlpModel(config, mlpClasses(config, kind));
  }
  if (config.model === 'dit') return ditModel(ditConfigOf(config, kind));
  const unet = unetConfigOf(config, kind);
  if (config.variance === 'learned' && unet.outChannels !== 2 * unet.inChannels)
    throw new RefusedError(words.noVariance);
  return unetModel(unet, kind);
}

function mlpModel(config: ModelConfig, classes: number): Model {
  const mlp = createMlp(config, classes);
  const { flatten, unflatten } = namedMlpWeights(config, classes);
  return {
    layout: mlp.layout,
    embedding: mlp.embedding,
    shape: [2],
    classes,
    unlabelled: -1,
    labelColumns: classes,
    unet: null,
    dit: null,
    networkTime: (process, time) => process.networkTime(time),
    forward: (weights, x, temb) => mlp.forward(weights, x, temb),
    flatten,
    unflatten,
  };
}

/** Networks of images are conditioned on the index of the level, however many levels there are, as diffusers' are. */
const levelIndex: Model['networkTime'] = (process, time) =>
  process.discrete ? time : process.networkTime(time);

function unetModel(config: UnetConfig, kind: SampleKind): Model {
  const unet = createUnet(config);
  const { layout } = unet;
  const { flatten, unflatten } = namedUnetWeights(unet.parameters);
  const { classes, unlabelled } = unetClasses(config, kind.classes);
  return {
    layout,
    embedding: unet.embedding,
    shape: [config.sampleSize, config.sampleSize, config.inChannels],
    classes,
    unlabelled,
    labelColumns: 0,
    unet: config,
    dit: null,
    networkTime: levelIndex,
    forward: (weights, x, temb, labels) => unet.forward(weights, x, temb, classes > 0 ? { labels } : {}),
    flatten,
    unflatten,
  };
}

function ditModel(config: DitConfig): Model {
  const dit = createDit(config);
  const { inputSize, inChannels, numClasses } = config;
  const { flatten, unflatten } = namedDitWeights(config);
  return {
    layout: dit.layout,
    embedding: dit.embedding,
    shape: [inputSize, inputSize, inChannels],
    ...ditClasses(config),
    labelColumns: 0,
    unet: null,
    dit: config,
    networkTime: levelIndex,
    forward: (weights, x, temb, labels) => dit.forward(weights, x, temb, numClasses > 0 ? labels : undefined),
    flatten,
    unflatten,
  };
}
