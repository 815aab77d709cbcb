/**
 * A dispatch of a shader with any number of outputs, new or written in place. It is recorded into the compute pass of the stock operations,
 * so the device executes both in the order of the calls, and one submit sends both.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { ShaderCount } from '../types/run';
import { type OpenBackend, openBackend } from './backend';
import { bindingOverModels, modelsInDispatch, stackMemory } from './modelAxis';
import { compile, type ShaderText, startCompiling } from './pipelines';
import { recordPostponed } from './postponed';
import {
  type Binding,
  gridOf,
  MOST_ARRAYS,
  type Output,
  type Outputs,
  type Shader,
  sourceOf,
  withStrides,
} from './shader';

export { THREADS } from './shader';

/** What a dispatch would record. */
interface Recordable {
  readonly shader: ShaderText;
  readonly numbers: Readonly<Record<string, number>>;
  readonly grid: readonly [number, number, number];
}

/** Receives each dispatch in place of the device, while a function runs without any. */
let dryRun: ((work: Recordable) => void) | null = null;

/** @param f what it computes is undefined, and what it writes in place stays as it is */
function withoutDispatching(onDispatch: (work: Recordable) => void, f: () => void): void {
  dryRun = onDispatch;
  try {
    tf.tidy(f);
    recordPostponed();
  } finally {
    dryRun = null;
  }
}

/**
 * The dispatches of a function as text, without any: two functions do the same to other arrays where their lists are equal. Null where it has
 * work of another kind, stock operations or copies, or reads constants.
 * @param f as for `compileAhead`
 */
export function listDispatches(f: () => void): readonly string[] | null {
  const backend = openBackend();
  const list: string[] = [];
  let isWhole = true;
  const ready = backend.ensureCommandEncoderReady;
  backend.ensureCommandEncoderReady = () => {
    isWhole = false; // whatever records a command asks for an encoder before
    ready.call(backend);
  };
  try {
    withoutDispatching(({ shader: { code, bindings }, numbers, grid }) => {
      if (bindings.some(({ tensor }) => backend.tensorMap.get(tensor.dataId).values)) isWhole = false;
      list.push(JSON.stringify([code, numbers, grid]));
    }, f);
  } finally {
    backend.ensureCommandEncoderReady = ready;
  }
  return isWhole ? list : null;
}

/**
 * Compiles all shaders that `f` dispatches, side by side and without keeping the page's own frames waiting, as compiling at the first dispatch
 * does.
 * @param f          runs without any dispatch of `src/kernels`: what it computes is undefined, and what it writes in place stays as it is
 * @param onCompiled receives how many shaders are compiled: none at first, then each time one more
 */
export async function compileAhead(f: () => void, onCompiled?: (count: ShaderCount) => void): Promise<void> {
  const shaders = new Map<string, Promise<void>>();
  const { device } = openBackend();
  withoutDispatching(({ shader }) => startCompiling(device, shaders, shader), f);
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
function bind(backend: OpenBackend, { name, bindings }: ShaderText): GPUBindGroupEntry[] {
  if (bindings.length > MOST_ARRAYS)
    throw new Error(`the shader ${name} has ${bindings.length} arrays; there is room for ${MOST_ARRAYS}`);
  const models = modelsInDispatch() ?? 1;
  const entries = bindings.map(({ tensor }, binding) => {
    backend.uploadToGPU(tensor.dataId);
    backend.commandQueueOwnedIds.add(tensor.dataId);
    const resource =
      models > 1 ? bindingOverModels(backend, tensor, models) : backend.tensorToBinding(tensor);
    return { binding, resource };
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
export function unwritten(shape: readonly number[]): tf.Tensor {
  const tensor = openBackend().makeTensorInfo([...shape], 'float32');
  const models = modelsInDispatch() ?? 1;
  if (models > 1 && !dryRun) stackMemory(tensor, models);
  return tf.engine().makeTensorFromTensorInfo(tensor);
}

/** @throws Error where models are to be the third axis of workgroups that have one */
function gridOver(workgroups: Shader['workgroups'], name: string): readonly [number, number, number] {
  const [x, y, z] = gridOf(workgroups);
  const models = modelsInDispatch();
  if (models === null) return [x, y, z];
  if (z > 1) throw new Error(`the workgroups of ${name} have three axes: there is none for models`);
  return [x, y, models];
}

/**
 * @returns the outputs by name; those written in place are the tensors of `outputs`; caller disposes (or tidies) the new ones
 * @throws Error for more than eight arrays, and for a buffer that is both an input and an output
 */
export function dispatch<O extends Outputs>(given: Shader<O>): { readonly [K in keyof O]: tf.Tensor } {
  recordPostponed();
  const { name, inputs, outputs, workgroups } = given;
  const backend = openBackend();
  const hasModelAxis = modelsInDispatch() !== null;
  const outputBuffers = Object.entries<Output | undefined>(outputs).flatMap(([key, output]) => {
    if (!output) return [];
    const tensor = Array.isArray(output) ? unwritten(output) : (output as tf.Tensor);
    return [{ name: key, tensor, isOutput: true }];
  });
  const bindings: readonly Binding[] = [
    ...Object.entries(inputs).map(([key, tensor]) => ({ name: key, tensor, isOutput: false })),
    ...outputBuffers,
  ];
  const tensors = Object.fromEntries(outputBuffers.map(({ name, tensor }) => [name, tensor])) as {
    [K in keyof O]: tf.Tensor;
  };
  const numbers = hasModelAxis ? withStrides(given, bindings) : (given.numbers ?? {});
  const hasNumbers = Object.keys(numbers).length > 0;
  const shader = { name, code: sourceOf(given, bindings, numbers, hasModelAxis), bindings, hasNumbers };
  const grid = gridOver(workgroups, name);
  if (dryRun) {
    dryRun({ shader, numbers: given.numbers ?? {}, grid });
    return tensors;
  }
  const entries = bind(backend, shader);
  // The copy that the processor may have of an output is out of date from now on.
  for (const { tensor } of outputBuffers) backend.tensorMap.get(tensor.dataId).values = null;
  const { pipeline, layout } = compile(backend.device, shader);
  if (hasNumbers)
    entries.push({ binding: bindings.length, resource: { buffer: numbersOn(backend.device, numbers) } });
  backend.ensureCommandEncoderReady();
  backend.computePassEncoder ??= backend.commandEncoder!.beginComputePass({});
  backend.computePassEncoder.setPipeline(pipeline);
  backend.computePassEncoder.setBindGroup(0, backend.device.createBindGroup({ layout, entries }));
  backend.computePassEncoder.dispatchWorkgroups(...grid);
  backend.dispatchCountInPass += 1;
  if (backend.dispatchCountInPass >= tf.env().getNumber('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE')) {
    backend.endComputePassEncoder();
    backend.submitQueue();
  }
  return tensors;
}
