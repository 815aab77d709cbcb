/**
 * Recovery makes the runs of a trainer outlive its workers. Where one crashes, hangs or loses its GPU, it is ended, another one starts, and
 * the runs go on from the page's newest copies, one recovery at a time. Crashes in a row lead to slower backends (`backendLimit`); after
 * some time at rest the better one is tried again.
 */
import type {
  RunRequest,
  TrainerClient,
  TrainerEvent,
  TrainerFault,
  TrainerHandlers,
} from '../../../workers/protocol';
import { messageOf } from '../../lib/diagnostic';
import type { BackendId } from '../../types/backend';
import type { Phase } from '../../types/run';
import type { TrainState } from '../../types/weights';
import * as words from '../../words/state/recovery';
import { backendLimit, type Crash, limited, REST } from './backendLimit';
import { createRunGroup, firstStepOf, type RunGroup } from './runGroup';
import { createWorkerLine, terminate, type WorkerLine } from './workerLine';

/** The fault of a trainer's runs, and its recovery. */
export interface RecoveryReport {
  /** Null where the runs only move back to the backend that was requested. */
  readonly fault: TrainerFault | null;
  readonly runIds: readonly number[];
  /** The last step that the page knew of before the fault. */
  readonly lostAt: number;
  /** The step from which the runs go on. */
  readonly from: number;
  /** The state of the runs; "preparing" while the recovery is under way, "failed" where it was given up. */
  readonly phase: Phase;
  /** Null before it has started. */
  readonly backend: BackendId | null;
  /** The slower backend that the runs go on with, because of crashes in a row; null where they keep theirs. */
  readonly limit: BackendId | null;
}

export interface RecoveryParts {
  /** Starts a worker. */
  readonly open: (handlers: TrainerHandlers) => Promise<TrainerClient>;
  readonly onEvent: (event: TrainerEvent) => Promise<void> | void;
  /** The page's newest copy of a run; null where there is none. */
  readonly latest: (runId: number) => TrainState<Float32Array> | null;
  readonly onRecovery: (report: RecoveryReport) => void;
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number;
  readonly later?: (call: () => void, milliseconds: number) => void;
}

/** Recoveries from one step: more than these do not help. */
const MOST_RECOVERIES = 5;
/** Milliseconds that a worker with a lost GPU has for its own copy of the weights. */
const PATIENCE = 1000;

export interface Recovery extends Pick<WorkerLine, 'generation' | 'connected' | 'replaced'> {
  /** The runs of the trainer; null where it has none. */
  readonly group: RunGroup | null;
  /** The best backend that may be used now; null without a limit. */
  readonly limit: BackendId | null;
  /** Makes these runs the trainer's, in place of those before: a recovery under way is for nothing. Sends nothing. */
  begin(runs: readonly RunRequest[]): void;
  /** Forgets the runs. */
  clear(): void;
  /** Starts runs on the best backend that they may use. */
  send(requests: readonly RunRequest[]): Promise<void>;
  /** Settles when it ends; null where no recovery is under way. */
  readonly underWay: Promise<void> | null;
}

export function createRecovery(parts: RecoveryParts): Recovery {
  const { onRecovery, now = () => performance.now(), later = defer } = parts;
  let group: RunGroup | null = null;
  let recovering: Promise<void> | null = null;
  /** The recovery whose outcome is to be reported. */
  let open: RecoveryReport | null = null;
  /** The worker has run out of memory, which it does not give back. */
  let isSpent = false;
  let attempts = { step: -1, count: 0 };
  const crashes: Crash[] = [];
  const limit = () => backendLimit(crashes, now());
  const line = createWorkerLine({ open: parts.open, onEvent: receive, onFault: handle, later });

  function receive(event: TrainerEvent): Promise<void> | void {
    group?.receive(event);
    if (event.type === 'failed' && event.code === 'out-of-memory') isSpent = true;
    const phase = group?.phase;
    if (open && event.type === 'phase' && phase && phase !== 'preparing' && phase !== 'compiling') {
      onRecovery({ ...open, phase, backend: group?.backend ?? null });
      open = null;
    }
    return parts.onEvent(event);
  }

  function handle(fault: TrainerFault): void {
    const present = group;
    crashes.push({ at: now(), backend: present?.backend ?? null });
    const old = line.disconnect();
    if (!present?.phase) {
      terminate(old); // nothing runs: the next call starts a worker
      return;
    }
    const own = recover(fault, present, old).finally(() => {
      if (recovering === own) recovering = null;
    });
    recovering = own;
  }

  async function recover(
    fault: TrainerFault,
    from: RunGroup,
    old: Promise<TrainerClient> | null,
  ): Promise<void> {
    const { generation } = line;
    const isCurrent = () => generation === line.generation && group === from;
    const known = from.step;
    const ask = fault.kind === 'gpu' ? copyOf(old, 'lastCopy') : null;
    const copies = await newestCopies(from.runIds, parts.latest, ask, later);
    terminate(old);
    if (!isCurrent()) return;
    const requests = from.requests((runId) => copies.get(runId) ?? null);
    const best = limit();
    const slower = best !== from.backend && requests.some((run) => withLimit(run, best) !== run);
    const lostAt = Math.max(known, ...requests.map(firstStepOf)); // a copy may be newer than the last report of losses
    const report = { fault, lostAt, limit: slower ? best : null, ...beginningOf(requests) };
    attempts = { step: report.from, count: attempts.step === report.from ? attempts.count + 1 : 1 };
    if (attempts.count > MOST_RECOVERIES) return giveUp(report, requests, words.stoppedAgain);
    open = report;
    onRecovery(report);
    for (const event of preparingEvents(requests)) void parts.onEvent(event);
    try {
      await send(requests);
    } catch (error) {
      if (isCurrent()) giveUp(report, requests, messageOf(error)); // else the next recovery is under way
    }
  }

  async function send(requests: readonly RunRequest[]): Promise<void> {
    const { generation } = line;
    const [sent, best] = [group, limit()];
    const { api } = await line.connected();
    await api.start(requests.map((run) => withLimit(run, best)));
    if (!best) return;
    const end = crashes[crashes.length - 1].at + REST;
    later(() => {
      if (generation === line.generation && group === sent && sent) void climb(sent);
    }, end - now());
  }

  /** Moves runs back to the backend that was requested. */
  async function climb(from: RunGroup): Promise<void> {
    const { generation } = line;
    const isCurrent = () => generation === line.generation && group === from && limit() === null;
    if (!isCurrent() || (from.phase !== 'training' && from.phase !== 'paused')) return;
    const copies = await newestCopies(from.runIds, () => null, copyOf(line.connected(), 'state'), later);
    if (!isCurrent() || from.runIds.some((runId) => !copies.has(runId))) return;
    const requests = from.requests((runId) => copies.get(runId) ?? null);
    const beginning = beginningOf(requests);
    open = { fault: null, lostAt: beginning.from, limit: null, ...beginning };
    await send(requests).catch(() => {}); // a fault of the new device is handled like any other
  }

  function giveUp(report: RecoveryReport, requests: readonly RunRequest[], why: string): void {
    open = null;
    for (const event of failuresOf(report, requests, why)) {
      group?.receive({ type: 'phase', runId: event.runId, phase: 'failed', step: event.step });
      void parts.onEvent(event);
    }
    onRecovery({ ...report, phase: 'failed' });
  }

  return {
    get generation() {
      return line.generation;
    },
    get group() {
      return group;
    },
    get limit() {
      return limit();
    },
    connected: line.connected,
    replaced: line.replaced,
    begin(runs) {
      group = createRunGroup(runs);
      open = null;
      attempts = { step: -1, count: 0 };
      if (isSpent) terminate(line.disconnect());
      isSpent = false;
    },
    clear() {
      group = null;
    },
    send,
    get underWay() {
      return recovering;
    },
  };
}

const defer = (call: () => void, milliseconds: number): void => void setTimeout(call, milliseconds);

function withLimit(run: RunRequest, best: BackendId | null): RunRequest {
  const backend = limited(run.config.backend, best);
  return backend === run.config.backend ? run : { ...run, config: { ...run.config, backend } };
}

/** The part of a report that the requests of the runs say. */
const beginningOf = (requests: readonly RunRequest[]) => ({
  runIds: requests.map(({ runId }) => runId),
  from: Math.min(...requests.map(firstStepOf)),
  phase: 'preparing' as const,
  backend: null,
});

const preparingEvents = (requests: readonly RunRequest[]) =>
  requests.map(
    (run) => ({ type: 'phase', runId: run.runId, phase: 'preparing', step: firstStepOf(run) }) as const,
  );

function failuresOf({ fault, from }: RecoveryReport, requests: readonly RunRequest[], why: string) {
  const code = fault?.kind === 'gpu' ? 'device-lost' : 'bug';
  const message = words.stoppedAt(why, from);
  const hint = words.trainGoesOn;
  return requests.map((request) => {
    const step = firstStepOf(request);
    return { type: 'failed', runId: request.runId, code, message, hint, step } as const;
  });
}

type Copy = TrainState<Float32Array> | null;

/** Asks a worker for a run's state, or for its last copy of it. */
const copyOf =
  (worker: Promise<TrainerClient> | null, which: 'state' | 'lastCopy') =>
  async (runId: number): Promise<Copy> =>
    (await worker)?.api[which](runId) ?? null;

/** The newest copies of runs: the page's, or that of a worker. */
async function newestCopies(
  runIds: readonly number[],
  latest: RecoveryParts['latest'],
  ask: ((runId: number) => Promise<Copy>) | null,
  later: typeof defer,
): Promise<ReadonlyMap<number, TrainState<Float32Array>>> {
  const copies = new Map<number, TrainState<Float32Array>>();
  const copy = async (runId: number) => {
    const own = latest(runId);
    const other = ask && (await soon(ask(runId), later));
    const newest = other && other.step >= (own?.step ?? 0) ? other : own;
    if (newest) copies.set(runId, newest);
  };
  await Promise.all(runIds.map(copy));
  return copies;
}

/** The value of a promise that settles within `PATIENCE`; else null. */
const soon = <T>(promise: Promise<T>, later: typeof defer): Promise<T | null> =>
  Promise.race([promise, new Promise<null>((resolve) => later(() => resolve(null), PATIENCE))]).catch(
    () => null,
  );
