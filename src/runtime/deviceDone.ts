/** Waiting for the device, without reading anything from it. */
import * as tf from '@tensorflow/tfjs-core';

/** Resolves when everything that has been sent to the device is done. On the processor that is so when a call returns. */
export async function deviceDone(): Promise<void> {
  switch (tf.getBackend()) {
    case 'webgpu': {
      const { device } = tf.backend() as unknown as { readonly device: GPUDevice };
      await device.queue.onSubmittedWorkDone().catch(() => {}); // a lost device is told of by itself
      break;
    }
    case 'webgl': {
      const { gpgpu } = tf.backend() as unknown as {
        readonly gpgpu: { createAndWaitForFence(): Promise<void> };
      };
      await gpgpu.createAndWaitForFence();
      break;
    }
    default:
  }
}
