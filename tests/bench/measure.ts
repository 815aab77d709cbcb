/** Measuring: contenders take turns in one page, A B A B, so that whatever else the machine does falls on all of them. */
import * as tf from '@tensorflow/tfjs-core';
import { mean } from '../../src/lib/studentT';
import { countGpuWork, gpuWork } from '../browser/dispatches';
import { type Contender, checkAgreement } from './contender';
import { processorMilliseconds } from './processorTime';

/** Median, least and most over the rounds. */
interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Times of one kind. */
interface Timing {
  /** Of a step, the device's work included. */
  readonly milliseconds: Spread;
  /** How many times as fast as the last contender, within each round. */
  readonly ratio: Spread;
}

export interface Measurement {
  readonly name: string;
  /** Rounds that were measured. */
  readonly rounds: number;
  readonly clock: Timing;
  /** Of the processor, in all threads that work on a step: what else the machine does counts little. Null where it is not known. */
  readonly processor: Timing | null;
  /** Median time until `step` returns, in milliseconds; null where that is all the work. */
  readonly javascript: number | null;
  /** Of one step. Null where there is no WebGPU. */
  readonly dispatches: number | null;
  readonly submits: number | null;
  /** Kernels of TensorFlow.js that one step calls; null for others. */
  readonly kernels: number | null;
  /** Bytes that TensorFlow.js counts, and bytes of GPU buffers, that are there once a step is done and were not before. */
  readonly tensorBytes: number | null;
  readonly gpuBytes: number | null;
}

export interface Effort {
  /** At most. */
  readonly rounds: number;
  /** A contender's turn in a round lasts about this long, and one step at least. */
  readonly millisecondsPerTurn: number;
  /** Steps whose losses must agree. */
  readonly agreeing: number;
}

export interface Entry {
  readonly open: () => Promise<Contender>;
  /** Whether its kernels can be counted: it is made of TensorFlow.js. */
  readonly ofTensorflow: boolean;
  /** Whether steps return before the device has done them. */
  readonly deferred: boolean;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

const spreadOf = (values: readonly number[]): Spread => ({
  median: median(values),
  least: Math.min(...values),
  most: Math.max(...values),
});

/** Milliseconds of a step in one round. */
export interface RoundTime {
  readonly clock: number;
  readonly processor: number | null;
}

/** @param steps that `f` does */
export async function timed(steps: number, f: () => Promise<unknown>): Promise<RoundTime> {
  const used = await processorMilliseconds();
  const began = performance.now();
  await f();
  const clock = (performance.now() - began) / steps;
  const now = await processorMilliseconds();
  return { clock, processor: used === null || now === null ? null : (now - used) / steps };
}

/** @param own of a contender, in each round @param last of the one to which the ratios are */
export function timingsOf(
  own: readonly RoundTime[],
  last: readonly RoundTime[],
): Pick<Measurement, 'rounds' | 'clock' | 'processor'> {
  const timing = (values: readonly number[], others: readonly number[]): Timing => ({
    milliseconds: spreadOf(values),
    ratio: spreadOf(values.map((value, round) => others[round] / value)),
  });
  const processor = (rounds: readonly RoundTime[]) =>
    rounds.flatMap(({ processor }) => (processor === null || processor === 0 ? [] : [processor]));
  const [mine, others] = [processor(own), processor(last)];
  const isKnown = mine.length === own.length && others.length === own.length;
  const clock = (rounds: readonly RoundTime[]) => rounds.map(({ clock }) => clock);
  return {
    rounds: own.length,
    clock: timing(clock(own), clock(last)),
    processor: isKnown ? timing(mine, others) : null,
  };
}

type Counts = Pick<Measurement, 'dispatches' | 'submits' | 'kernels' | 'tensorBytes' | 'gpuBytes'>;

const onGpu = () => tf.getBackend() === 'webgpu';

interface Opened {
  readonly entry: Entry;
  readonly contender: Contender;
  readonly counts: Counts;
  readonly losses: readonly number[];
  /** Of the counted step: how many more fit into a turn. */
  readonly milliseconds: number;
}

async function openAndCount(entry: Entry, { agreeing }: Effort): Promise<Opened> {
  const before = { tensors: tf.memory().numBytes, gpu: gpuWork().bytes };
  const contender = await entry.open();
  const losses = await contender.firstLosses(agreeing);
  let kernels: number | null = null;
  const began = performance.now();
  const work = await countGpuWork(async () => {
    if (entry.ofTensorflow) {
      const profile = await tf.profile(() => {
        contender.step();
        return [];
      });
      kernels = profile.kernels.length;
    } else contender.step();
    await contender.settle(); // some record their work only when it is waited for
  });
  const milliseconds = performance.now() - began;
  const counts: Counts = {
    dispatches: onGpu() ? work.dispatches : null,
    submits: onGpu() ? work.submits : null,
    kernels,
    tensorBytes: entry.ofTensorflow ? tf.memory().numBytes - before.tensors : null,
    gpuBytes: onGpu() ? gpuWork().bytes - before.gpu : null,
  };
  return { entry, contender, counts, losses, milliseconds };
}

interface Turn {
  readonly time: RoundTime;
  readonly javascript: readonly number[];
}

/**
 * @param steps        that are sent before the first wait
 * @param milliseconds of the processor that a turn takes at least, where they are known: the browser reports them in parts of some ten
 */
async function turn(contender: Contender, steps: number, milliseconds: number): Promise<Turn> {
  const javascript: number[] = [];
  const part = async () => {
    for (let i = 0; i < steps; i++) {
      const called = performance.now();
      contender.step();
      javascript.push(performance.now() - called);
    }
    await contender.settle();
  };
  const parts: RoundTime[] = [];
  let used = 0;
  do {
    const time = await timed(steps, part);
    parts.push(time);
    used += steps * (time.processor ?? milliseconds);
  } while (used < milliseconds && parts.length < MOST_PARTS);
  const clock = mean(parts.map((part) => part.clock));
  const isKnown = parts.every(({ processor }) => processor !== null);
  return {
    time: { clock, processor: isKnown ? mean(parts.map(({ processor }) => processor!)) : null },
    javascript,
  };
}

/** As many losses as wait on the device at most. */
const MOST_STEPS = 1000;

/** Parts of a turn, where the machine does so much besides that they take next to no processor time. */
const MOST_PARTS = 50;

/** Where a contender is very slow, there are fewer rounds: all of them take no longer than this, but for one. */
export const MOST_MILLISECONDS = 45_000;

/** @returns one measurement for each entry; ratios are to the last */
export async function compare(entries: readonly Entry[], effort: Effort): Promise<Measurement[]> {
  const opened: Opened[] = [];
  try {
    for (const entry of entries) {
      opened.push(await openAndCount(entry, effort));
      const { contender, milliseconds } = opened.at(-1)!;
      console.info(`${contender.name}: a first step of ${Math.round(milliseconds)} ms`);
    }
    checkAgreement(opened.map(({ contender, losses }) => ({ name: contender.name, losses })));
    const lengths = opened.map(({ milliseconds }) =>
      Math.min(Math.max(Math.round(effort.millisecondsPerTurn / milliseconds), 1), MOST_STEPS),
    );
    const aRound = opened.reduce((sum, { milliseconds }, i) => sum + lengths[i] * milliseconds, 0);
    const fitting = Math.floor(MOST_MILLISECONDS / aRound);
    const rounds: Turn[][] = [];
    for (let round = 0; round < Math.min(effort.rounds, Math.max(fitting, 1)); round++) {
      const turns: Turn[] = [];
      for (const [i, { contender }] of opened.entries()) {
        await contender.enter?.();
        turns.push(await turn(contender, lengths[i], effort.millisecondsPerTurn));
      }
      rounds.push(turns);
    }
    const timesOf = (i: number) => rounds.map((turns) => turns[i].time);
    return opened.map(({ contender, counts, entry }, i) => ({
      name: contender.name,
      ...timingsOf(timesOf(i), timesOf(opened.length - 1)),
      javascript: entry.deferred ? median(rounds.flatMap((turns) => turns[i].javascript)) : null,
      ...counts,
    }));
  } finally {
    for (const { contender } of opened) {
      await contender.enter?.();
      contender.dispose();
    }
  }
}
