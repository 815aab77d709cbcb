/** Tabs of one browser that share a library: its storage, its Web Locks and its broadcast channels, without a browser. */
import { signal } from '@preact/signals';
import { DEFAULT_CONFIG } from '../../../../src/config/fields';
import { createRunLocks } from '../../../../src/state/library/locks';
import { createOwnership } from '../../../../src/state/library/ownership';
import { type Watch, watchRun } from '../../../../src/state/library/watch';
import { answerWatchers, type WatchChannel } from '../../../../src/state/library/watchers';
import { beginRun, type RunState, reduce } from '../../../../src/state/run/run';
import { facts } from '../../storage/facts';
import { checkpoint, openTab } from '../../storage/library';

interface Request {
  readonly name: string;
  readonly tab: number;
  end(error?: Error): void;
}

/** Broadcast channels of one browser: what one posts, all others receive a little later, but those of a frozen tab. */
function createChannels() {
  const open = new Map<WatchChannel, number>();
  const frozen = new Set<number>();
  return {
    frozen,
    openIn(tab: number): WatchChannel {
      const channel: WatchChannel = {
        onmessage: null,
        postMessage(message) {
          const copy = structuredClone(message);
          setImmediate(() => {
            for (const [other, owner] of open)
              if (other !== channel && !frozen.has(owner))
                other.onmessage?.({ data: copy } as MessageEvent<typeof copy>);
          });
        },
        close: () => void open.delete(channel),
      };
      open.set(channel, tab);
      return channel;
    },
    close(tab: number) {
      for (const [channel, owner] of open) if (owner === tab) open.delete(channel);
    },
    get count() {
      return open.size;
    },
  };
}

/** What tabs of one browser share: Web Locks, of which each tab has its own manager, and broadcast channels. */
export function createBrowser() {
  const channels = createChannels();
  const held: Request[] = [];
  const drop = (request: Request) => {
    const at = held.indexOf(request);
    if (at >= 0) held.splice(at, 1);
  };
  const managerOf = (tab: number) =>
    ({
      async request(name: string, options: LockOptions, use: (lock: Lock | null) => unknown) {
        const holder = held.find((other) => other.name === name);
        if (holder && !options.steal) return use(null);
        if (holder) {
          drop(holder);
          holder.end(new DOMException('stolen', 'AbortError'));
        }
        let request!: Request;
        const ended = new Promise<void>((resolve, reject) => {
          request = { name, tab, end: (error) => (error ? reject(error) : resolve()) };
        });
        held.push(request);
        await Promise.race([Promise.resolve(use({ name, mode: 'exclusive' } as Lock)), ended]).finally(() =>
          drop(request),
        );
      },
      query: async () => ({ held: held.map(({ name }) => ({ name })) }),
    }) as unknown as LockManager;
  return {
    managerOf,
    channels,
    holders: (id: string) => held.filter(({ name }) => name.endsWith(`:${id}`)).length,
    close(tab: number) {
      channels.close(tab);
      for (const request of held.filter((other) => other.tab === tab)) {
        drop(request);
        request.end();
      }
    },
  };
}

/** A run at some step, its losses 1, 1/2, 1/3, … */
function stateAt(recordId: string, step: number, phase: 'training' | 'paused'): RunState {
  const begun = beginRun({ runId: 1, recordId, config: { ...DEFAULT_CONFIG, seed: 11, trainingSteps: 100 } });
  const losses = Float32Array.from({ length: step }, (_, i) => 1 / (i + 1));
  const trained = reduce(begun, { type: 'losses', runId: 1, firstStep: 1, losses, stepsPerSecond: 10 }, 0);
  return reduce(trained, { type: 'phase', runId: 1, phase, step }, 0);
}

/** A tab that trains one run at a time, as the Train view does. */
export function createTab(
  browser: ReturnType<typeof createBrowser>,
  databaseName: string,
  number: number,
  hasLocks = true,
) {
  const storage = openTab(databaseName);
  let ids = 0;
  const lost: string[] = [];
  const forked: string[] = [];
  let run: { recordId: string; step: number; training: boolean } | null = null;
  /** The run as the page has it, for the tabs that watch it. */
  const shown = signal<RunState | null>(null);
  const show = () => {
    shown.value = run && stateAt(run.recordId, run.step, run.training ? 'training' : 'paused');
  };
  const pause = async () => {
    if (!run) return;
    run.training = false;
    show();
    ownership.pauses(run.recordId);
  };
  const locks = createRunLocks(hasLocks ? browser.managerOf(number) : null);
  const ownership = createOwnership({
    storage,
    locks,
    newId: () => `branch ${number}.${++ids}`,
    onLost(recordId) {
      lost.push(recordId);
      if (run?.recordId === recordId) run.training = false; // the page pauses it
      show();
    },
    onFork: (recordId) => forked.push(recordId),
  });
  answerWatchers({
    runs: [shown],
    savedAs: ownership.ownId,
    open: () => browser.channels.openIn(number),
  });
  return {
    storage,
    locks,
    ownership,
    /** The run as the page has it. */
    shown,
    lost,
    forked,
    get run() {
      return run;
    },
    begin() {
      void pause();
      run = { recordId: `run ${number}.${++ids}`, step: 0, training: true };
      show();
      ownership.trains(run.recordId);
    },
    pause,
    resume() {
      if (!run || run.training) return;
      run.training = true;
      show();
      ownership.trains(run.recordId);
    },
    /** Trains, and saves a copy. @returns what was acknowledged: the id and the step; null where nothing was */
    async train(steps: number): Promise<readonly [string, number] | null> {
      if (!run?.training) return null;
      run.step += steps;
      show();
      const { recordId, step } = run;
      try {
        const id = await ownership.savedAs(recordId, step);
        if (id === null) return null;
        await storage.save(checkpoint(id, step), facts());
        return [id, step];
      } catch (error) {
        if ((error as { code?: string }).code !== 'taken-over') throw error;
        ownership.lost(recordId);
        return null;
      }
    },
    /** Goes on with the newest run of the library, or takes it over. */
    async open(takeOver: boolean) {
      const [newest] = await storage.list();
      if (!newest || newest.id === run?.recordId) return;
      await pause();
      if (takeOver) await ownership.takeOver(newest.id);
      const { checkpoint: loaded, record } = await storage.load(newest.id);
      if (takeOver) await storage.claim(newest.id, record.updatedAt);
      ownership.opened(newest.id, record.updatedAt, loaded.state.step);
      run = { recordId: newest.id, step: loaded.state.step, training: false };
      show();
    },
    /** The id under which the run that trains here is saved; null where none trains. */
    get trainsAs() {
      return run?.training ? ownership.ownId(run.recordId) : null;
    },
    watch: (id: string, now?: () => number): Watch =>
      watchRun({
        id,
        watcher: `watcher ${number}.${++ids}`,
        channel: browser.channels.openIn(number),
        storage,
        elsewhere: locks.elsewhere,
        now,
      }),
    close: () => browser.close(number),
  };
}
