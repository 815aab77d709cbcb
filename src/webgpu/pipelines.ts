/** Compute pipelines by the text of their shader, compiled once on each device. */
import type { Binding } from './shader';

/** What a pipeline is made of. */
export interface ShaderText {
  /** Appears in the messages of the device. */
  readonly name: string;
  readonly code: string;
  readonly bindings: readonly Binding[];
  /** Whether a uniform buffer follows the arrays. */
  readonly hasNumbers: boolean;
}

interface CompiledShader {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

/** Two shaders that differ in anything have two pipelines. */
const pipelines = new WeakMap<GPUDevice, Map<string, CompiledShader>>();

function compiledOn(device: GPUDevice): Map<string, CompiledShader> {
  let known = pipelines.get(device);
  if (!known) pipelines.set(device, (known = new Map()));
  return known;
}

function describePipeline(
  device: GPUDevice,
  { name, code, bindings, hasNumbers }: ShaderText,
): { readonly layout: GPUBindGroupLayout; readonly pipeline: GPUComputePipelineDescriptor } {
  // Not 'auto', which omits arrays that the code does not mention, and then rejects their bindings.
  const layout = device.createBindGroupLayout({
    label: name,
    entries: [
      ...bindings.map(({ isOutput }) => (isOutput ? ('storage' as const) : ('read-only-storage' as const))),
      ...(hasNumbers ? (['uniform'] as const) : []),
    ].map((type, binding) => ({ binding, visibility: GPUShaderStage.COMPUTE, buffer: { type } })),
  });
  const pipeline = {
    label: name,
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: { module: device.createShaderModule({ label: name, code }), entryPoint: 'main' },
  };
  return { layout, pipeline };
}

export function compile(device: GPUDevice, shader: ShaderText): CompiledShader {
  const known = compiledOn(device);
  const found = known.get(shader.code);
  if (found) return found;
  const { layout, pipeline } = describePipeline(device, shader);
  const result = { layout, pipeline: device.createComputePipeline(pipeline) };
  known.set(shader.code, result);
  return result;
}

/** Pipelines that are being compiled, by their source. */
const underWay = new WeakMap<GPUDevice, Map<string, Promise<void>>>();

function compilingOn(device: GPUDevice): Map<string, Promise<void>> {
  let pending = underWay.get(device);
  if (!pending) underWay.set(device, (pending = new Map()));
  return pending;
}

/** @param into receives the pipeline under way, by its text, unless there is one */
export function startCompiling(
  device: GPUDevice,
  into: Map<string, Promise<void>>,
  shader: ShaderText,
): void {
  const { code } = shader;
  const known = compiledOn(device);
  if (known.has(code) || into.has(code)) return;
  const pending = compilingOn(device);
  const found = pending.get(code);
  if (found) return void into.set(code, found);
  const { layout, pipeline } = describePipeline(device, shader);
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
