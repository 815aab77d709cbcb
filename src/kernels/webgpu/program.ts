/**
 * A shader with any number of outputs, new or written in place, recorded into the compute pass that stock operations are recorded
 * into. So its work is done in the order of the calls, and leaves in the same submits.
 */
import * as tf from '@tensorflow/tfjs-core';
import { type OpenBackend, openBackend } from './backend';

/** A shape: a new f32 tensor. A tensor: written in place, and what it held can be read. */
export type Output = readonly number[] | tf.Tensor;

export type Outputs = Readonly<Record<string, Output | undefined>>;

export interface Shader<O extends Outputs = Outputs> {
  /** Appears in the messages of the device. */
  readonly name: string;
  /** Constants of the code, i32. */
  readonly sizes: Readonly<Record<string, number>>;
  /** i32 that the code reads as `n.<name>`. Shaders that differ in them alone are compiled once, so most shapes belong here. */
  readonly numbers?: Readonly<Record<string, number>>;
  /** Each is an array in the code under its name, f32 or i32 as the tensor is; read only. */
  readonly inputs: Readonly<Record<string, tf.Tensor>>;
  /** Each is an array under its name; undefined ones are left out. */
  readonly outputs: O;
  /** Names of arrays that the code sees as vec4<f32>; their lengths are multiples of four. */
  readonly vectors?: readonly string[];
  /** How many; more than 65 535 are laid out in a rectangle, which may have some to spare: guard `index`. */
  readonly workgroups: number | readonly [x: number, y: number, z: number];
  /** Of a workgroup: 64 if absent, at most 256. */
  readonly threads?: number;
  /** Functions and workgroup variables that `body` uses. */
  readonly functions?: string;
  /**
   * Runs in every thread. `index` (i32) counts threads over all workgroups, `group` (i32) the workgroups, `local` (u32) the threads
   * of this one; `workgroup` (vec3<u32>) is where it lies. Barriers may depend on the last and on `group` alone.
   */
  readonly body: string;
}

export const THREADS = 64;

/** Most workgroups along one axis that every adapter has. */
const MOST_ALONG_X = 65_535;

/** Most arrays that a device has room for in one shader unless it is asked for more, which the stock backend does not do. */
const MOST_ARRAYS = 8;

function gridOf(workgroups: Shader['workgroups']): readonly [number, number, number] {
  if (typeof workgroups !== 'number') return workgroups;
  if (workgroups <= MOST_ALONG_X) return [workgroups, 1, 1];
  const side = Math.ceil(Math.sqrt(workgroups));
  return [side, Math.ceil(workgroups / side), 1];
}

/** An array of the code, and the tensor that it is. */
interface Binding {
  readonly name: string;
  readonly tensor: tf.TensorInfo;
  readonly written: boolean;
}

function sourceOf(
  { sizes, numbers = {}, vectors = [], threads = THREADS, functions = '', body }: Shader,
  bindings: readonly Binding[],
): string {
  const constants = Object.entries(sizes).map(([key, value]) => `const ${key} : i32 = ${value};`);
  const arrays = bindings.map(({ name, tensor, written }, i) => {
    const element = vectors.includes(name) ? 'vec4<f32>' : tensor.dtype === 'float32' ? 'f32' : 'i32';
    return `@group(0) @binding(${i}) var<storage, ${written ? 'read_write' : 'read'}> ${name} : array<${element}>;`;
  });
  const fields = Object.keys(numbers).map((key) => `${key} : i32,`);
  const uniform = `struct Numbers { ${fields.join(' ')} }
@group(0) @binding(${bindings.length}) var<uniform> n : Numbers;`;
  return `${[...constants, ...arrays, ...(fields.length > 0 ? [uniform] : [])].join('\n')}
${functions}
@compute @workgroup_size(${threads})
fn main(
  @builtin(local_invocation_index) local : u32,
  @builtin(workgroup_id) workgroup : vec3<u32>,
  @builtin(num_workgroups) workgroups : vec3<u32>
) {
  let group = i32((workgroup.z * workgroups.y + workgroup.y) * workgroups.x + workgroup.x);
  let index = group * ${threads} + i32(local);
  {
${body}
  }
}`;
}

interface Compiled {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

/** By their source: shaders that differ in anything are never taken for each other. */
const compiled = new WeakMap<GPUDevice, Map<string, Compiled>>();

function compile(
  device: GPUDevice,
  { name, numbers }: Pick<Shader, 'name' | 'numbers'>,
  code: string,
  bindings: readonly Binding[],
): Compiled {
  let known = compiled.get(device);
  if (!known) compiled.set(device, (known = new Map()));
  const found = known.get(code);
  if (found) return found;
  // Written out and not 'auto', which leaves out the arrays that the code does not mention, and then refuses them.
  const layout = device.createBindGroupLayout({
    label: name,
    entries: [
      ...bindings.map(({ written }) => (written ? ('storage' as const) : ('read-only-storage' as const))),
      ...(numbers ? (['uniform'] as const) : []),
    ].map((type, binding) => ({ binding, visibility: GPUShaderStage.COMPUTE, buffer: { type } })),
  });
  const pipeline = device.createComputePipeline({
    label: name,
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: { module: device.createShaderModule({ label: name, code }), entryPoint: 'main' },
  });
  const made = { pipeline, layout };
  known.set(code, made);
  return made;
}

/** By what they hold: they never change, and a captured dispatch may need them for ever. */
const numberBuffers = new WeakMap<GPUDevice, Map<string, GPUBuffer>>();

function numbersOn(device: GPUDevice, numbers: Readonly<Record<string, number>>): GPUBuffer {
  let known = numberBuffers.get(device);
  if (!known) numberBuffers.set(device, (known = new Map()));
  const values = Object.values(numbers);
  const key = values.join();
  const found = known.get(key);
  if (found) return found;
  const size = 16 * Math.ceil(values.length / 4);
  const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
  const buffer = device.createBuffer({ size, usage });
  device.queue.writeBuffer(buffer, 0, Int32Array.from(values));
  known.set(key, buffer);
  return buffer;
}

const bufferOf = (resource: GPUBindingResource) => (resource as GPUBufferBinding).buffer;

/** Puts the tensors on the device. @returns their places there, in order */
function bind(backend: OpenBackend, name: string, bindings: readonly Binding[]): GPUBindGroupEntry[] {
  if (bindings.length > MOST_ARRAYS)
    throw new Error(`the shader ${name} has ${bindings.length} arrays; there is room for ${MOST_ARRAYS}`);
  const entries = bindings.map(({ tensor: { dataId } }, binding) => {
    backend.uploadToGPU(dataId);
    backend.commandQueueOwnedIds.add(dataId);
    return { binding, resource: backend.tensorToBinding({ dataId } as tf.TensorInfo) };
  });
  // The device would refuse it too, but only later, and drop the dispatches around it.
  const readOnly = new Set(entries.filter((_, i) => !bindings[i].written).map((e) => bufferOf(e.resource)));
  const both = entries.findIndex(
    ({ resource }, i) => bindings[i].written && readOnly.has(bufferOf(resource)),
  );
  if (both >= 0)
    throw new Error(`the shader ${name} writes ${bindings[both].name} and reads the same buffer as an input`);
  return entries;
}

/** @returns the outputs by name, those written in place as they were given; caller disposes (or tidies) the new ones */
export function dispatch<O extends Outputs>(shader: Shader<O>): { readonly [K in keyof O]: tf.Tensor } {
  const { name, numbers, inputs, outputs, workgroups } = shader;
  const backend = openBackend();
  const written = Object.entries<Output | undefined>(outputs).flatMap(([key, given]) => {
    if (!given) return [];
    const tensor = Array.isArray(given)
      ? tf.engine().makeTensorFromTensorInfo(backend.makeTensorInfo([...given], 'float32'))
      : (given as tf.Tensor);
    return [{ name: key, tensor, written: true }];
  });
  const bindings: readonly Binding[] = [
    ...Object.entries(inputs).map(([key, tensor]) => ({ name: key, tensor, written: false })),
    ...written,
  ];
  const entries = bind(backend, name, bindings);
  // What the processor may have read of a tensor before is not what it holds from now on.
  for (const { tensor } of written) backend.tensorMap.get(tensor.dataId).values = null;
  const { pipeline, layout } = compile(backend.device, shader, sourceOf(shader, bindings), bindings);
  if (numbers)
    entries.push({ binding: bindings.length, resource: { buffer: numbersOn(backend.device, numbers) } });
  backend.ensureCommandEncoderReady();
  backend.computePassEncoder ??= backend.commandEncoder!.beginComputePass({});
  backend.computePassEncoder.setPipeline(pipeline);
  backend.computePassEncoder.setBindGroup(0, backend.device.createBindGroup({ layout, entries }));
  backend.computePassEncoder.dispatchWorkgroups(...gridOf(workgroups));
  backend.dispatchCountInPass += 1;
  if (backend.dispatchCountInPass >= tf.env().getNumber('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE')) {
    backend.endComputePassEncoder();
    backend.submitQueue();
  }
  return Object.fromEntries(written.map(({ name, tensor }) => [name, tensor])) as {
    [K in keyof O]: tf.Tensor;
  };
}
