/** Measuring: contenders take turns in one page, A B A B, so that whatever else the machine does falls on all of them. */
import * as tf from '@tensorflow/tfjs-core';
import { countGpuWork, gpuWork } from '../browser/dispatches';
import { type Contender, checkAgreement } from './contender';

export interface Measurement {
  readonly name: string;
  /** Median over the rounds, the device's work included. */
  readonly millisecondsPerStep: number;
  /** Rounds that were measured. */
  readonly rounds: number;
  /** How many times as fast as the last contender: median, least and most over the rounds. */
  readonly ratio: { readonly median: number; readonly least: number; readonly most: number };
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

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
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
  readonly millisecondsPerStep: number;
  readonly javascript: readonly number[];
}

async function turn(contender: Contender, steps: number): Promise<Turn> {
  const javascript: number[] = [];
  const began = performance.now();
  for (let i = 0; i < steps; i++) {
    const called = performance.now();
    contender.step();
    javascript.push(performance.now() - called);
  }
  await contender.settle();
  return { millisecondsPerStep: (performance.now() - began) / steps, javascript };
}

const MOST_STEPS = 200;

/** Where a contender is very slow, there are fewer rounds: all of them take no longer than this, but for one. */
const MOST_MILLISECONDS = 45_000;

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
        turns.push(await turn(contender, lengths[i]));
      }
      rounds.push(turns);
    }
    return opened.map(({ contender, counts, entry }, i) => {
      const ratios = rounds.map((turns) => turns.at(-1)!.millisecondsPerStep / turns[i].millisecondsPerStep);
      return {
        name: contender.name,
        millisecondsPerStep: median(rounds.map((turns) => turns[i].millisecondsPerStep)),
        rounds: rounds.length,
        ratio: { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) },
        javascript: entry.deferred ? median(rounds.flatMap((turns) => turns[i].javascript)) : null,
        ...counts,
      };
    });
  } finally {
    for (const { contender } of opened) {
      await contender.enter?.();
      contender.dispose();
    }
  }
}
