/**
 * Counts the GPU work of a page: dispatches, submits, and the bytes of its buffers. It patches the prototypes of WebGPU, so it counts
 * TensorFlow.js, fused kernels and replayed steps alike, on every device.
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

type Method = (this: never, ...args: never[]) => unknown;

/** Runs `before` ahead of each call of a method. */
function ahead<K extends string>(
  { prototype }: { readonly prototype: Record<K, Method> },
  name: K,
  before: (self: unknown, ...args: unknown[]) => void,
): void {
  const original = prototype[name] as (...args: unknown[]) => unknown;
  prototype[name] = function counted(this: unknown, ...args: unknown[]) {
    before(this, ...args);
    return original.apply(this, args);
  } as Method;
}

/** Starts to count; a second call does nothing. Call it before the device is created, or its buffers are not counted. */
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

/** The counts so far. */
export const gpuWork = (): GpuWork => ({ dispatches, submits, bytes });

/** The GPU work that `work` records; it does not wait for work in flight. */
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
