/**
 * The stock WebGPU backend, with the members that its types keep private and that the runtime needs: the command encoder and the compute
 * pass into which stock operations are recorded, so that the runtime's dispatches stand among them in the right order.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';

/** The memory of one tensor. */
interface TensorData {
  readonly dtype: tf.DataType;
  readonly shape: readonly number[];
  /** The numbers, where the processor has a copy: before an upload, and after a read. */
  values: tf.BackendValues | null;
  /** Its buffer; null before the upload. */
  resource?: GPUBuffer | GPUBufferBinding | null;
  refCount: number;
  /** True for memory that the backend must not free. */
  external?: boolean;
}

/** The members used here, public and private, as they are in version 4.22.0. */
export interface OpenBackend
  extends Pick<
    WebGPUBackend,
    | 'device'
    | 'queue'
    | 'adapterInfo'
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

/** Members that the backend lacks: none, unless TensorFlow.js has another version than the one above. */
export function missingMembers(backend: object = openBackend()): readonly string[] {
  const open = backend as Record<string, unknown>;
  const manager = open.bufferManager as Record<string, unknown> | undefined;
  return [
    ...FUNCTIONS.filter((name) => typeof open[name] !== 'function'),
    ...VALUES.filter((name) => !(name in open)),
    ...['acquireBuffer', 'releaseBuffer', 'dispose'].filter((name) => typeof manager?.[name] !== 'function'),
  ];
}

/** Backends that were checked, and whether they have every member. */
const complete = new WeakMap<OpenBackend, boolean>();

/**
 * Whether fused kernels run and steps are captured: on WebGPU, where the backend has every member above. Elsewhere everything consists of
 * stock operations.
 */
export function hasFusedKernels(): boolean {
  if (tf.getBackend() !== 'webgpu') return false;
  const backend = openBackend();
  const known = complete.get(backend);
  if (known !== undefined) return known;
  const isComplete = missingMembers(backend).length === 0;
  complete.set(backend, isComplete);
  return isComplete;
}

/** Submits the work recorded so far to the device. */
export function flush(backend: OpenBackend): void {
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.submitQueue();
}
