/**
 * Where the shaders of a residual MLP find what they read and write: weights in one window, and what the forward pass saves in one array of
 * vec4s, section by section, with a row for each sample.
 */
import * as tf from '@tensorflow/tfjs-core';
import { placeOf } from '../../../webgpu/buffers';
import type { DenseLayer } from '../../modulations/contract';
import { blocksOf, isWhole, range } from '../../wgsl/blocks';
import { windowReader } from '../../wgsl/weightWindow';
import type { MlpLayers } from '../contract';

/** Threads of a workgroup: few, because on some devices each clears the memory of the workgroup before it begins. */
export const THREADS = 32;

export const FOUR = range(4);

/** WGSL for each of four rows or lanes. */
export const each = (f: (k: number) => string, separator = '\n    ') => FOUR.map(f).join(separator);

/** WGSL of a loop over the rows of the workgroup, four by four numbers a thread: those of `top` to `top + 3`, at the block `column`. */
export const eachTile = (blocks: number, code: string, column = 'column'): string => `
  for (var item = i32(local); item < GROUP_ROWS / 4 * ${blocks}; item += ${THREADS}) {
    let ${column} = item % ${blocks};
    let top = item / ${blocks} * 4;
    ${code}
  }`;

/** Vectors of four numbers in the memory of a workgroup on every adapter, beside the partial sums. */
const MOST_SHARED = 960;

export interface MlpSizes {
  readonly rows: number;
  /** Rows of the time embedding: `rows`, or 1. */
  readonly timeRows: number;
  /** Numbers of a row of the time embedding. */
  readonly embedding: number;
  /** Of the first layer. */
  readonly inputs: number;
  readonly width: number;
  /** Of the hidden layer of the time; 0 without. */
  readonly units: number;
  readonly outputs: number;
  /** Residual blocks. */
  readonly depth: number;
  /** Rows that a workgroup computes, a multiple of four. */
  readonly rowsPerGroup: number;
}

export const isLayer = (source: DenseLayer | tf.Tensor): source is DenseLayer =>
  !(source instanceof tf.Tensor);

/** All weights, in an order of their own. */
export function weightsOf({ input, time, blocks, norm, output }: MlpLayers): tf.Tensor[] {
  const of = (source: DenseLayer | tf.Tensor) => (isLayer(source) ? [source.weight, source.bias] : [source]);
  return [
    ...of(input),
    ...(time ? of(time) : []),
    ...blocks.flatMap(({ scale, shift, dense }) => [...of(scale), ...of(shift), ...of(dense)]),
    norm.scale,
    norm.shift,
    ...of(output),
  ];
}

const sharedFor = (width: number, inputs: number, units: number, rowsPerGroup: number): number =>
  rowsPerGroup * (Math.max(blocksOf(inputs), blocksOf(width)) + blocksOf(width) + blocksOf(units));

/** As many times four rows as there are threads for in a layer, and memory. */
function rowsOf(width: number, inputs: number, units: number): number {
  let rows = 4;
  while (
    rows < 16 &&
    2 * (rows / 4) * blocksOf(width) <= THREADS &&
    sharedFor(width, inputs, units, 2 * rows) <= MOST_SHARED
  )
    rows *= 2;
  return rows;
}

export function sizesOf(x: tf.Tensor, temb: tf.Tensor, layers: MlpLayers): MlpSizes {
  const [inputs, width] = layers.input.weight.shape as [number, number];
  const units = layers.time?.bias.size ?? 0;
  return {
    rows: x.shape[0],
    timeRows: temb.shape[0],
    embedding: temb.shape[1]!,
    inputs,
    width,
    units,
    outputs: layers.output.bias.size,
    depth: layers.blocks.length,
    rowsPerGroup: rowsOf(width, inputs, units),
  };
}

/** Whether all weights are views of one buffer, and four rows fit into the memory of a workgroup. */
export function isFusable(_x: tf.Tensor, _temb: tf.Tensor, layers: MlpLayers): boolean {
  const [inputs, width] = layers.input.weight.shape as [number, number];
  if (sharedFor(width, inputs, layers.time?.bias.size ?? 0, 4) > MOST_SHARED) return false;
  const [first, ...others] = weightsOf(layers).map((tensor) => placeOf(tensor).buffer);
  return others.every((buffer) => buffer === first);
}

/** First vectors of the sections of an array, and its length in numbers. */
function sections<Name extends string>(lengths: readonly (readonly [Name, number])[]) {
  let at = 0;
  const starts = {} as Record<Name, number>;
  for (const [name, length] of lengths) {
    starts[name] = at;
    at += length;
  }
  return { starts, size: 4 * at };
}

/** Sections of a norm in the saved array: f(z), x̂, f'(z), 1 + scale, [rows, width] each, and 1/deviation, a vector for each row. */
export type NormSection = 'value' | 'xhat' | 'slope' | 'gain' | 'rstd';

/** The arrays that the forward pass saves. The norms are those of the blocks, then the last one. */
export function savedLayout({ rows, timeRows, inputs, width, units, depth }: MlpSizes) {
  const perNorm = rows * blocksOf(width);
  const { starts, size } = sections([
    ['features', rows * blocksOf(inputs)],
    ['hidden', timeRows * blocksOf(units)],
    ['hiddenSlope', timeRows * blocksOf(units)],
    ['norms', (depth + 1) * (4 * perNorm + rows)],
  ]);
  const order: readonly NormSection[] = ['value', 'xhat', 'slope', 'gain', 'rstd'];
  /** First vector of the sections of a norm. */
  const norm = (i: number) => starts.norms + i * (4 * perNorm + rows);
  return {
    ...starts,
    size,
    norm,
    normSection: (i: number, section: NormSection) => norm(i) + order.indexOf(section) * perNorm,
  };
}

/** The arrays that the backward pass of the rows writes: the gradient of h before each block and at the end, of each norm's z, and of the time's z. */
export function gradientLayout({ rows, width, units, depth }: MlpSizes) {
  const perNorm = rows * blocksOf(width);
  const { starts, size } = sections([
    ['h', (depth + 1) * perNorm],
    ['z', (depth + 1) * perNorm],
    ['time', rows * blocksOf(units)],
  ]);
  return {
    size,
    h: (i: number) => starts.h + i * perNorm,
    z: (i: number) => starts.z + i * perNorm,
    time: starts.time,
  };
}

/** Where each weight begins in the window, by the tensor. */
export type Places = ReadonlyMap<tf.Tensor, number>;

/** The start of a weight in the unit of `weightReaders`, for rows of so many columns. */
export const placeIn = (places: Places, tensor: tf.Tensor, columns: number): number =>
  isWhole(columns) ? places.get(tensor)! / 4 : places.get(tensor)!;

/** The arrays of the window: as vec4s where some weight has whole blocks, as numbers where some has not. */
export function weightArrays(window: tf.Tensor, columns: readonly number[]): Record<string, tf.Tensor> {
  return {
    ...(columns.some(isWhole) && { weights: window }),
    ...(columns.some((each) => !isWhole(each)) && { weightNumbers: window }),
  };
}

/** WGSL: `columns<columns>(at, row, block)` for each number of columns. */
export const weightReaders = (columns: readonly number[]): string =>
  [...new Set(columns)]
    .map((each) => windowReader(each, `columns${each}`, isWhole(each) ? 'weights' : 'weightNumbers'))
    .join('\n');

/** WGSL that makes the numbers beyond the last column of a block 0. */
export const masked = (value: string, columns: number, block: string): string =>
  isWhole(columns)
    ? value
    : `(${value}) * vec4<f32>(${each((k) => `select(0.0, 1.0, 4 * ${block} + ${k} < ${columns})`, ', ')})`;
