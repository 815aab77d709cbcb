/** The result of a slow computation on the valid process, a few milliseconds a frame; the newest results are cached. */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Process } from '../../../../diffusion/process';
import { gradually } from '../../../canvas/gradually';
import { type ProcessWithCurves, processKey } from './validProcess';

/** Cached results: going back and forth between two settings then costs nothing. */
const CACHE_SIZE = 12;

export interface SlowResult<R> {
  /** Null before the first result; the previous one while the next is computed. */
  readonly result: ReadonlySignal<R | null>;
  dispose(): void;
}

/** @param source the process to compute for; null for none. Reads signals. */
export function slowResult<R>(
  source: () => ProcessWithCurves | null,
  compute: (process: Process) => Generator<void, R, void>,
): SlowResult<R> {
  const result = signal<R | null>(null);
  const cache = new Map<string, R>();
  let cancel = () => {};
  const stop = effect(() => {
    const facts = source();
    cancel();
    if (!facts) return;
    const key = processKey(facts.config);
    const cached = cache.get(key);
    if (cached !== undefined) {
      result.value = cached;
      return;
    }
    cancel = gradually(compute(facts.process), (computed) => {
      cache.set(key, computed);
      if (cache.size > CACHE_SIZE) cache.delete(cache.keys().next().value!);
      result.value = computed;
    });
  });
  return {
    result,
    dispose() {
      stop();
      cancel();
    },
  };
}
