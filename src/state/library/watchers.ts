/**
 * The tab that trains a run answers the tabs that watch it, over a broadcast channel. A watcher asks for what it does not have yet, so
 * that nothing is sent while nobody watches, and nothing is left behind by a watcher that is gone.
 */
import { effect, type ReadonlySignal, untracked } from '@preact/signals';
import type { RunConfig } from '../../config/fields';
import { lastFrame } from '../../lib/lastFrame';
import type { RunState } from '../run/run';

/** The end of a trajectory: what the samples of a run look like. */
export interface WatchedSamples {
  /** The training step of the weights that drew them. */
  readonly step: number;
  readonly count: number;
  /** Of one sample: [2] for a point, [height, width, channels] for an image. */
  readonly shape: readonly number[];
  /** [count, ...shape] in data units. */
  readonly values: Float32Array;
}

/** A watcher's request, with the parts that it has. */
interface Question {
  readonly type: 'question';
  /** The tab that asks: several tabs may watch a run, and each has another part of it. */
  readonly from: string;
  /** The run's id in the library. */
  readonly id: string;
  /** The last step whose loss it has. */
  readonly after: number;
  /** The step of the samples that it has; -1 for none. */
  readonly samplesOf: number;
}

export interface Answer {
  readonly type: 'answer';
  /** The tab that watches. */
  readonly to: string;
  readonly id: string;
  readonly config: RunConfig;
  readonly step: number;
  readonly stepsPerSecond: number;
  /** losses[i] belongs to step firstStep + i. */
  readonly firstStep: number;
  readonly losses: Float32Array;
  /** Null where the watcher has the newest. */
  readonly samples: WatchedSamples | null;
}

type WatchMessage = Question | Answer;

/** The part of a BroadcastChannel that is used: what one tab posts, all others receive. */
export interface WatchChannel {
  postMessage(message: WatchMessage): void;
  onmessage: ((event: MessageEvent<WatchMessage>) => void) | null;
  close(): void;
}

/** Its number rises when the messages change: tabs of two versions of the app do not understand each other. */
const CHANNEL = 'ddpm-lab-watch-1';

export const openWatchChannel = (): WatchChannel => new BroadcastChannel(CHANNEL) as WatchChannel;

/** The most losses of one answer: a watcher that lacks more asks again, and no task of either tab is long. */
export const MOST_LOSSES = 20_000;

function samplesOf({ samples }: RunState, known: number): WatchedSamples | null {
  if (!samples || samples.step === known) return null;
  const { count, shape } = samples.trajectory;
  return { step: samples.step, count, shape, values: lastFrame(samples.trajectory).slice() };
}

function answerTo({ from, id, after, samplesOf: known }: Question, run: RunState): Answer {
  const { config, step, stepsPerSecond, losses } = run;
  const { first, last } = losses;
  const wentBack = after > last; // to a copy, after a crash: the watcher's curve begins again
  const firstStep = wentBack ? first : Math.max(first, after + 1);
  const length = Math.max(0, Math.min(MOST_LOSSES, last - firstStep + 1));
  return {
    type: 'answer',
    to: from,
    id,
    config,
    step,
    stepsPerSecond,
    firstStep,
    losses: Float32Array.from({ length }, (_, i) => losses.at(firstStep + i)),
    samples: samplesOf(run, known),
  };
}

interface AnswerParts {
  readonly runs: readonly ReadonlySignal<RunState | null>[];
  /** The id under which this tab saves a run; null where another tab has it. */
  readonly savedAs: (recordId: string) => string | null;
  readonly open: () => WatchChannel;
}

/**
 * Answers the tabs that watch the runs of this one while they train. The channel is open no longer: a page with an open one may not be
 * restored by the browser's Back.
 * @returns ends it
 */
export function answerWatchers({ runs, savedAs, open }: AnswerParts): () => void {
  let channel: WatchChannel | null = null;
  const trainingRuns = () => runs.flatMap(({ value: run }) => (run?.phase === 'training' ? [run] : []));
  const answer = (question: WatchMessage): void => {
    if (question.type !== 'question') return;
    const run = untracked(trainingRuns).find(({ recordId }) => savedAs(recordId) === question.id);
    if (run) channel?.postMessage(answerTo(question, run));
  };
  const close = () => {
    channel?.close();
    channel = null;
  };
  const stop = effect(() => {
    if (trainingRuns().length === 0) return close();
    if (channel) return;
    channel = open();
    channel.onmessage = ({ data }) => answer(data);
  });
  return () => {
    stop();
    close();
  };
}
