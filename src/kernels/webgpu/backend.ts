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
    | 'uploadToGPU'
    | 'makeTensorInfo'
    | 'ensureCommandEncoderReady'
    | 'endComputePassEncoder'
    | 'submitQueue'
  > {
  bufferManager: WebGPUBackend['bufferManager'];
  readonly tensorMap: { get(id: tf.DataId): TensorData; set(id: tf.DataId, data: TensorData): void };
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  dispatchCountInPass: number;
  readonly commandQueueOwnedIds: WeakSet<tf.DataId>;
  tensorToBinding(tensor: tf.TensorInfo): GPUBindingResource;
  getBufferData(resource: GPUBuffer | GPUBufferBinding): Promise<ArrayBuffer>;
  convertAndCacheOnCPU(id: tf.DataId, values: tf.BackendValues): tf.BackendValues;
}

/** The backend in use, which must be WebGPU. */
export const openBackend = (): OpenBackend => tf.backend() as unknown as OpenBackend;

const FUNCTIONS = [
  'uploadToGPU',
  'makeTensorInfo',
  'ensureCommandEncoderReady',
  'endComputePassEncoder',
  'submitQueue',
  'tensorToBinding',
  'getBufferData',
  'convertAndCacheOnCPU',
] as const satisfies readonly (keyof OpenBackend)[];

const VALUES = [
  'tensorMap',
  'bufferManager',
  'commandEncoder',
  'computePassEncoder',
  'dispatchCountInPass',
  'commandQueueOwnedIds',
] as const satisfies readonly (keyof OpenBackend)[];

/** Members that are not there as they should be: none, unless TensorFlow.js is another version than this was written for. */
export function missingMembers(backend: object = openBackend()): readonly string[] {
  const open = backend as Record<string, unknown>;
  const manager = open.bufferManager as Record<string, unknown> | undefined;
  return [
    ...FUNCTIONS.filter((name) => typeof open[name] !== 'function'),
    ...VALUES.filter((name) => !(name in open)),
    ...['acquireBuffer', 'releaseBuffer', 'dispose'].filter((name) => typeof manager?.[name] !== 'function'),
  ];
}

const able = new WeakMap<OpenBackend, boolean>();

/**
 * Whether operations run in shaders of their own, and steps are recorded: on WebGPU, where the members above are there. Elsewhere
 * everything is made of stock operations.
 */
export function ownShaders(): boolean {
  if (tf.getBackend() !== 'webgpu') return false;
  const backend = openBackend();
  const known = able.get(backend);
  if (known !== undefined) return known;
  const can = missingMembers(backend).length === 0;
  able.set(backend, can);
  return can;
}

/** Sends everything recorded so far to the device. */
export function flush(backend: OpenBackend): void {
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.submitQueue();
}
