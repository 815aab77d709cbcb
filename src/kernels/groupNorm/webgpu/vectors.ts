/**
 * The gradients of the vectors of group norms: gain, shift, and the projection that gives an offset. They are small sums over the samples, so
 * one dispatch computes those of several norms: nothing in the backward pass waits for them.
 */
import * as tf from '@tensorflow/tfjs-core';
import { placeOf } from '../../../webgpu/buffers';
import { type DeferredItem, deferredQueue } from '../../../webgpu/deferredWork';
import { dispatch, THREADS } from '../../../webgpu/dispatch';
import { gradientAt, gradientSlot, isSlot } from '../../../webgpu/gradientSlots';
import { inGroups, range } from '../../wgsl/blocks';
import { windowOver } from '../../wgsl/weightWindow';
import type { Projection } from '../contract';

export interface VectorGradients {
  /** [C] or [B, C] */
  readonly dGain: tf.Tensor;
  /** [C] or [B, C] */
  readonly dShift: tf.Tensor;
  readonly dProjection: Pick<Projection, 'weight' | 'bias'> | null;
}

/** The vectors whose gradients are sums over the samples. */
export interface Vectors {
  readonly gain: tf.Tensor;
  readonly shift: tf.Tensor;
  readonly projection: Projection | null;
}

/** Sums [3, B, C] by `groupNormBackward`, and the input of the projection, [B, K], or the sums again where there is none. */
interface NormInputs extends Record<string, tf.Tensor> {
  readonly sums: tf.Tensor;
  readonly input: tf.Tensor;
}

/** In the order in which a shader computes them: those of gain, shift, bias and weight of the projection. */
type NormOutputs = Readonly<Record<string, tf.Tensor>>;

const inOneBuffer = (tensors: readonly tf.Tensor[]): boolean =>
  new Set(tensors.map((tensor) => placeOf(tensor).buffer)).size === 1;

/** A shader has room for eight arrays: the sums of six norms, the input of their projections, and the window of the gradients. */
const MOST_NORMS = 6;

/** WGSL of one norm: a thread has one number of the gradients. */
const normPart = (i: number): string => `
  if (item >= 0 && item < n.size${i}) {
    let c = item % n.channels${i};
    let kind = item / n.channels${i};
    let plane = min(kind, 2) * n.samples * n.channels${i};
    var sum = 0.0;
    if (kind < 3) {
      for (var b = 0; b < n.samples; b++) { sum += sums${i}[plane + b * n.channels${i} + c]; }
    } else {
      for (var b = 0; b < n.samples; b++) { sum += sums${i}[plane + b * n.channels${i} + c] * input[b * n.features + kind - 3]; }
    }
    var to = n.weightAt${i} + (kind - 3) * n.channels${i} + c;
    if (kind == 0) { to = n.gainAt${i} + c; }
    if (kind == 1) { to = n.shiftAt${i} + c; }
    if (kind == 2) { to = n.biasAt${i} + c; }
    gradient[to] = sum;
  }
  item -= n.size${i};`;

/** Where gradients are written: an array, and the starts of gain, shift, bias and weight of each norm in turn. */
interface Target {
  readonly array: tf.Tensor | readonly number[];
  readonly at: readonly number[];
}

type Norm = DeferredItem<NormInputs, NormOutputs>;

const outputsOf = (norms: readonly Norm[]) => norms.flatMap(({ outputs }) => Object.values(outputs));

/** @param norms whose projections have one input */
function vectorGradients(norms: readonly Norm[], { array, at }: Target): tf.Tensor {
  const projected = norms.find(({ outputs }) => outputs.dWeight);
  const { input } = (projected ?? norms[0]).inputs;
  const samples = norms[0].inputs.sums.shape[1]!;
  const features = input.shape[1]!;
  const numbers: Record<string, number> = { samples, features };
  let place = 0;
  let threads = 0;
  for (const [i, { inputs, outputs }] of norms.entries()) {
    const channels = inputs.sums.shape[2]!;
    const count = Object.keys(outputs).length;
    const [gainAt, shiftAt, biasAt = 0, weightAt = 0] = at.slice(place, place + count);
    const size = (outputs.dWeight ? 3 + features : 2) * channels;
    for (const [name, value] of Object.entries({ channels, size, gainAt, shiftAt, biasAt, weightAt }))
      numbers[name + i] = value;
    place += count;
    threads += size;
  }
  return dispatch({
    name: 'groupNormVectorGradients',
    sizes: {},
    numbers,
    inputs: { ...Object.fromEntries(norms.map(({ inputs }, i) => [`sums${i}`, inputs.sums])), input },
    outputs: { gradient: array },
    workgroups: Math.ceil(threads / THREADS),
    body: `
  var item = index;
  ${range(norms.length).map(normPart).join('')}`,
  }).gradient;
}

/** Puts off gradients that have slots in one buffer, until there are those of several norms. */
const defer = deferredQueue<NormInputs, NormOutputs>(MOST_NORMS, (norms) => {
  const inputs = new Set(
    norms.filter(({ outputs }) => outputs.dWeight).map(({ inputs }) => inputs.input.dataId),
  );
  const samples = new Set(norms.map(({ inputs }) => inputs.sums.shape[1]));
  const together = inputs.size <= 1 && samples.size === 1 && inOneBuffer(outputsOf(norms));
  for (const group of together ? [norms] : norms.map((norm) => [norm])) {
    const { window, at } = windowOver(outputsOf(group));
    vectorGradients(group, { array: window, at });
    window.dispose();
  }
});

/** The gradients of gain and shift, and of the projection that gave the offset. */
export function groupNormVectors(sums: tf.Tensor, { gain, shift, projection }: Vectors): VectorGradients {
  if (gain.rank > 1) {
    if (projection) throw new Error('a norm whose gain differs between samples has no projection');
    return {
      dGain: planeOfSums(sums, 0),
      dShift: planeOfSums(sums, 1),
      dProjection: null,
    };
  }
  const vectors = [gain, shift, ...(projection ? [projection.bias, projection.weight] : [])];
  const names = ['dGain', 'dShift', 'dBias', 'dWeight'];
  const named = (tensors: readonly tf.Tensor[]) =>
    Object.fromEntries(tensors.map((tensor, i) => [names[i], tensor]));
  const slots = vectors.map(gradientSlot);
  const written = slots.filter(isSlot);
  const inputs = { sums, input: projection?.input ?? tf.reshape(sums, [-1, sums.shape[2]!]) };
  let gradients: tf.Tensor[];
  if (written.length === slots.length && inOneBuffer(written)) {
    defer({ inputs, outputs: named(written) });
    gradients = written.map((slot, i) => gradientAt(slot, vectors[i]));
  } else {
    const at = vectors.map((_, i) => vectors.slice(0, i).reduce((sum, { size }) => sum + size, 0));
    const array = [vectors.reduce((sum, { size }) => sum + size, 0)];
    const all = vectorGradients([{ inputs, outputs: named(vectors) }], { array, at });
    gradients = vectors.map(({ shape, size }, i) => tf.reshape(tf.slice(all, [at[i]], [size]), shape));
  }
  const [dGain, dShift, bias, weight] = gradients;
  return { dGain, dShift, dProjection: projection && { bias, weight } };
}

/** What a norm gives the gradient of its projection's input. */
export interface ProjectionPart {
  /** [3, B, C] by `groupNormBackward` */
  readonly sums: tf.Tensor;
  /** [K, C] */
  readonly weight: tf.Tensor;
}

/** Arrays of weights and sums that a shader has room for, where each weight is an array, and where all are in one. */
const MOST_PARTS = { apart: 3, together: 6 } as const;

/** @returns [B, K] the sum over the projections of one input */
export function projectionInputGradient(parts: readonly ProjectionPart[]): tf.Tensor {
  const [, samples] = parts[0].sums.shape as [number, number, number];
  const features = parts[0].weight.shape[0];
  const together = inOneBuffer(parts.map(({ weight }) => weight));
  let dInput: tf.Tensor | null = null;
  for (const group of inGroups(parts, together ? MOST_PARTS.together : MOST_PARTS.apart)) {
    const { window, at } = together
      ? windowOver(group.map(({ weight }) => weight))
      : { window: null, at: group.map(() => 0) };
    const numbers: Record<string, number> = { samples, features };
    for (const [i, { weight }] of group.entries()) {
      numbers[`channels${i}`] = weight.shape[1]!;
      numbers[`at${i}`] = at[i];
    }
    const arrays = Object.fromEntries(
      group.flatMap(({ sums, weight }, i) => [
        [`sums${i}`, sums],
        ...(window ? [] : [[`weight${i}`, weight]]),
      ]),
    );
    const before: tf.Tensor | null = dInput;
    dInput = dispatch({
      name: 'projectionInputGradient',
      sizes: {},
      numbers,
      inputs: { ...arrays, ...(window && { window }) },
      outputs: { dInput: before ?? [samples, features] },
      workgroups: Math.ceil((samples * features) / THREADS),
      body: `
  if (index >= n.samples * n.features) { return; }
  let b = index / n.features;
  let k = index % n.features;
  var sum = ${before ? 'dInput[index]' : '0.0'};
  ${group
    .map(
      (_, i) => `for (var c = 0; c < n.channels${i}; c++) {
    sum += sums${i}[(2 * n.samples + b) * n.channels${i} + c] * ${window ? `window[n.at${i}` : `weight${i}[0`} + k * n.channels${i} + c];
  }`,
    )
    .join('\n  ')}
  dInput[index] = sum;`,
    }).dInput;
    window?.dispose();
  }
  return dInput!;
}

/** @returns a plane of the sums, [B, C] */
export const planeOfSums = (sums: tf.Tensor, plane: number): tf.Tensor => {
  const [, batch, channels] = sums.shape as [number, number, number];
  return tf.reshape(tf.slice(sums, [plane, 0, 0], [1, batch, channels]), [batch, channels]);
};
