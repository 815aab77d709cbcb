/**
 * A postponed dispatch waits for the next operation, which may compute it together with its own work in one dispatch. If that operation does
 * not, or if anything else is recorded, submitted or written, the postponed dispatch is recorded first: the order of all work is that of the
 * calls, always.
 */
import * as tf from '@tensorflow/tfjs-core';
import { type OpenBackend, openBackend } from './backend';

type Tensors = Readonly<Record<string, tf.Tensor>>;

export interface Postponed<Inputs extends Tensors = Tensors, Details = unknown> {
  readonly inputs: Inputs;
  /** What the dispatch will write. */
  readonly output: tf.Tensor;
  readonly details: Details;
}

interface Waiting extends Postponed {
  readonly backend: OpenBackend;
  readonly record: (work: Postponed) => void;
}

let waiting: Waiting | null = null;

const watched = new WeakSet<OpenBackend>();

/** Whatever records a command asks for an encoder before. */
function watch(backend: OpenBackend): void {
  if (watched.has(backend)) return;
  watched.add(backend);
  const ready = backend.ensureCommandEncoderReady.bind(backend);
  backend.ensureCommandEncoderReady = () => {
    recordPostponed();
    ready();
  };
}

const held = (x: tf.Tensor) => tf.keep(tf.clone(x));

const release = ({ inputs, output }: Postponed) => tf.dispose([Object.values(inputs), output]);

/**
 * @param work   its tensors are held until it is recorded
 * @param record dispatches it
 */
export function postpone<Inputs extends Tensors, Details>(
  work: Postponed<Inputs, Details>,
  record: (work: Postponed<Inputs, Details>) => void,
): void {
  recordPostponed();
  const backend = openBackend();
  watch(backend);
  backend.uploadToGPU(work.output.dataId); // a tensor without a buffer counts as one whose numbers the processor has
  const inputs = Object.entries<tf.Tensor>(work.inputs).map(([name, x]) => [name, held(x)]);
  waiting = {
    ...work,
    inputs: Object.fromEntries(inputs),
    output: held(work.output),
    backend,
    record: record as Waiting['record'],
  };
}

/** Dispatches what is postponed. */
export function recordPostponed(): void {
  if (!waiting) return;
  const work = waiting;
  waiting = null;
  // Work of a device that is gone has no reader.
  if (work.backend === openBackend()) work.record(work);
  release(work);
}

/**
 * Computes the postponed dispatch together with an operation that reads its output.
 * @param fuse dispatches both, or returns null where it cannot
 * @returns null where `x` is not postponed, or `fuse` cannot
 */
export function fusePostponed<Inputs extends Tensors, Details, Result>(
  x: tf.Tensor,
  fuse: (work: Postponed<Inputs, Details>) => Result | null,
): Result | null {
  const work = waiting;
  if (work?.output.dataId !== x.dataId || work.backend !== openBackend()) return null;
  waiting = null; // what `fuse` records must not record it
  const result = fuse(work as unknown as Postponed<Inputs, Details>);
  if (result === null) waiting = work;
  else release(work);
  return result;
}
