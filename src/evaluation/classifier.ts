/**
 * The fixed classifier is a small convolutional network, trained once (scripts/pretrain/classifier.py) and never again: its
 * confidence and its 64 features measure generated images.
 *
 * Three 3 × 3 convolutions with ReLU, each followed by a 2 × 2 mean; then 64 features with ReLU; then logits. Plain arithmetic on the
 * processor: measuring never waits for the GPU that trains.
 */

import { FileError } from '../interop/fileError';
import { readSafetensors, type StoredTensor } from '../interop/safetensors';
import { checkFinite } from '../interop/tensorNames';
import { sizeOf } from '../lib/shape';
import { nothing } from '../words/files/fault';
import * as fileWords from '../words/files/file';
import * as hints from '../words/files/hints';
import * as words from '../words/files/weights';
import type { Moments } from './frechet';

/** The images that a classifier takes: squares. */
export interface ImageShape {
  /** Height and width. */
  readonly height: number;
  readonly channels: number;
}

const MNIST: ImageShape = { height: 28, channels: 1 };

export interface Classifier {
  readonly featureCount: number;
  readonly classCount: number;
  /** Moments of the features of all real test images, with which generated ones are compared. */
  readonly reference: Moments;
  /**
   * @param images [n, height, height, channels] bytes 0 to 255, or float32 in [-1, 1]
   * @returns features [n, featureCount] and logits [n, classCount]
   * @throws RangeError when the values are no whole number of images
   */
  classify(images: Uint8Array | Float32Array): Classification;
}

export interface Classification {
  readonly count: number;
  readonly features: Float32Array;
  readonly logits: Float32Array;
}

/** Float64, though trained in float32: the loops below would widen every number again at each use. */
interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  /** [outputs / 2, taps, inputs, 2]; a dense layer has one tap. */
  readonly weight: Float64Array;
  readonly bias: Float64Array;
}

const CONVOLUTIONS = ['conv1', 'conv2', 'conv3'];

/**
 * @param bytes a safetensors file with `conv1`…`conv3`, `features` and `logits`, each `.weight` and `.bias`, and the moments
 *   `reference.mean`, `reference.covariance` and `reference.count`
 * @param shape of the images, which the file's tensors must fit; that of the MNIST family if absent
 * @throws FileError that names the tensor that is missing or misshapen
 */
export function readClassifier(
  bytes: Uint8Array,
  { height: size, channels }: ImageShape = MNIST,
  where = words.classifier,
): Classifier {
  const tensors = readSafetensors(bytes, where);
  checkFinite(tensors, where);
  let width = channels;
  const convolutions = CONVOLUTIONS.map((name) => {
    const layer = readLayer(tensors, name, width, [3, 3], where);
    width = layer.outputs;
    return layer;
  });
  const side = size >> CONVOLUTIONS.length;
  const features = readLayer(tensors, 'features', width * side * side, [], where);
  const logits = readLayer(tensors, 'logits', features.outputs, [], where);

  const row = size * channels;

  function classify(images: Uint8Array | Float32Array): Classification {
    const count = images.length / (size * row);
    if (!Number.isInteger(count)) {
      throw new RangeError(
        `${images.length} values are no whole number of images of ${size} × ${size} × ${channels}`,
      );
    }
    const out = {
      count,
      features: new Float32Array(count * features.outputs),
      logits: new Float32Array(count * logits.outputs),
    };
    const [scale, shift] = images instanceof Uint8Array ? [1 / 127.5, -1] : [1, 0];
    const input = new Float64Array((size + 2) ** 2 * channels); // its border stays 0
    for (let n = 0; n < count; n++) {
      for (let y = 0; y < size; y++) {
        const from = (n * size + y) * row;
        const to = ((y + 1) * (size + 2) + 1) * channels;
        for (let k = 0; k < row; k++) input[to + k] = images[from + k] * scale + shift;
      }
      let map: Float64Array = input;
      let mapSize = size;
      for (const layer of convolutions) {
        map = convolveAndPool(map, mapSize, layer);
        mapSize >>= 1;
      }
      const hidden = dense(channelsFirst(map, side, width), features).map((v) => Math.max(v, 0));
      out.features.set(hidden, n * features.outputs);
      out.logits.set(dense(hidden, logits), n * logits.outputs);
    }
    return out;
  }
  const reference = readMoments(tensors, features.outputs, where);
  return { featureCount: features.outputs, classCount: logits.outputs, reference, classify };
}

function readMoments(tensors: ReadonlyMap<string, StoredTensor>, dim: number, where: string): Moments {
  const values = (name: string, length: number) => {
    const data = tensors.get(`reference.${name}`)?.data;
    if (data?.length === length) return Float64Array.from(data);
    throw new FileError({
      field: `${where}: reference.${name}`,
      found: data ? fileWords.values(data.length) : nothing,
      expected: fileWords.values(length),
      hint: hints.reloadPage,
    });
  };
  const [count] = values('count', 1);
  return { dim, count, mean: values('mean', dim), covariance: values('covariance', dim * dim) };
}

/** Reads PyTorch's [outputs, inputs, ...kernel] in pairs of outputs, so that the innermost loop runs along memory. */
function readLayer(
  tensors: ReadonlyMap<string, StoredTensor>,
  name: string,
  inputs: number,
  kernel: readonly number[],
  where: string,
): Layer {
  const weight = tensors.get(`${name}.weight`);
  const bias = tensors.get(`${name}.bias`);
  const outputs = bias?.shape[0] ?? 0;
  const expected = [outputs, inputs, ...kernel];
  if (!weight || !bias || outputs % 2 || weight.shape.join() !== expected.join() || bias.shape.length !== 1) {
    throw new FileError({
      field: `${where}: ${name}.weight`,
      found: weight ? `[${weight.shape.join(', ')}]` : nothing,
      expected: words.weightAndBias(`[${expected.join(', ')}]`),
      hint: hints.reloadPage,
    });
  }
  const taps = sizeOf(kernel);
  const paired = new Float64Array(weight.data.length);
  for (let o = 0; o < outputs; o++)
    for (let i = 0; i < inputs; i++)
      for (let tap = 0; tap < taps; tap++)
        paired[(((o >> 1) * taps + tap) * inputs + i) * 2 + (o & 1)] =
          weight.data[(o * inputs + i) * taps + tap];
  return { inputs, outputs, weight: paired, bias: Float64Array.from(bias.data) };
}

/**
 * 3 × 3 convolution with zero padding, ReLU, and the mean of each 2 × 2 window (an odd last row and column are left out). The four
 * pixels of a window are summed together: each weight is read once for all four.
 * @param map [width + 2, width + 2, inputs] with a border of zeros
 * @returns   [width / 2 + 2, width / 2 + 2, outputs] with a border of zeros
 */
function convolveAndPool(map: Float64Array, width: number, layer: Layer): Float64Array {
  const { inputs, outputs, weight, bias } = layer;
  const half = width >> 1;
  const row = (width + 2) * inputs;
  const out = new Float64Array((half + 2) ** 2 * outputs);
  for (let y = 0; y < half; y++) {
    for (let x = 0; x < half; x++) {
      const corner = 2 * y * row + 2 * x * inputs;
      const to = ((y + 1) * (half + 2) + x + 1) * outputs;
      let k = 0;
      for (let o = 0; o < outputs; o += 2) {
        // Two outputs, 0 and 1, of the window's four pixels: left and right, above and below.
        let [l0, r0, bl0, br0] = [bias[o], bias[o], bias[o], bias[o]];
        let [l1, r1, bl1, br1] = [bias[o + 1], bias[o + 1], bias[o + 1], bias[o + 1]];
        for (let tap = 0; tap < 9; tap++) {
          const column = tap % 3;
          const from = corner + ((tap - column) / 3) * row + column * inputs;
          for (let at = from; at < from + inputs; at++) {
            const w0 = weight[k++];
            const w1 = weight[k++];
            const left = map[at];
            const right = map[at + inputs];
            const belowLeft = map[at + row];
            const belowRight = map[at + row + inputs];
            l0 += left * w0;
            l1 += left * w1;
            r0 += right * w0;
            r1 += right * w1;
            bl0 += belowLeft * w0;
            bl1 += belowLeft * w1;
            br0 += belowRight * w0;
            br1 += belowRight * w1;
          }
        }
        out[to + o] = (Math.max(l0, 0) + Math.max(r0, 0) + Math.max(bl0, 0) + Math.max(br0, 0)) / 4;
        out[to + o + 1] = (Math.max(l1, 0) + Math.max(r1, 0) + Math.max(bl1, 0) + Math.max(br1, 0)) / 4;
      }
    }
  }
  return out;
}

/** [width + 2, width + 2, channels] with its border -> [channels, width, width], the order in which the dense layer was trained. */
function channelsFirst(map: Float64Array, width: number, channels: number): Float64Array {
  const out = new Float64Array(width * width * channels);
  for (let y = 0; y < width; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < channels; c++)
        out[(c * width + y) * width + x] = map[((y + 1) * (width + 2) + x + 1) * channels + c];
  return out;
}

function dense(input: Float64Array, { inputs, outputs, weight, bias }: Layer): Float64Array {
  const out = Float64Array.from(bias);
  let k = 0;
  for (let o = 0; o < outputs; o += 2) {
    for (let i = 0; i < inputs; i++) {
      out[o] += input[i] * weight[k++];
      out[o + 1] += input[i] * weight[k++];
    }
  }
  return out;
}
