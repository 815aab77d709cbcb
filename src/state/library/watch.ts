/**
 * A run that trains in another tab, seen from this one: the watching tab asks the one that trains it for what it does not have yet; where
 * no tab answers, it shows the newest checkpoint in storage. A watcher holds no lock and writes nothing.
 */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { RunConfig } from '../../config/fields';
import type { RunStorage } from '../../storage/runs';
import type { Checkpoint, RunRecord } from '../../storage/schema';
import type { LossHistory } from '../run/lossHistory';
import { restoredRun } from '../run/restoredRun';
import { beginRun } from '../run/run';
import { type Answer, MOST_LOSSES, type WatchChannel, type WatchedSamples } from './watchers';

type WatchStanding =
  /** Nothing is known yet. */
  | 'seeking'
  /** The tab that trains it answers. */
  | 'live'
  /** A tab has its lock and does not answer: the browser may have frozen it. */
  | 'silent'
  /** No tab trains it: it is paused, finished, or its tab was closed. */
  | 'idle'
  /** The library does not have it any more. */
  | 'deleted';

export interface WatchedRun {
  readonly standing: WatchStanding;
  /** As it is stored; null until it is read, and once it is deleted. */
  readonly record: RunRecord | null;
  /** Null until anything is known. */
  readonly config: RunConfig | null;
  readonly step: number;
  /** 0 where no tab answers. */
  readonly stepsPerSecond: number;
  /** Null until anything is known. */
  readonly losses: LossHistory | null;
  /** Null until a tab has answered with some: storage has none, but the record's thumbnail. */
  readonly samples: WatchedSamples | null;
  /** When a tab answered last, in milliseconds; null where none has. */
  readonly answeredAt: number | null;
  /** When the run was watched first. */
  readonly since: number;
}

type WatchEvent =
  | { readonly type: 'answered'; readonly answer: Answer }
  | { readonly type: 'looked'; readonly record: RunRecord | null; readonly locked: boolean }
  | { readonly type: 'read'; readonly checkpoint: Checkpoint };

const beginWatch = (now: number): WatchedRun => ({
  standing: 'seeking',
  record: null,
  config: null,
  step: 0,
  stepsPerSecond: 0,
  losses: null,
  samples: null,
  answeredAt: null,
  since: now,
});

/** Milliseconds without an answer after which a tab counts as silent. */
const SILENT = 4000;

function answered(state: WatchedRun, answer: Answer, now: number): WatchedRun {
  const { config, step, stepsPerSecond, firstStep, losses, samples } = answer;
  const history = state.losses ?? beginRun({ runId: 0, recordId: answer.id, config }).losses;
  return {
    ...state,
    standing: 'live',
    config,
    step,
    stepsPerSecond,
    losses: losses.length > 0 ? history.append(firstStep, losses) : history,
    samples: samples ?? state.samples,
    answeredAt: now,
  };
}

function looked(state: WatchedRun, record: RunRecord | null, locked: boolean, now: number): WatchedRun {
  if (!record) return { ...state, standing: 'deleted', record, stepsPerSecond: 0 };
  const isFresh = now - (state.answeredAt ?? Number.NEGATIVE_INFINITY) < SILENT;
  // without Web Locks nothing is locked: a step that is not answered yet says that the run has ended
  if (isFresh && (locked || record.step <= state.step)) return { ...state, record };
  const seeks = locked && state.answeredAt === null && now - state.since < SILENT;
  const standing = seeks ? 'seeking' : locked ? 'silent' : 'idle';
  return { ...state, standing, record, config: record.config, step: record.step, stepsPerSecond: 0 };
}

/** @returns the next state of a watched run. Pure. */
function reduceWatch(state: WatchedRun, event: WatchEvent, now: number): WatchedRun {
  switch (event.type) {
    case 'answered':
      return answered(state, event.answer, now);
    case 'looked':
      return looked(state, event.record, event.locked, now);
    case 'read': {
      // a tab that answers knows more
      if (state.standing === 'live') return state;
      const { step, losses } = restoredRun(event.checkpoint);
      return { ...state, step, losses };
    }
    default:
      return event satisfies never;
  }
}

/** Milliseconds between two questions. */
const ASK = 500;
/** Milliseconds after which an answer is expected no more. */
const ANSWERS_WITHIN = 2000;
/** Milliseconds between two looks at storage and locks. */
const LOOK = 2000;

export interface Watch {
  readonly run: ReadonlySignal<WatchedRun>;
  stop(): void;
}

interface WatchParts {
  readonly id: string;
  /** The id of this watcher. */
  readonly watcher: string;
  readonly channel: WatchChannel;
  readonly storage: Pick<RunStorage, 'list' | 'load'>;
  /** The runs that train in other tabs. */
  readonly elsewhere: () => Promise<ReadonlySet<string>>;
  /** Milliseconds of any clock. */
  readonly now?: () => number;
}

/** Watches a run until it is stopped. */
export function watchRun({
  id,
  watcher,
  channel,
  storage,
  elsewhere,
  now = () => performance.now(),
}: WatchParts): Watch {
  const run = signal(beginWatch(now()));
  let askedAt: number | null = null;
  /** When the checkpoint that was read was saved. */
  let read: number | null = null;
  let stopped = false;
  const apply = (event: WatchEvent) => {
    if (!stopped) run.value = reduceWatch(run.peek(), event, now());
  };

  function ask(): void {
    if (askedAt !== null && now() - askedAt < ANSWERS_WITHIN) return;
    const { losses, samples } = run.peek();
    askedAt = now();
    channel.postMessage({
      type: 'question',
      from: watcher,
      id,
      after: losses?.last ?? 0,
      samplesOf: samples?.step ?? -1,
    });
  }
  channel.onmessage = ({ data }) => {
    if (data.type !== 'answer' || data.to !== watcher || data.id !== id) return;
    askedAt = null;
    apply({ type: 'answered', answer: data });
    if (data.losses.length === MOST_LOSSES) ask();
  };

  async function look(): Promise<void> {
    const [records, locked] = await Promise.all([storage.list(), elsewhere()]);
    const record = records.find((one) => one.id === id) ?? null;
    apply({ type: 'looked', record, locked: locked.has(id) });
    const { standing } = run.peek();
    if (!record || read === record.updatedAt || (standing !== 'silent' && standing !== 'idle')) return;
    const { checkpoint } = await storage.load(id);
    read = record.updatedAt;
    apply({ type: 'read', checkpoint });
  }
  const lookAgain = () => void look().catch(() => {}); // the next look may succeed
  ask();
  lookAgain();
  const timers = [setInterval(ask, ASK), setInterval(lookAgain, LOOK)];
  return {
    run,
    stop() {
      stopped = true;
      for (const timer of timers) clearInterval(timer);
      channel.close();
    },
  };
}
