/** Fills every new WebGPU tensor with NaN, so that an output of which a kernel leaves out a part does not pass with old or zero numbers. */
import { openBackend } from '../../src/kernels/webgpu/backend';

/** From now on, for the backend in use, which must be WebGPU. */
export function fillNewBuffersWithNaN(): void {
  const { bufferManager, queue } = openBackend();
  const acquire = bufferManager.acquireBuffer.bind(bufferManager);
  bufferManager.acquireBuffer = (size, usage, mapped, reuse) => {
    const buffer = acquire(size, usage, mapped, reuse);
    if (usage & GPUBufferUsage.STORAGE && !mapped)
      queue.writeBuffer(buffer, 0, new Float32Array(size / 4).fill(Number.NaN));
    return buffer;
  };
}
