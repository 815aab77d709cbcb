/**
 * The page's end of the workers: the only place that says `new Worker`. A client starts its worker at once, keeps one
 * long-lived callback, and ends it with `terminate`.
 */
import { proxy, type Remote, transfer, wrap } from 'comlink';
import type { ParsedPoints } from '../src/interop/csv';
import type { EvaluatorApi } from './evaluator';
import type { EventHandler, TrainerApi, TrainerEvent } from './protocol';
import type { TableApi } from './table';

function pageHasWebgl(): boolean {
  const context = document.createElement('canvas').getContext('webgl2');
  context?.getExtension('WEBGL_lose_context')?.loseContext(); // browsers keep only some 16 contexts
  return context !== null;
}

export interface TrainerClient {
  readonly api: Remote<TrainerApi>;
  /** Ends the worker at once, whatever it is doing. */
  terminate(): void;
}

/**
 * @param onEvent receives every event of every run, in order; the next comes when its promise is settled
 * @param onCrash receives the message of an exception that reached the worker's top: a bug, or the worker could not be loaded
 */
export function createTrainerClient(
  onEvent: EventHandler,
  onCrash: (message: string) => void,
): TrainerClient {
  const worker = new Worker(new URL('./trainer.worker.ts', import.meta.url), {
    type: 'module',
    name: 'trainer',
  });
  worker.addEventListener('error', (event) =>
    onCrash(event.message || 'the training worker could not be loaded'),
  );
  const api = wrap<TrainerApi>(worker);
  api
    .connect(
      proxy((event: TrainerEvent) => onEvent(event)),
      proxy(pageHasWebgl),
    )
    .catch((error: unknown) => onCrash(error instanceof Error ? error.message : String(error)));
  return { api, terminate: () => worker.terminate() };
}

export interface EvaluatorClient {
  readonly api: Remote<EvaluatorApi>;
  terminate(): void;
}

export function createEvaluatorClient(): EvaluatorClient {
  const worker = new Worker(new URL('./evaluator.worker.ts', import.meta.url), {
    type: 'module',
    name: 'evaluator',
  });
  return { api: wrap<EvaluatorApi>(worker), terminate: () => worker.terminate() };
}

/**
 * Reads a table in a worker of its own, which ends with it.
 * @param bytes the file; the caller has it no more
 * @throws an error whose message is for the user
 */
export async function readTable(bytes: Uint8Array): Promise<ParsedPoints> {
  const worker = new Worker(new URL('./table.worker.ts', import.meta.url), { type: 'module', name: 'table' });
  try {
    return await wrap<TableApi>(worker).read(transfer(bytes, [bytes.buffer as ArrayBuffer]));
  } finally {
    worker.terminate();
  }
}
