/** A promise of a signal's first value that passes a test. */
import type { ReadonlySignal } from '@preact/signals';

/** The first value of a signal that passes a test, the present value included. The promise stays pending until one does. */
export function firstValue<T, Passing extends T = T>(
  source: ReadonlySignal<T>,
  passes: (value: T) => value is Passing,
): Promise<Passing>;
export function firstValue<T>(source: ReadonlySignal<T>, passes: (value: T) => boolean): Promise<T>;
export function firstValue<T>(source: ReadonlySignal<T>, passes: (value: T) => boolean): Promise<T> {
  const present = source.peek();
  if (passes(present)) return Promise.resolve(present);
  return new Promise((resolve) => {
    const unsubscribe = source.subscribe((value) => {
      if (!passes(value)) return;
      unsubscribe(); // assigned by now: the call for the present value, which fails the test, comes first
      resolve(value);
    });
  });
}
