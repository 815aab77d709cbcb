/** Waiting for the device, without reading anything from it. */
import * as tf from '@tensorflow/tfjs-core';

/** Resolves when everything that has been sent to the device is done. On the processor that is so when a call returns. */
export async function deviceDone(): Promise<void> {
  const backend = tf.backend() as unknown as {
    readonly device?: GPUDevice;
    readonly gpgpu?: { createAndWaitForFence(): Promise<void> };
  };
  switch (tf.getBackend()) {
    case 'webgpu':
      // A lost device is told of by itself.
      await backend.device?.queue.onSubmittedWorkDone().catch(() => {});
      break;
    case 'webgl':
      await backend.gpgpu?.createAndWaitForFence();
      break;
    default:
  }
}
