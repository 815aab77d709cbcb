/**
 * Work of a backward pass that nothing in the pass waits for: it is put off to the end of the pass, where one dispatch computes several
 * items. The optimizer, which reads the results, calls `runDeferredWork` first.
 */
import * as tf from '@tensorflow/tfjs-core';

type Tensors = Readonly<Record<string, tf.Tensor>>;

export interface DeferredItem<Inputs extends Tensors, Outputs extends Tensors> {
  /** The queue holds clones of them until the item is computed. */
  readonly inputs: Inputs;
  /** Written in place; they belong to the caller. */
  readonly outputs: Outputs;
}

interface Queue {
  run(): void;
  drop(): void;
}

/** Queues that have items. */
const waiting = new Set<Queue>();

/**
 * @param groupSize most items that `compute` takes at a time
 * @returns a function that puts an item off
 */
export function deferredQueue<Inputs extends Tensors, Outputs extends Tensors>(
  groupSize: number,
  compute: (items: readonly DeferredItem<Inputs, Outputs>[]) => void,
): (item: DeferredItem<Inputs, Outputs>) => void {
  const items: DeferredItem<Inputs, Outputs>[] = [];
  const release = (group: readonly DeferredItem<Inputs, Outputs>[]) => {
    for (const { inputs } of group) tf.dispose(Object.values<tf.Tensor>(inputs));
  };
  const queue: Queue = {
    run() {
      while (items.length > 0) {
        const group = items.splice(0, groupSize);
        compute(group);
        release(group);
      }
    },
    drop: () => release(items.splice(0)),
  };
  return ({ inputs, outputs }) => {
    const clones = Object.entries<tf.Tensor>(inputs).map(([name, x]) => [name, tf.keep(tf.clone(x))]);
    items.push({ inputs: Object.fromEntries(clones) as Inputs, outputs });
    waiting.add(queue);
  };
}

/** Computes all items that were put off. */
export function runDeferredWork(): void {
  for (const queue of waiting) queue.run();
  waiting.clear();
}

/** Drops the items of a backward pass that failed before its end. */
export function dropDeferredWork(): void {
  for (const queue of waiting) queue.drop();
  waiting.clear();
}
