/**
 * Counts what a page asks of its GPU: dispatches, submits, and the bytes of its buffers. It patches the prototypes of WebGPU, so it sees
 * TensorFlow.js, kernels of our own and replayed steps alike, whoever holds the device.
 */

export interface GpuWork {
  /** Compute dispatches that were recorded. */
  readonly dispatches: number;
  /** Calls of `queue.submit`. */
  readonly submits: number;
  /** Bytes of the buffers that were created, less those that were destroyed. */
  readonly bytes: number;
}

let dispatches = 0;
let submits = 0;
let bytes = 0;
let installed = false;

type Method = (this: never, ...given: never[]) => unknown;

/** Runs `before` ahead of each call of a method. */
function ahead<K extends string>(
  { prototype }: { readonly prototype: Record<K, Method> },
  name: K,
  before: (self: unknown, ...given: unknown[]) => void,
): void {
  const original = prototype[name] as (...given: unknown[]) => unknown;
  prototype[name] = function counted(this: unknown, ...given: unknown[]) {
    before(this, ...given);
    return original.apply(this, given);
  } as Method;
}

/** Begins to count, once for all; call it before the device is made, or its buffers are missed. Without WebGPU there is nothing to count. */
export function installCounter(): void {
  if (installed || typeof GPUDevice === 'undefined') return;
  installed = true;
  const alive = new WeakSet<object>();
  const create = GPUDevice.prototype.createBuffer;
  GPUDevice.prototype.createBuffer = function counted(descriptor) {
    const buffer = create.call(this, descriptor);
    alive.add(buffer);
    bytes += buffer.size;
    return buffer;
  };
  ahead(GPUBuffer, 'destroy', (buffer) => {
    if (alive.delete(buffer as object)) bytes -= (buffer as GPUBuffer).size;
  });
  ahead(GPUComputePassEncoder, 'dispatchWorkgroups', () => void dispatches++);
  ahead(GPUComputePassEncoder, 'dispatchWorkgroupsIndirect', () => void dispatches++);
  ahead(GPUQueue, 'submit', () => void submits++);
}

/** All that was counted so far. */
export const gpuWork = (): GpuWork => ({ dispatches, submits, bytes });

/** What `work` asks of the GPU; work that it leaves in flight is not waited for. */
export async function countGpuWork(work: () => unknown): Promise<GpuWork> {
  installCounter();
  const before = gpuWork();
  await work();
  return {
    dispatches: dispatches - before.dispatches,
    submits: submits - before.submits,
    bytes: bytes - before.bytes,
  };
}
