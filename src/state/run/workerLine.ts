/** A worker line is a trainer's workers, one after the other. What an earlier one sends is dropped, even where it was sent before its end. */
import type { TrainerClient, TrainerEvent, TrainerFault, TrainerHandlers } from '../../../workers/protocol';

export interface WorkerLine {
  /** Counts the workers. */
  readonly generation: number;
  /** The present worker, which is started first where there is none. */
  connected(): Promise<TrainerClient>;
  /** Makes the present worker an earlier one, and has the next call start another. @returns the worker, for the caller to terminate */
  disconnect(): Promise<TrainerClient> | null;
  /** Settles once the worker of this generation is replaced, at once where it is, or after some milliseconds. */
  replaced(generation: number, within: number): Promise<void>;
}

interface Parts {
  readonly open: (handlers: TrainerHandlers) => Promise<TrainerClient>;
  readonly onEvent: (event: TrainerEvent) => Promise<void> | void;
  readonly onFault: (fault: TrainerFault) => void;
  readonly later: (call: () => void, milliseconds: number) => void;
}

export function createWorkerLine({ open, onEvent, onFault, later }: Parts): WorkerLine {
  let generation = 0;
  let client: Promise<TrainerClient> | null = null;
  let waiting: (() => void)[] = [];

  function connect(): Promise<TrainerClient> {
    const own = generation;
    const opened = open({
      onEvent: (event) => (own === generation ? onEvent(event) : undefined),
      onFault(fault) {
        if (own === generation) onFault(fault);
      },
    });
    opened.catch(() => {
      if (own === generation) client = null; // the next call tries again
    });
    return opened;
  }

  return {
    get generation() {
      return generation;
    },
    connected() {
      client ??= connect();
      return client;
    },
    disconnect() {
      const old = client;
      client = null;
      generation++;
      for (const call of waiting) call();
      waiting = [];
      return old;
    },
    async replaced(of, within) {
      if (of !== generation) return;
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        later(resolve, within);
      });
    },
  };
}

/** Ends a worker that may still be starting. */
export function terminate(worker: Promise<TrainerClient> | null): void {
  worker?.then((client) => client.terminate()).catch(() => {}); // one that did not start needs no end
}
