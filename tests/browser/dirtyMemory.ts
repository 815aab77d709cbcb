/**
 * Fills the memory that the backend allocates with NaN, so that a shader that does not write a number cannot pass a test by the number that
 * was there before.
 */
import * as tf from '@tensorflow/tfjs-core';

interface BufferManager {
  acquireBuffer(size: number, usage: number, mappedAtCreation?: boolean, reuse?: boolean): GPUBuffer;
}

/** For the WebGPU backend in use, from now on. */
export function dirtyMemory(): void {
  const { bufferManager, device } = tf.backend() as unknown as {
    bufferManager: BufferManager;
    device: GPUDevice;
  };
  const acquire = bufferManager.acquireBuffer.bind(bufferManager);
  bufferManager.acquireBuffer = (size, usage, mapped = false, reuse = true) => {
    const buffer = acquire(size, usage, mapped, reuse);
    if (!mapped && usage & GPUBufferUsage.STORAGE && usage & GPUBufferUsage.COPY_DST)
      device.queue.writeBuffer(buffer, 0, new Float32Array(buffer.size / 4).fill(Number.NaN));
    return buffer;
  };
}
