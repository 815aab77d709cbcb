/**
 * How many threads keep an adapter busy. A GPU hides the time of a load only behind other threads, of which it needs thousands; a program on
 * the processor has as many lanes as cores, and every further thread costs.
 */
import * as tf from '@tensorflow/tfjs-core';
import { describeInfo } from '../lib/gpuAdapter';
import { type OpenBackend, openBackend } from './backend';

/** Where it is not 0, kernels are cut for this number of threads: for tests of both ways on one adapter. */
export const THREADS_FLAG = 'DDPM_LAB_THREADS';
tf.env().registerFlag(THREADS_FLAG, () => 0);

export const THREADS_OF_SOFTWARE = 256;
export const THREADS_OF_HARDWARE = 8192;

const known = new WeakMap<OpenBackend, number>();

/** Threads below which a dispatch leaves the adapter idle: a smaller share of the work for each is then faster. */
export function threadsToFill(): number {
  const forced = tf.env().getNumber(THREADS_FLAG);
  if (forced > 0) return forced;
  if (tf.getBackend() !== 'webgpu') return THREADS_OF_SOFTWARE;
  const backend = openBackend();
  const found = known.get(backend);
  if (found !== undefined) return found;
  // Chromium before 129 describes an adapter but not the adapter of a device; the backend keeps the adapter of its request.
  const info: Partial<GPUAdapterInfo> = backend.device.adapterInfo ?? backend.adapterInfo ?? {};
  const threads = describeInfo(info).software ? THREADS_OF_SOFTWARE : THREADS_OF_HARDWARE;
  known.set(backend, threads);
  return threads;
}
