/**
 * The stock WebGPU backend, with the members that its types keep private and that own shaders need: the command encoder and compute
 * pass which stock operations record into, so that own dispatches stand among them in the right order.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';

/** What the backend knows of one tensor's memory. */
export interface TensorData {
  readonly dtype: tf.DataType;
  readonly shape: readonly number[];
  /** The numbers where the processor has them: before an upload, and after a read. */
  values: tf.BackendValues | null;
  /** Null before the upload. */
  resource?: GPUBuffer | GPUBufferBinding | null;
  refCount: number;
  /** True for memory that is not the backend's to free. */
  external?: boolean;
}

/** The members used here, public and private, as they are in version 4.22.0. */
export interface OpenBackend
  extends Pick<
    WebGPUBackend,
    | 'device'
    | 'queue'
    | 'bufferManager'
    | 'uploadToGPU'
    | 'makeTensorInfo'
    | 'ensureCommandEncoderReady'
    | 'endComputePassEncoder'
    | 'submitQueue'
  > {
  readonly tensorMap: { get(id: tf.DataId): TensorData; set(id: tf.DataId, data: TensorData): void };
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  dispatchCountInPass: number;
  readonly commandQueueOwnedIds: WeakSet<tf.DataId>;
  tensorToBinding(tensor: tf.TensorInfo): GPUBindingResource;
}

/** The backend in use, which must be WebGPU. */
export const openBackend = (): OpenBackend => tf.backend() as unknown as OpenBackend;

/** Sends everything recorded so far to the device. */
export function flush(backend: OpenBackend): void {
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.submitQueue();
}
