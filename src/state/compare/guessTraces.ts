/**
 * Where each side thinks it is going: the guesses x̂0 of both models at every step of sampling from the same noise. Drawn on demand; dropped
 * when weights or sampler of a side change.
 */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { TrainerApi } from '../../../workers/protocol';
import { messageOf } from '../../lib/diagnostic';
import type { Trajectory } from '../../types/trajectory';
import { sampleFamilyOf } from '../families';
import type { RunState } from '../run/run';
import { cancellable } from '../sweep';
import type { Side } from './comparison';
import type { Pair } from './pair';
import { followPair } from './pairSubject';

export interface GuessTraces {
  /** By slot of the store. */
  readonly result: ReadonlySignal<Pair<Trajectory> | null>;
  readonly busy: ReadonlySignal<boolean>;
  /** Does nothing while it draws, or where a side trains or has no weights. */
  draw(): Promise<void>;
  cancel(): void;
  dispose(): void;
}

interface Parts {
  /** Reads signals. */
  readonly run: (slot: Side) => RunState | null;
  readonly trainer: Pick<TrainerApi, 'drawTrajectory' | 'cancelDraw'>;
  readonly onProblem: (message: string) => void;
}

/** Of the noise of both sides. */
const SEED = 1;
/** Samples: points cost little, and the mean over them is measured. */
const COUNT = { points: 256, images: 8 } as const;

export function createGuessTraces({ run, trainer, onProblem }: Parts): GuessTraces {
  const result = signal<Pair<Trajectory> | null>(null);
  const busy = signal(false);
  let controller = new AbortController();
  const cancel = () => {
    controller.abort();
    busy.value = false;
  };
  const subject = followPair(run, () => {
    result.value = null;
    cancel();
  });
  const drawOne = ({ runId, config }: RunState, signal: AbortSignal) =>
    cancellable(trainer, runId, signal, (id) =>
      trainer.drawTrajectory({
        runId,
        id,
        count: sampleFamilyOf(config).exactScore ? COUNT.points : COUNT.images,
        seed: SEED,
        weights: 'ema',
      }),
    );
  return {
    result,
    busy,
    async draw() {
      const runs = subject.ready;
      if (!runs || busy.peek()) return;
      controller = new AbortController();
      const { signal } = controller;
      busy.value = true;
      try {
        const ofA = await drawOne(runs.a, signal);
        const ofB = ofA && !signal.aborted ? await drawOne(runs.b, signal) : null;
        if (ofA && ofB && !signal.aborted) result.value = { a: ofA, b: ofB };
      } catch (error) {
        if (!signal.aborted) onProblem(messageOf(error));
      } finally {
        if (!signal.aborted) busy.value = false;
      }
    },
    cancel,
    dispose() {
      cancel();
      subject.dispose();
    },
  };
}

/** Root mean square distance of two rows of numbers, by sample. */
function distance(values: Float32Array, first: number, from: Float32Array, base: number, size: number) {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += (values[first + i] - from[base + i]) ** 2;
  return Math.sqrt(sum / size);
}

/**
 * How far the guesses are from what they become, in standard deviations of the results.
 * @returns [frames], 0 at the last one
 */
export function guessDistances({ guesses, frames }: Pick<Trajectory, 'guesses' | 'frames'>): number[] {
  const size = guesses.length / frames;
  const result = guesses.subarray(size * (frames - 1));
  const mean = result.reduce((sum, value) => sum + value, 0) / size;
  const spread = Math.sqrt(result.reduce((sum, value) => sum + (value - mean) ** 2, 0) / size);
  return Array.from({ length: frames }, (_, k) => distance(guesses, k * size, result, 0, size) / spread);
}

/** A guess this near to the result has settled, in standard deviations of the results. */
export const SETTLED = 0.1;

/** Share of the steps after which the guesses stay within `SETTLED`; 1 where only the last one is. */
export function settledAfter(distances: readonly number[]): number {
  const last = distances.findLastIndex((value) => !(value <= SETTLED));
  return (last + 1) / (distances.length - 1);
}
