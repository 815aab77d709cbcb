/**
 * The page's end of the workers: the only place that says `new Worker`. A client starts its worker at once, keeps one
 * long-lived callback, and ends it with `terminate`.
 */
import { proxy, type Remote, wrap } from 'comlink';
import type { EvaluatorApi } from './evaluator';
import type { EventHandler, TrainerApi, TrainerEvent } from './protocol';

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
    .connect(proxy((event: TrainerEvent) => onEvent(event)))
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
