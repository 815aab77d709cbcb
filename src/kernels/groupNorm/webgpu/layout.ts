/** How the shaders of a group norm walk over a group: WGSL that reads, writes and adds up its numbers. */
import type * as tf from '@tensorflow/tfjs-core';
import { BLOCK, component, isWhole, range } from '../../wgsl/blocks';
import type { Projection } from '../contract';

/** Threads of the workgroup that computes a group of a sample. */
export const GROUP_THREADS = 64;

/** How a shader walks over a group: in units of four channels where the group is whole units, else of one. */
export interface GroupLayout {
  /** Channels in a unit: 4 or 1. */
  readonly size: number;
  /** The WGSL type of a unit. */
  readonly type: string;
  /** Units of a group. */
  readonly units: number;
  /** How many groups there are in the batch. */
  readonly items: number;
  /** `Shader.numbers`. `left` are the units of a pixel in the first of two images. */
  readonly numbers: Readonly<Record<string, number>>;
}

export function layoutOf(shape: readonly number[], groups: number, parts: readonly number[]): GroupLayout {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  const each = channels / groups;
  const size = isWhole(each) && parts.every(isWhole) ? BLOCK : 1;
  return {
    size,
    type: size === 1 ? 'f32' : 'vec4<f32>',
    units: each / size,
    items: batch * groups,
    numbers: {
      samples: batch,
      pixels: height * width,
      groups,
      perPixel: channels / size,
      left: parts[0] / size,
    },
  };
}

/**
 * WGSL that every shader begins with: `sample`, `first` (the first unit of the group in a pixel), and `count` (the numbers of the group).
 * A spare workgroup of the grid ends at once: the backward pass reads what it has written, so two must not do the same group.
 */
export const groupStart = ({ units, size }: GroupLayout): string => `
  let item = i32(workgroup.y * workgroups.x + workgroup.x);
  if (item >= n.samples * n.groups) { return; }
  let sample = item / n.groups;
  let first = item % n.groups * ${units};
  let count = f32(n.pixels * ${units * size});`;

/** WGSL of a loop over the pixels of the sample. In `code`, `pixel` counts over the batch, and `at` is the unit of the group at the pixel. */
export const overPixels = (code: string): string => `
  for (var p = i32(local); p < n.pixels; p += ${GROUP_THREADS}) {
    let pixel = sample * n.pixels + p;
    let at = pixel * n.perPixel + first;
    ${code}
  }`;

/** WGSL of the numbers of units, as f32 expressions. */
export const numbersOf = ({ size }: GroupLayout, units: readonly string[]): string[] =>
  units.flatMap((unit) => (size === 1 ? [unit] : range(BLOCK).map((k) => `${unit}.${component(k)}`)));

/** WGSL of a unit that is composed of numbers by their names. */
export const unitOf = ({ size, type }: GroupLayout, names: readonly string[], unit: number): string =>
  size === 1 ? names[unit] : `${type}(${names.slice(unit * size, (unit + 1) * size).join(', ')})`;

/** Declares `<name>At(pixel, unit)`, which reads an image in one array or two. */
export function imageReader(name: string, arrays: readonly string[], { type }: GroupLayout): string {
  const head = `fn ${name}At(pixel : i32, unit : i32) -> ${type}`;
  if (arrays.length === 1) return `${head} { return ${arrays[0]}[pixel * n.perPixel + unit]; }`;
  return `${head} {
  if (unit < n.left) { return ${arrays[0]}[pixel * n.left + unit]; }
  return ${arrays[1]}[pixel * (n.perPixel - n.left) + unit - n.left];
}`;
}

/** Declares `<name>Put(pixel, unit, value)`, which writes an image in one array or two. */
export function imageWriter(name: string, arrays: readonly string[], { type }: GroupLayout): string {
  const head = `fn ${name}Put(pixel : i32, unit : i32, value : ${type})`;
  if (arrays.length === 1) return `${head} { ${arrays[0]}[pixel * n.perPixel + unit] = value; }`;
  return `${head} {
  if (unit < n.left) { ${arrays[0]}[pixel * n.left + unit] = value; return; }
  ${arrays[1]}[pixel * (n.perPixel - n.left) + unit - n.left] = value;
}`;
}

/** Arrays of the one or two images. */
export const IMAGE_ARRAYS = ['left', 'right'];

export const named = (names: readonly string[], tensors: readonly tf.Tensor[]) =>
  Object.fromEntries(tensors.map((tensor, i) => [names[i], tensor]));

/** WGSL of the sum of a unit's numbers. */
export const sumOfUnit = ({ size }: GroupLayout, unit: string): string =>
  size === 1 ? unit : `dot(${unit}, vec4<f32>(1.0))`;

/** WGSL of a unit in a plane of an array [planes, B, C]. */
export const planeAt = (array: string, plane: number, unit: number): string =>
  `${array}[(${plane} * n.samples + sample) * n.perPixel + first + ${unit}]`;

/** Added to x before the norm: nothing, rows [B, C], or the output of a projection. */
export type Offset = { readonly rows: tf.Tensor } | { readonly projection: Projection } | null;

export interface ForwardResult {
  /** [B, H, W, C] */
  readonly normal: tf.Tensor;
  /** [B, H, W, C] the images, concatenated; null where there is one */
  readonly concatenated: tf.Tensor | null;
  /** [4, B, C]: a and b of z = a x + b, the mean of x (that is, of x + offset, minus the offset), and 1/deviation */
  readonly statistics: tf.Tensor;
}
