/** Waiting for the device, without reading anything from it. */
import * as tf from '@tensorflow/tfjs-core';
import { flush, openBackend } from '../webgpu/backend';
import { recordPostponed } from '../webgpu/postponed';

/** Sends the work recorded so far, and resolves when the device has done all of it. On the processor that is so when a call returns. */
export async function deviceDone(): Promise<void> {
  switch (tf.getBackend()) {
    case 'webgpu': {
      const backend = openBackend();
      recordPostponed();
      if (backend.commandEncoder) flush(backend);
      await backend.device.queue.onSubmittedWorkDone().catch(() => {}); // the loss of a device is reported elsewhere
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
