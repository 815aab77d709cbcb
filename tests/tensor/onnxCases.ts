/** Networks as ONNX files: weights, batches of several sizes, and the outputs that a runtime must give. */
import * as tf from '@tensorflow/tfjs-core';
import { defaultsOf } from '../../src/config/family';
import { DEFAULT_CONFIG, type RunConfig } from '../../src/config/fields';
import { writeOnnx } from '../../src/interop/onnx/onnxFile';
import { modelOf } from '../../src/interop/runFile';
import { fillNormal } from '../../src/lib/rng';
import { createModel, type Model } from '../../src/model/model';
import { byName, unpack } from '../../src/model/weights';
import { conditionRows } from './conditionRows';
import { TINY_DIT } from './runs';
import { UNUSUAL_UNET } from './unusualUnet';

const IMAGES: RunConfig = { ...defaultsOf('mnist'), unet: 'grey-28' };

/** A U-Net with every part that the presets leave out. */
const UNUSUAL = { ...UNUSUAL_UNET, in_channels: 3, out_channels: 6 };
const PADDED = {
  ...UNUSUAL,
  in_channels: 1,
  out_channels: 1,
  down_block_types: ['DownBlock2D', 'AttnDownBlock2D'],
  downsample_type: 'conv',
  resnet_time_scale_shift: 'default',
  num_class_embeds: 2,
};

export const CASES: readonly (readonly [
  name: string,
  config: RunConfig,
  shape: readonly number[],
  classes: number,
])[] = [
  ['MLP', DEFAULT_CONFIG, [2], 0],
  [
    'MLP, add, GELU, learned variance',
    { ...DEFAULT_CONFIG, conditioning: 'add', activation: 'gelu', variance: 'learned' },
    [2],
    0,
  ],
  [
    'MLP, concat, tanh, odd features',
    {
      ...DEFAULT_CONFIG,
      conditioning: 'concat',
      activation: 'tanh',
      timeFeatures: 33,
      coordinateFeatures: 0,
    },
    [2],
    0,
  ],
  ['MLP, none, ReLU', { ...DEFAULT_CONFIG, conditioning: 'none', activation: 'relu' }, [2], 0],
  [
    'MLP of a flow, with classes',
    { ...DEFAULT_CONFIG, process: 'flow', prediction: 'velocity', classes: true },
    [2],
    3,
  ],
  [
    'MLP, concat, with classes, learned variance',
    { ...DEFAULT_CONFIG, classes: true, conditioning: 'concat', variance: 'learned' },
    [2],
    2,
  ],
  [
    'MLP of the VP-SDE, add, with classes, v',
    { ...DEFAULT_CONFIG, process: 'vp-sde', prediction: 'v', classes: true, conditioning: 'add' },
    [2],
    2,
  ],
  ['U-Net', IMAGES, [28, 28, 1], 0],
  ['U-Net with classes', { ...IMAGES, classes: true }, [28, 28, 1], 10],
  ['U-Net of a flow, velocity', { ...IMAGES, process: 'flow', prediction: 'velocity' }, [28, 28, 1], 0],
  ['U-Net, colour', { ...IMAGES, unet: 'rgb-16' }, [16, 16, 3], 0],
  ['DiT', { ...IMAGES, model: 'dit' }, [28, 28, 1], 0],
  [
    'DiT, colour, classes, learned variance',
    { ...IMAGES, ...TINY_DIT, patchSize: 5, classes: true, variance: 'learned' },
    [10, 10, 3],
    4,
  ],
  [
    'U-Net, learned variance, residual resampling',
    { ...IMAGES, unet: 'custom', architecture: JSON.stringify(UNUSUAL) },
    [8, 8, 3],
    0,
  ],
  [
    'U-Net, padding 0, classes without a row for none',
    { ...IMAGES, unet: 'custom', architecture: JSON.stringify(PADDED), classes: true },
    [8, 8, 1],
    2,
  ],
];

/** Every weight random, also those that begin at 0, with outputs of about 1. */
function randomWeights({ layout }: Model): Float32Array {
  const flat = fillNormal(new Float32Array(layout.size), { seed: 3, stream: 'weights', step: 0 });
  for (const { name, shape, offset, size } of layout.parameters) {
    const inputs = shape.slice(0, -1).reduce((a, b) => a * b, 1);
    const [mean, deviation] = /norm.*weight/.test(name)
      ? [1, 0.1]
      : [0, shape.length > 1 && inputs > 1 ? Math.sqrt(1 / inputs) : 0.1];
    for (let i = offset; i < offset + size; i++) flat[i] = mean + deviation * flat[i];
  }
  return flat;
}

/** [n, H, W, C] as [n, C, H, W]; points stay. */
const channelsFirst = (x: tf.Tensor): tf.Tensor => (x.rank === 4 ? tf.transpose(x, [0, 3, 1, 2]) : x);

interface OnnxBatch {
  /** [n, 2] or [n, C, H, W] */
  readonly x: { readonly data: Float32Array; readonly shape: readonly number[] };
  readonly t: Float32Array;
  readonly labels: Int32Array | null;
  readonly output: { readonly data: Float32Array; readonly shape: readonly number[] };
}

const arrayOf = async (x: tf.Tensor) => ({
  data: Float32Array.from(await x.data<'float32'>()),
  shape: x.shape,
});

/** The file of a case, and batches with their outputs on the running backend. */
export async function onnxCase([, config, shape, classes]: (typeof CASES)[number]) {
  const model = createModel(config, { shape, classes });
  const flat = randomWeights(model);
  const file = modelOf({ config }, model, { tensors: model.unflatten(flat), training: null });
  const weights = byName(unpack(tf.tensor1d(flat), model.layout), model.layout);
  const size = shape.reduce((a, b) => a * b);
  const batches: OnnxBatch[] = [];
  for (const [n, time] of [
    [1, 999],
    [5, 13.37],
    [2, 0],
  ] as const) {
    const noise = fillNormal(new Float32Array(n * size), { seed: 1, stream: 'start', step: n });
    const x = tf.tensor(noise, [n, ...shape]);
    const label = (i: number) => (i === 1 ? model.unlabelled : i % model.classes);
    const labels = model.classes > 0 ? Int32Array.from({ length: n }, (_, i) => label(i)) : null;
    const temb = conditionRows(model, Math.fround(time), labels);
    const output = model.forward(weights, x, temb, labels ? tf.tensor1d(labels, 'int32') : undefined);
    batches.push({
      x: await arrayOf(channelsFirst(x)),
      t: new Float32Array(n).fill(time),
      labels,
      output: await arrayOf(channelsFirst(output)),
    });
  }
  return { bytes: writeOnnx(file, config), batches };
}
