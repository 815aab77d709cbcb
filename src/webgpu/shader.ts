/**
 * The text of a shader: its constants and arrays in WGSL, around the code of a thread. With a model axis, the third axis of workgroups counts
 * models (`modelAxis.ts`).
 */
import type * as tf from '@tensorflow/tfjs-core';
import { movedToModel, strideOf } from './modelAxis';

/** A shape: a new f32 tensor. A tensor: written in place; the shader can read its old numbers. */
export type Output = readonly number[] | tf.Tensor;

export type Outputs = Readonly<Record<string, Output | undefined>>;

export interface Shader<O extends Outputs = Outputs> {
  /** Appears in the messages of the device. */
  readonly name: string;
  /** i32 constants of the code. */
  readonly sizes: Readonly<Record<string, number>>;
  /** i32 that the code reads as `n.<name>`. Shaders that differ in these alone are compiled once, so most shapes belong here. */
  readonly numbers?: Readonly<Record<string, number>>;
  /** Each is a read-only array in the code under its name, f32 or i32 by the type of the tensor. */
  readonly inputs: Readonly<Record<string, tf.Tensor>>;
  /** Each is an array under its name; an undefined one is left out. */
  readonly outputs: O;
  /** Names of arrays that the code reads and writes as vec4<f32>; their lengths are multiples of four. */
  readonly vectors?: readonly string[];
  /** Number of workgroups. More than 65 535 are laid out in a rectangle, which may have a few more: guard `index`. */
  readonly workgroups: number | readonly [x: number, y: number, z: number];
  /** Threads of a workgroup: 64 if absent, at most 256. */
  readonly threads?: number;
  /** Functions and workgroup variables that `body` uses. */
  readonly functions?: string;
  /**
   * The code of every thread. `index` (i32) counts threads over all workgroups, `group` (i32) the workgroups, `local` (u32) the threads
   * of the workgroup, and `workgroup` (vec3<u32>) is its position. Control flow around a barrier may depend on `group` and `workgroup` alone.
   */
  readonly body: string;
}

export const THREADS = 64;

/** Most workgroups along one axis that every adapter has. */
const MOST_ALONG_X = 65_535;

/** Most arrays of one shader on a device with default limits, which are those that the stock backend requests. */
export const MOST_ARRAYS = 8;

export function gridOf(workgroups: Shader['workgroups']): readonly [number, number, number] {
  if (typeof workgroups !== 'number') return workgroups;
  if (workgroups <= MOST_ALONG_X) return [workgroups, 1, 1];
  const side = Math.ceil(Math.sqrt(workgroups));
  return [side, Math.ceil(workgroups / side), 1];
}

/** An array of the code, and its tensor. */
export interface Binding {
  readonly name: string;
  readonly tensor: tf.TensorInfo;
  readonly isOutput: boolean;
}

/** The numbers of a shader with a model axis: its own, and the stride of each array in elements of it. */
export const withStrides = (
  { numbers, vectors = [] }: Pick<Shader, 'numbers' | 'vectors'>,
  bindings: readonly Binding[],
): Readonly<Record<string, number>> => ({
  ...numbers,
  ...Object.fromEntries(
    bindings.map(({ name, tensor }) => [
      `stride_${name}`,
      strideOf(tensor) / (vectors.includes(name) ? 4 : 1),
    ]),
  ),
});

const PLACE = 'let group = i32((workgroup.z * workgroups.y + workgroup.y) * workgroups.x + workgroup.x);';
const PLACE_OF_MODEL = 'let group = i32(workgroup.y * workgroups.x + workgroup.x);';

/** @param numbers fields of the uniform, those of the model axis included where there is one */
export function sourceOf(
  { sizes, vectors = [], threads = THREADS, functions = '', body }: Shader,
  bindings: readonly Binding[],
  numbers: Readonly<Record<string, number>>,
  hasModelAxis: boolean,
): string {
  const constants = Object.entries(sizes).map(([key, value]) => `const ${key} : i32 = ${value};`);
  const arrays = bindings.map(({ name, tensor, isOutput }, i) => {
    const element = vectors.includes(name) ? 'vec4<f32>' : tensor.dtype === 'float32' ? 'f32' : 'i32';
    return `@group(0) @binding(${i}) var<storage, ${isOutput ? 'read_write' : 'read'}> ${name} : array<${element}>;`;
  });
  const fields = Object.keys(numbers).map((key) => `${key} : i32,`);
  const uniform = `struct Numbers { ${fields.join(' ')} }
@group(0) @binding(${bindings.length}) var<uniform> n : Numbers;`;
  const names = new Set(bindings.map(({ name }) => name));
  const code = (text: string) => (hasModelAxis ? movedToModel(text, names) : text);
  const begins = hasModelAxis
    ? bindings.map(({ name }) => `begin_${name} = i32(workgroup.z) * n.stride_${name};`)
    : [];
  const head = [
    ...constants,
    ...arrays,
    ...(fields.length > 0 ? [uniform] : []),
    ...(hasModelAxis ? bindings.map(({ name }) => `var<private> begin_${name} : i32;`) : []),
  ];
  return `${head.join('\n')}
${code(functions)}
@compute @workgroup_size(${threads})
fn main(
  @builtin(local_invocation_index) local : u32,
  @builtin(workgroup_id) workgroup : vec3<u32>,
  @builtin(num_workgroups) workgroups : vec3<u32>
) {
  ${hasModelAxis ? PLACE_OF_MODEL : PLACE}
  let index = group * ${threads} + i32(local);
  ${begins.join(' ')}
  {
${code(body)}
  }
}`;
}
