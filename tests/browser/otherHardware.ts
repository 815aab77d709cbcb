/**
 * Runs the shaders of `src/kernels` as other hardware may: in another order of threads and workgroups, with more workgroups than needed, and
 * with writes outside of an array made visible. A software adapter executes threads in order and hides what depends on it.
 *
 * It patches the prototypes of WebGPU, and knows own shaders by their first line of `main`; those of TensorFlow.js stay as they are.
 */
import * as tf from '@tensorflow/tfjs-core';
import { chooseBackend } from '../../src/runtime/backend';
import { closing } from '../../src/webgpu/modelAxis';
import { THREADS_FLAG } from '../../src/webgpu/threads';

export interface OtherHardware {
  /** Threads of a workgroup in an order in which no two neighbours follow each other, and workgroups backwards. */
  readonly shuffled?: boolean;
  /** A write outside of an array fills the array with NaN. (Devices drop such writes, or move them inside.) */
  readonly guarded?: boolean;
  /** One more row of workgroups than a shader needs, as where more than 65 535 are laid out in a rectangle. */
  readonly spare?: boolean;
  /** Kernels are cut for this many threads, as on a GPU; for those of the adapter if absent. */
  readonly threads?: number;
  /** Without the first barrier of each shader, to see whether a test would notice. */
  readonly withoutFirstBarrier?: boolean;
}

const OWN = '@builtin(local_invocation_index) local : u32';
const BODY = 'let group = i32(';

/** Shaders of one workgroup by design, which never gets spare ones. */
const OF_ONE_WORKGROUP: readonly string[] = ['squaredError', 'meanError'];

let present: OtherHardware = {};

/** A permutation of the threads, whose number is a power of two. */
function shuffled(code: string): string {
  const threads = /@workgroup_size\((\d+)\)/.exec(code)![1];
  return code
    .replace(OWN, OWN.replace('local :', 'localInOrder :'))
    .replace('@builtin(workgroup_id) workgroup :', '@builtin(workgroup_id) workgroupInOrder :')
    .replace(
      BODY,
      `let local = (localInOrder * 37u + 11u) % ${threads}u;
  let workgroup = workgroups - vec3<u32>(1u) - workgroupInOrder;
  ${BODY}`,
    );
}

function guardedWrites(code: string, name: string): string {
  let result = '';
  let at = 0;
  for (const { index } of code.matchAll(new RegExp(`\\b${name}\\[`, 'g'))) {
    const open = index + name.length;
    const end = closing(code, open);
    if (index < at || !/^\s*[+]?=(?!=)/.test(code.slice(end))) continue;
    result += `${code.slice(at, open)}[inside_${name}(i32(${code.slice(open + 1, end - 1)}))]`;
    at = end;
  }
  return result + code.slice(at);
}

function guarded(code: string): string {
  let result = code;
  for (const [, name, type] of code.matchAll(/var<storage, read_write> (\w+) : array<([^;]+)>;/g)) {
    result = guardedWrites(result, name);
    const nan = `bitcast<f32>(0x7fc00000u + u32(at) * 0u)`;
    const guard = `
fn inside_${name}(at : i32) -> i32 {
  let length = i32(arrayLength(&${name}));
  if (at >= 0 && at < length) { return at; }
  for (var i = 0; i < length; i++) { ${name}[i] = ${type}(${nan}); }
  return 0;
}
`;
    if (result.includes(`inside_${name}(`)) result = result.replace('\n@compute', `${guard}\n@compute`);
  }
  return result;
}

function asPresent(code: string): string {
  let result = code;
  if (present.withoutFirstBarrier) result = result.replace('workgroupBarrier();', '');
  if (present.guarded) result = guarded(result);
  if (present.shuffled) result = shuffled(result);
  return result;
}

function install(): void {
  const ownModules = new WeakSet<GPUShaderModule>();
  const spared = new WeakSet<GPUComputePipeline>();
  const device = GPUDevice.prototype;
  const { createShaderModule, createComputePipeline, createComputePipelineAsync } = device;
  device.createShaderModule = function (descriptor) {
    if (!descriptor.code.includes(OWN)) return createShaderModule.call(this, descriptor);
    const shader = createShaderModule.call(this, { ...descriptor, code: asPresent(descriptor.code) });
    ownModules.add(shader);
    return shader;
  };
  const noted = (pipeline: GPUComputePipeline, { compute, label = '' }: GPUComputePipelineDescriptor) => {
    if (present.spare && ownModules.has(compute.module) && !OF_ONE_WORKGROUP.includes(label))
      spared.add(pipeline);
    return pipeline;
  };
  device.createComputePipeline = function (descriptor) {
    return noted(createComputePipeline.call(this, descriptor), descriptor);
  };
  device.createComputePipelineAsync = async function (descriptor) {
    return noted(await createComputePipelineAsync.call(this, descriptor), descriptor);
  };
  const pass = GPUComputePassEncoder.prototype;
  const { setPipeline, dispatchWorkgroups } = pass;
  const pipelines = new WeakMap<GPUComputePassEncoder, GPUComputePipeline>();
  pass.setPipeline = function (pipeline) {
    pipelines.set(this, pipeline);
    setPipeline.call(this, pipeline);
  };
  pass.dispatchWorkgroups = function (x, y = 1, z = 1) {
    const spare = spared.has(pipelines.get(this)!) ? 1 : 0;
    dispatchWorkgroups.call(this, x, y + spare, z);
  };
}

let installed = false;

/** Starts WebGPU anew, on a device whose own shaders run as described. */
export async function startOn(hardware: OtherHardware): Promise<void> {
  if (!installed) install();
  installed = true;
  present = hardware;
  tf.env().set(THREADS_FLAG, hardware.threads ?? 0);
  const factory = tf.findBackendFactory('webgpu');
  if (factory) {
    tf.removeBackend('webgpu');
    tf.registerBackend('webgpu', factory, 3);
  }
  const { backend } = await chooseBackend('webgpu');
  if (backend !== 'webgpu') throw new Error(`the tests run on ${backend}`);
}
