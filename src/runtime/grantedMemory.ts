/**
 * The memory that a browser grants to a backend, until it refuses: what was granted by then is the room that the next run has. Stock code
 * takes a refusal for memory, so it is found here, at the allocation.
 */
import * as tf from '@tensorflow/tfjs-core';

interface Heap {
  HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _free(address: number): void;
}

const heapOf = () => (tf.backend() as unknown as { readonly wasm: Heap }).wasm;

const guarded = new WeakSet<Heap>();

/** Has an allocation that the WASM heap refuses throw. Stock code would write to the address 0, over what lies there, weights included. */
export function guardHeap(heap: Heap = heapOf()): void {
  if (guarded.has(heap)) return;
  guarded.add(heap);
  heap._free(heap._malloc(1)); // the first call replaces the function by that of the module
  const allocate = heap._malloc;
  heap._malloc = (bytes) => {
    const address = allocate(bytes);
    if (address === 0 && bytes > 0) throw new Error(`out of memory: ${bytes} bytes were refused`);
    return address;
  };
}

/** Bytes that the backend in use was granted so far; null where it cannot be known: WASM alone says it. */
export const grantedBytes = (): number | null =>
  tf.getBackend() === 'wasm' ? heapOf().HEAPU8.byteLength : null;

/** @param granted bytes of the buffers that lived when one was refused */
type RefusalHandler = (message: string, granted: number) => void;

/** Counts the buffers of a device, and reports one that is refused, with what was granted before it. */
export function countBuffers(device: GPUDevice, onRefusal: RefusalHandler): void {
  const create = device.createBuffer.bind(device);
  let granted = 0;
  device.createBuffer = (descriptor) => {
    const before = granted;
    device.pushErrorScope('out-of-memory');
    const buffer = create(descriptor);
    device.popErrorScope().then(
      (error) => error && onRefusal(error.message, before),
      () => {}, // the device is lost, and reports it itself
    );
    granted += descriptor.size;
    let { size } = descriptor;
    const destroy = buffer.destroy.bind(buffer);
    buffer.destroy = () => {
      granted -= size;
      size = 0; // a second call frees nothing
      destroy();
    };
    return buffer;
  };
}
