/**
 * The page's clients of the workers: the only file with `new Worker`. A client starts its worker at once, has one long-lived callback,
 * and ends the worker with `terminate`.
 */
import { proxy, transfer } from 'comlink';
import type { ChosenModel } from '../src/interop/chosenModel';
import type { ParsedPoints, TableChoice } from '../src/interop/csv';
import type { ChosenFile, ImageReader } from '../src/interop/images/reader';
import { messageOf } from '../src/lib/diagnostic';
import type { Archiver, ArchiveWork } from '../src/state/library/archive';
import * as words from '../src/words/errors/run';
import type { ArchiveApi } from './archive';
import type { EvaluatorApi, ImageEvaluatorApi } from './evaluator';
import type { ImagesApi } from './images';
import type { ModelApi } from './model';
import type {
  Beat,
  TrainerApi,
  TrainerClient,
  TrainerEvent,
  TrainerFault,
  TrainerHandlers,
} from './protocol';
import { createRemote, type WorkerRemote } from './remote';
import type { TableApi } from './table';
import { createWatchdog } from './watchdog';

function pageHasWebgl(): boolean {
  const context = document.createElement('canvas').getContext('webgl2');
  context?.getExtension('WEBGL_lose_context')?.loseContext(); // browsers keep only some 16 contexts
  return context !== null;
}

export function createTrainerClient({ onEvent, onFault }: TrainerHandlers): TrainerClient {
  const worker = new Worker(new URL('./trainer.worker.ts', import.meta.url), {
    type: 'module',
    name: 'trainer',
  });
  let ended = false;
  const report = (fault: TrainerFault) => {
    if (!ended) onFault(fault);
  };
  const { api, end } = createRemote<TrainerApi>(worker, (message) => {
    watchdog.stop();
    report({ kind: 'crashed', message: message || words.workerNotLoaded });
  });
  const watchdog = createWatchdog((milliseconds) => report({ kind: 'silent', milliseconds }));
  worker.addEventListener('message', ({ data }: MessageEvent<Partial<Beat> | null>) => {
    if (data?.nextBeatWithin !== undefined) watchdog.beat(data.nextBeatWithin);
  });
  api
    .connect(
      proxy((event: TrainerEvent) => (ended ? undefined : onEvent(event))),
      proxy(pageHasWebgl),
      proxy((message: string) => report({ kind: 'gpu', message })),
    )
    .catch((error: unknown) => report({ kind: 'crashed', message: messageOf(error) }));
  return {
    api,
    terminate() {
      ended = true;
      watchdog.stop();
      end(words.startedAgain);
    },
  };
}

/** The evaluator's functions. After a crash of its worker the next call starts another one. */
export function createEvaluator(): EvaluatorApi & ImageEvaluatorApi {
  let remote: WorkerRemote<EvaluatorApi & ImageEvaluatorApi> | null = null;
  const start = () => {
    const worker = new Worker(new URL('./evaluator.worker.ts', import.meta.url), {
      type: 'module',
      name: 'evaluator',
    });
    return createRemote<EvaluatorApi & ImageEvaluatorApi>(worker, () => {
      remote = null;
    });
  };
  return new Proxy({} as EvaluatorApi & ImageEvaluatorApi, {
    get(_, name) {
      if (name === 'then') return undefined; // a promise would be awaited; any other name is a function of the worker
      remote ??= start();
      return remote.api[name as keyof EvaluatorApi];
    },
  });
}

/**
 * Reads a table in a worker of its own, which ends with it.
 * @param bytes the file; transferred: the caller loses it
 * @throws an error whose message is for the user
 */
export async function readTable(bytes: Uint8Array, choice?: TableChoice): Promise<ParsedPoints> {
  const worker = new Worker(new URL('./table.worker.ts', import.meta.url), { type: 'module', name: 'table' });
  const { api, end } = createRemote<TableApi>(worker);
  try {
    return await api.read(transfer(bytes, [bytes.buffer as ArrayBuffer]), choice);
  } finally {
    end();
  }
}

/** Reads a model in a worker of its own, which ends with it. @throws an error whose message is for the user */
export async function openModel(files: readonly ChosenFile[]): Promise<ChosenModel> {
  const worker = new Worker(new URL('./model.worker.ts', import.meta.url), { type: 'module', name: 'model' });
  const { api, end } = createRemote<ModelApi>(worker);
  try {
    return await api.open([...files]);
  } finally {
    end();
  }
}

/** @throws an error whose message is for the user, where the files hold no images or too few */
export async function openImages(files: readonly ChosenFile[]): Promise<ImageReader> {
  const worker = new Worker(new URL('./images.worker.ts', import.meta.url), {
    type: 'module',
    name: 'images',
  });
  const { api, end } = createRemote<ImagesApi>(worker);
  try {
    const summary = await api.open([...files]);
    return {
      summary,
      preview: (fit, count) => api.preview(fit, count),
      prepare: (fit, onProgress) => api.prepare(fit, proxy(onProgress)),
      close: end,
    };
  } catch (error) {
    end();
    throw error;
  }
}

/** Starts a worker that ends at once. Where its file cannot be fetched, nothing happens. */
export function startEmptyWorker(): void {
  const worker = new Worker(new URL('./empty.worker.ts', import.meta.url), { type: 'module', name: 'empty' });
  worker.addEventListener('error', (event) => event.preventDefault());
}

/** Archives of runs, each read or written in a worker of its own, which ends with it. */
export function createArchiver(): Archiver {
  async function within<T>(
    { onProgress, signal }: ArchiveWork,
    use: (api: WorkerRemote<ArchiveApi>['api'], onProgress: ArchiveWork['onProgress']) => Promise<T>,
  ): Promise<T> {
    signal.throwIfAborted();
    const worker = new Worker(new URL('./archive.worker.ts', import.meta.url), {
      type: 'module',
      name: 'archive',
    });
    const { api, end } = createRemote<ArchiveApi>(worker);
    const cancel = () => end(words.cancelled);
    signal.addEventListener('abort', cancel);
    try {
      return await use(api, proxy(onProgress));
    } finally {
      signal.removeEventListener('abort', cancel);
      end();
    }
  }
  return {
    exportRuns: (ids, work) => within(work, (api, onProgress) => api.exportRuns(ids, onProgress)),
    importRuns: (file, work) => within(work, (api, onProgress) => api.importRuns(file, onProgress)),
  };
}
