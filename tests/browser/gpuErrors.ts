/**
 * A WebGPU error without a listener drops whole command buffers and leaves plausible stale numbers behind. So every test in the
 * browser fails by one, unless it expects the error.
 */
import { afterEach, expect } from 'vitest';

interface Watch {
  readonly errors: string[];
  readonly devices: Set<GPUDevice>;
}

/** On the page, because the runner may load this file once as a set-up and once as an import. */
const page = globalThis as typeof globalThis & { gpuWatch?: Watch };

function startWatch(): Watch {
  const watch: Watch = { errors: [], devices: new Set() };
  if (typeof GPUAdapter === 'undefined') return watch;
  const request = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (this: GPUAdapter, ...options) {
    const device = await request.apply(this, options);
    watch.devices.add(device);
    void device.lost.then(() => watch.devices.delete(device));
    device.addEventListener('uncapturederror', ({ error }) => watch.errors.push(error.message));
    return device;
  };
  afterEach(async () => expect(await takeGpuErrors()).toEqual([]));
  return watch;
}

page.gpuWatch ??= startWatch();

/** Waits until a device has reported all errors: they arrive with the next answer that is awaited, or the one after. */
async function settle(device: GPUDevice): Promise<void> {
  for (let round = 0; round < 2; round++) {
    device.pushErrorScope('validation');
    await Promise.all([device.popErrorScope(), device.queue.onSubmittedWorkDone()]).catch(() => {});
  }
}

/** What the devices have complained of since the last call. */
export async function takeGpuErrors(): Promise<readonly string[]> {
  const { errors, devices } = page.gpuWatch!;
  await Promise.all(Array.from(devices, settle));
  return errors.splice(0);
}
