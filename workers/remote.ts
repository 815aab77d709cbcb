/** A remote calls a worker's functions. Once the worker has ended, every call rejects that is still without an answer, or comes later. */
import { type Remote, wrap } from 'comlink';
import { LostAnswerError } from '../src/lib/lostAnswer';
import * as words from '../src/words/errors/run';

/** A worker's functions. */
type Api<T> = {
  readonly [K in keyof T]: T[K] extends (...parameters: infer P) => infer R ? (...parameters: P) => R : never;
};

export interface WorkerRemote<T> {
  readonly api: Api<T>;
  /** Ends the worker at once, whatever it is doing. @param reason a sentence for those whose calls reject */
  end(reason?: string): void;
}

/** The part of a worker that is used here. */
export interface WorkerLike extends Pick<Worker, 'postMessage' | 'addEventListener' | 'removeEventListener'> {
  terminate(): void;
}

const ENDED = words.workerEnded;

/** @param onCrash receives the message of an exception that reached the worker's top, or that it could not be loaded; it has ended then */
export function createRemote<T>(
  worker: WorkerLike,
  onCrash: (message: string) => void = () => {},
): WorkerRemote<T> {
  const remote = wrap<T>(worker as Worker) as Remote<T> &
    Record<PropertyKey, (...parameters: unknown[]) => Promise<unknown>>;
  const waiting = new Set<(error: Error) => void>();
  let ended: string | null = null;

  function end(reason = ENDED): void {
    if (ended !== null) return;
    ended = reason;
    worker.terminate();
    for (const reject of waiting) reject(new LostAnswerError(reason));
    waiting.clear();
  }
  const call = (name: PropertyKey, parameters: unknown[]) =>
    new Promise<unknown>((resolve, reject) => {
      if (ended !== null) return reject(new LostAnswerError(ended));
      waiting.add(reject);
      remote[name](...parameters)
        .then(resolve, reject)
        .finally(() => waiting.delete(reject));
    });
  worker.addEventListener('error', (event) => {
    event.preventDefault(); // handled here: the page itself has no error
    const { message } = event as ErrorEvent;
    end(message || undefined);
    onCrash(message);
  });
  const api = new Proxy({} as Api<T>, {
    get(_, name) {
      if (name === 'then') return undefined; // a promise would be awaited; any other name is a function of the worker
      return (...parameters: unknown[]) => call(name, parameters);
    },
  });
  return { api, end };
}
