/**
 * A dispatch of a shader with any number of outputs, new or written in place. It is recorded into the compute pass of the stock operations,
 * so the device executes both in the order of the calls, and one submit sends both.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { ShaderCount } from '../types/run';
import { type OpenBackend, openBackend } from './backend';
import { recordPostponed } from './postponed';

/** A shape: a new f32 tensor. A tensor: written in place; the shader can read its old numbers. */
type Output = readonly number[] | tf.Tensor;

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
const MOST_ARRAYS = 8;

function gridOf(workgroups: Shader['workgroups']): readonly [number, number, number] {
  if (typeof workgroups !== 'number') return workgroups;
  if (workgroups <= MOST_ALONG_X) return [workgroups, 1, 1];
  const side = Math.ceil(Math.sqrt(workgroups));
  return [side, Math.ceil(workgroups / side), 1];
}

/** An array of the code, and its tensor. */
interface Binding {
  readonly name: string;
  readonly tensor: tf.TensorInfo;
  readonly isOutput: boolean;
}

function sourceOf(
  { sizes, numbers = {}, vectors = [], threads = THREADS, functions = '', body }: Shader,
  bindings: readonly Binding[],
): string {
  const constants = Object.entries(sizes).map(([key, value]) => `const ${key} : i32 = ${value};`);
  const arrays = bindings.map(({ name, tensor, isOutput }, i) => {
    const element = vectors.includes(name) ? 'vec4<f32>' : tensor.dtype === 'float32' ? 'f32' : 'i32';
    return `@group(0) @binding(${i}) var<storage, ${isOutput ? 'read_write' : 'read'}> ${name} : array<${element}>;`;
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

const hasNumbers = (numbers: Shader['numbers']): numbers is NonNullable<Shader['numbers']> =>
  numbers !== undefined && Object.keys(numbers).length > 0;

interface CompiledShader {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

/** Pipelines by their source: two shaders that differ in anything have two. */
const pipelines = new WeakMap<GPUDevice, Map<string, CompiledShader>>();

function compiledOn(device: GPUDevice): Map<string, CompiledShader> {
  let known = pipelines.get(device);
  if (!known) pipelines.set(device, (known = new Map()));
  return known;
}

type NamedShader = Pick<Shader, 'name' | 'numbers'>;

function describePipeline(
  device: GPUDevice,
  { name, numbers }: NamedShader,
  code: string,
  bindings: readonly Binding[],
): { readonly layout: GPUBindGroupLayout; readonly pipeline: GPUComputePipelineDescriptor } {
  // Not 'auto', which omits arrays that the code does not mention, and then rejects their bindings.
  const layout = device.createBindGroupLayout({
    label: name,
    entries: [
      ...bindings.map(({ isOutput }) => (isOutput ? ('storage' as const) : ('read-only-storage' as const))),
      ...(hasNumbers(numbers) ? (['uniform'] as const) : []),
    ].map((type, binding) => ({ binding, visibility: GPUShaderStage.COMPUTE, buffer: { type } })),
  });
  const pipeline = {
    label: name,
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: { module: device.createShaderModule({ label: name, code }), entryPoint: 'main' },
  };
  return { layout, pipeline };
}

function compile(
  device: GPUDevice,
  shader: NamedShader,
  code: string,
  bindings: readonly Binding[],
): CompiledShader {
  const known = compiledOn(device);
  const found = known.get(code);
  if (found) return found;
  const { layout, pipeline } = describePipeline(device, shader, code, bindings);
  const result = { layout, pipeline: device.createComputePipeline(pipeline) };
  known.set(code, result);
  return result;
}

/** Pipelines that are being compiled, by their source. */
const underWay = new WeakMap<GPUDevice, Map<string, Promise<void>>>();

function compilingOn(device: GPUDevice): Map<string, Promise<void>> {
  let pending = underWay.get(device);
  if (!pending) underWay.set(device, (pending = new Map()));
  return pending;
}

/** The shaders that a function would dispatch, while `compileAhead` runs it. */
let ahead: Map<string, Promise<void>> | null = null;

function startCompiling(
  device: GPUDevice,
  into: Map<string, Promise<void>>,
  shader: NamedShader,
  code: string,
  bindings: readonly Binding[],
): void {
  const known = compiledOn(device);
  if (known.has(code) || into.has(code)) return;
  const pending = compilingOn(device);
  const found = pending.get(code);
  if (found) return void into.set(code, found);
  const { layout, pipeline } = describePipeline(device, shader, code, bindings);
  const ready = device
    .createComputePipelineAsync(pipeline)
    .then(
      (result) => void (known.has(code) || known.set(code, { layout, pipeline: result })),
      () => {}, // the first dispatch compiles it again, and the device reports why it fails
    )
    .finally(() => pending.delete(code));
  pending.set(code, ready);
  into.set(code, ready);
}

/**
 * Compiles all shaders that `f` dispatches, side by side and without keeping the page's own frames waiting, as compiling at the first dispatch
 * does.
 * @param f          runs without any dispatch of `src/kernels`: what it computes is undefined, and what it writes in place stays as it is
 * @param onCompiled receives how many shaders are compiled: none at first, then each time one more
 */
export async function compileAhead(f: () => void, onCompiled?: (count: ShaderCount) => void): Promise<void> {
  const shaders = new Map<string, Promise<void>>();
  ahead = shaders;
  try {
    tf.tidy(f);
    recordPostponed();
  } finally {
    ahead = null;
  }
  const total = shaders.size;
  let done = 0;
  if (total > 0) onCompiled?.({ done, total });
  await Promise.all(
    [...shaders.values()].map(async (shader) => {
      await shader;
      done += 1;
      onCompiled?.({ done, total });
    }),
  );
}

/** Uniform buffers by their values. They never change and are never freed, because a captured dispatch may need them. */
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

/** Uploads the tensors. @returns their bind group entries, in order */
function bind(backend: OpenBackend, name: string, bindings: readonly Binding[]): GPUBindGroupEntry[] {
  if (bindings.length > MOST_ARRAYS)
    throw new Error(`the shader ${name} has ${bindings.length} arrays; there is room for ${MOST_ARRAYS}`);
  const entries = bindings.map(({ tensor: { dataId } }, binding) => {
    backend.uploadToGPU(dataId);
    backend.commandQueueOwnedIds.add(dataId);
    return { binding, resource: backend.tensorToBinding({ dataId } as tf.TensorInfo) };
  });
  // The device would reject it too, but later, together with the dispatches around it.
  const readOnly = new Set(entries.filter((_, i) => !bindings[i].isOutput).map((e) => bufferOf(e.resource)));
  const readAndWritten = entries.findIndex(
    ({ resource }, i) => bindings[i].isOutput && readOnly.has(bufferOf(resource)),
  );
  if (readAndWritten >= 0)
    throw new Error(
      `the shader ${name} writes ${bindings[readAndWritten].name} and reads the same buffer as an input`,
    );
  return entries;
}

/** A tensor that a later dispatch writes; caller disposes (or tidies) it. */
export const unwritten = (shape: readonly number[]): tf.Tensor =>
  tf.engine().makeTensorFromTensorInfo(openBackend().makeTensorInfo([...shape], 'float32'));

/**
 * @returns the outputs by name; those written in place are the tensors of `outputs`; caller disposes (or tidies) the new ones
 * @throws Error for more than eight arrays, and for a buffer that is both an input and an output
 */
export function dispatch<O extends Outputs>(shader: Shader<O>): { readonly [K in keyof O]: tf.Tensor } {
  recordPostponed();
  const { name, numbers, inputs, outputs, workgroups } = shader;
  const backend = openBackend();
  const outputBuffers = Object.entries<Output | undefined>(outputs).flatMap(([key, output]) => {
    if (!output) return [];
    const tensor = Array.isArray(output) ? unwritten(output) : (output as tf.Tensor);
    return [{ name: key, tensor, isOutput: true }];
  });
  const bindings: readonly Binding[] = [
    ...Object.entries(inputs).map(([key, tensor]) => ({ name: key, tensor, isOutput: false })),
    ...outputBuffers,
  ];
  const code = sourceOf(shader, bindings);
  const tensors = Object.fromEntries(outputBuffers.map(({ name, tensor }) => [name, tensor])) as {
    [K in keyof O]: tf.Tensor;
  };
  if (ahead) {
    startCompiling(backend.device, ahead, shader, code, bindings);
    return tensors;
  }
  const entries = bind(backend, name, bindings);
  // The copy that the processor may have of an output is out of date from now on.
  for (const { tensor } of outputBuffers) backend.tensorMap.get(tensor.dataId).values = null;
  const { pipeline, layout } = compile(backend.device, shader, code, bindings);
  if (hasNumbers(numbers))
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
  return tensors;
}
