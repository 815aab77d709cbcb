/**
 * Data of the stock WASM backend in memory that is not the backend's: views of buffers, and the tensors of a capture. The backend reads and
 * disposes them like its own, but does not free them.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Arena } from './arena';
import type { WasmBackend } from './kernel';

/** The memory of one tensor. */
interface TensorData {
  /** By which XNNPACK knows the tensor. */
  id: number;
  readonly memoryOffset: number;
  readonly shape: readonly number[];
  readonly dtype: tf.DataType;
  refCount: number;
}

/** The members used here, public and private, as they are in version 4.22.0. */
export interface OpenWasmBackend extends WasmBackend {
  readonly wasm: {
    readonly HEAPU8: Uint8Array;
    readonly asm: { readonly memory: WebAssembly.Memory };
    readonly tfjs: {
      registerTensor(id: number, size: number, address: number): void;
      disposeData(id: number): void;
    };
    _malloc(bytes: number): number;
    _free(address: number): void;
  };
  readonly dataIdMap: {
    has(id: tf.DataId): boolean;
    get(id: tf.DataId): TensorData;
    set(id: tf.DataId, data: TensorData): void;
    delete(id: tf.DataId): boolean;
  };
  dataIdNextNumber: number;
  move(
    id: tf.DataId,
    values: tf.backend_util.BackendValues | null,
    shape: number[],
    dtype: tf.DataType,
    refCount: number,
  ): void;
  disposeData(id: tf.DataId, force?: boolean): boolean;
}

/** The backend in use, which must be WASM. */
export const openWasmBackend = (): OpenWasmBackend => tf.backend() as unknown as OpenWasmBackend;

/** Whether a backend has every member above. */
export function isOpen(backend: object): backend is OpenWasmBackend {
  const { wasm, dataIdMap, dataIdNextNumber, move, disposeData } = backend as Partial<OpenWasmBackend>;
  return (
    wasm?.asm?.memory instanceof WebAssembly.Memory &&
    [wasm._malloc, wasm._free, wasm.tfjs?.registerTensor, wasm.tfjs?.disposeData, move, disposeData].every(
      (member) => typeof member === 'function',
    ) &&
    typeof dataIdMap?.delete === 'function' &&
    typeof dataIdNextNumber === 'number'
  );
}

/** Called when the last tensor of the data is disposed. */
const releases = new WeakMap<tf.DataId, () => void>();

/** Where a capture places new tensors. */
export interface Arenas {
  /** Of those that kernels write: a later one can take the place of one that is disposed. */
  readonly computed: Arena;
  /** Of those that the processor writes, which a replay does not write again: nothing else is ever in their place. */
  readonly constant: Arena;
}

/** By backend; absent while the backend itself places tensors. */
const arenas = new WeakMap<OpenWasmBackend, Arenas>();

const patched = new WeakSet<OpenWasmBackend>();

/** Patches a backend so that it knows memory that is not its own. */
export function patchData(backend: OpenWasmBackend): void {
  if (patched.has(backend)) return;
  patched.add(backend);
  const move = backend.move.bind(backend);
  const dispose = backend.disposeData.bind(backend);
  backend.move = (dataId, values, shape, dtype, refCount) => {
    const present = arenas.get(backend);
    if (!present || dtype === 'string') return move(dataId, values, shape, dtype, refCount);
    const arena = values ? present.constant : present.computed;
    const bytes = tf.util.sizeFromShape(shape) * tf.util.bytesPerElement(dtype);
    const address = arena.allocate(bytes);
    place(backend, dataId, { address, shape, dtype, refCount });
    releases.set(dataId, () => arena.free(address));
    if (values) {
      const { buffer, byteOffset } = values as Float32Array;
      backend.wasm.HEAPU8.set(new Uint8Array(buffer, byteOffset, bytes), address);
    }
  };
  backend.disposeData = (dataId, force = false) => {
    const release = releases.get(dataId);
    if (!release || !backend.dataIdMap.has(dataId)) return dispose(dataId, force);
    const data = backend.dataIdMap.get(dataId);
    data.refCount -= 1;
    if (!force && data.refCount > 0) return false;
    backend.wasm.tfjs.disposeData(data.id);
    backend.dataIdMap.delete(dataId);
    release();
    return true;
  };
}

function place(
  backend: OpenWasmBackend,
  dataId: tf.DataId,
  {
    address,
    shape,
    dtype,
    refCount,
  }: { address: number; shape: readonly number[]; dtype: tf.DataType; refCount: number },
): void {
  const id = backend.dataIdNextNumber++;
  backend.dataIdMap.set(dataId, { id, memoryOffset: address, shape, dtype, refCount });
  backend.wasm.tfjs.registerTensor(id, tf.util.sizeFromShape([...shape]), address);
}

/** A tensor at an address, which stays its owner's. Caller disposes. */
export function tensorAt(
  address: number,
  shape: readonly number[],
  dtype: 'float32' | 'int32' = 'float32',
): tf.Tensor {
  const backend = openWasmBackend();
  const dataId = { id: backend.dataIdNextNumber++ };
  place(backend, dataId, { address, shape, dtype, refCount: 1 });
  releases.set(dataId, () => {});
  return tf.engine().makeTensorFromTensorInfo({ dataId, shape: [...shape], dtype });
}

/** To be called when numbers were written in place: XNNPACK packs weights once, and knows by the id of a tensor whether it has. */
export function forgetPacked({ dataId }: tf.TensorInfo): void {
  const backend = openWasmBackend();
  const data = backend.dataIdMap.get(dataId);
  backend.wasm.tfjs.disposeData(data.id);
  data.id = backend.dataIdNextNumber++;
  backend.wasm.tfjs.registerTensor(data.id, tf.util.sizeFromShape([...data.shape]), data.memoryOffset);
}

/** Runs `f`, whose new tensors are placed in the arenas. */
export function allocatingIn<R>(backend: OpenWasmBackend, present: Arenas, f: () => R): R {
  arenas.set(backend, present);
  try {
    return f();
  } finally {
    arenas.delete(backend);
  }
}

/** The address of a tensor's numbers. */
export const addressOf = ({ dataId }: tf.TensorInfo): number =>
  openWasmBackend().dataIdMap.get(dataId).memoryOffset;
