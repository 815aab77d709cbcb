/** A shader of one output, run through the stock WebGPU backend's public door. */

import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';

export interface Shader {
  /** Names the code: with the sizes below, whatever the code depends on. */
  readonly name: string;
  /** Written into the code, and into the key under which the backend keeps the compiled shader. */
  readonly sizes: Readonly<Record<string, number>>;
  /** Each is an array in the code, under its name. */
  readonly inputs: Readonly<Record<string, tf.Tensor>>;
  readonly outputShape: readonly number[];
  /** How many workgroups of 64 threads. */
  readonly workgroups: number;
  /** Functions that `body` uses. */
  readonly functions?: string;
  /** Runs in every thread; `index` counts threads, `local` those of the workgroup; writes `result`. */
  readonly body: string;
}

export const THREADS = 64;

/** Most workgroups along one axis that every adapter has. */
const MOST_ALONG_X = 65_535;

function dispatchOf(workgroups: number): [number, number, number] {
  if (workgroups <= MOST_ALONG_X) return [workgroups, 1, 1];
  const side = Math.ceil(Math.sqrt(workgroups));
  return [side, side, 1];
}

export function runShader(shader: Shader): tf.Tensor {
  const { name, sizes, inputs, outputShape, workgroups, functions = '', body } = shader;
  const constants = Object.entries(sizes)
    .map(([key, value]) => `const ${key} : i32 = ${value};`)
    .join('\n');
  const backend = tf.backend() as unknown as WebGPUBackend;
  const output = backend.runWebGPUProgram(
    {
      variableNames: Object.keys(inputs),
      outputShape: [...outputShape],
      workgroupSize: [THREADS, 1, 1],
      dispatchLayout: { x: [0] },
      dispatch: dispatchOf(workgroups),
      shaderKey: `${name}_${Object.values(sizes).join('_')}`,
      // A binding that the code does not mention is left out of the layout, and the dispatch silently fails.
      getUserCode: () => `${constants}
${functions}
fn main(index : i32) {
  _ = uniforms.NAN;
  let local = localId.x;
${body}
}`,
    },
    Object.values(inputs),
    'float32',
  );
  return tf.engine().makeTensorFromTensorInfo(output);
}
