/**
 * Measures both models of a comparison on demand, with equally many fresh samples of each: previews of images are too few for a figure.
 * Samples are drawn in parts of both models in turn, so that the time left is known. A result belongs to the weights and the sampler
 * that it was drawn with: it is dropped when either changes.
 */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { TrainerApi } from '../../../workers/protocol';
import { messageOf } from '../../lib/diagnostic';
import type { Measurement } from '../../types/score';
import { type DrawProgress, drawInParts, SAMPLES_OF_A_PART } from '../drawInParts';
import { drawingTime, timedDraw } from '../drawingTime';
import { type MeasureSamples, sampleFamilyOf } from '../families';
import type { RunState } from '../run/run';
import { drawSamples } from '../sweep';
import type { Side } from './comparison';
import type { Pair } from './pair';
import { followPair } from './pairSubject';

interface PairResult {
  /** Samples of each model. */
  readonly n: number;
  /** By slot of the store. */
  readonly of: Pair<Measurement>;
}

export interface PairMeasurement {
  readonly result: ReadonlySignal<PairResult | null>;
  /** Null while nothing is measured. */
  readonly progress: ReadonlySignal<DrawProgress | null>;
  /** @param n samples of each model */
  measure(n: number): Promise<void>;
  cancel(): void;
  dispose(): void;
}

interface Parts {
  /** Reads signals. */
  readonly run: (slot: Side) => RunState | null;
  readonly trainer: Pick<TrainerApi, 'draw' | 'cancelDraw'>;
  readonly measure: MeasureSamples;
  readonly onProblem: (message: string) => void;
  readonly now?: () => number;
}

const SLOTS = ['a', 'b'] as const;

/** Milliseconds that `n` samples take at the rate of the newest preview; null before there is one. */
export const runDrawingTime = (run: RunState | null, n: number): number | null =>
  run?.samples ? drawingTime(n, run.config, timedDraw(run.samples.trajectory, run.config)) : null;

export function createPairMeasurement(parts: Parts): PairMeasurement {
  const { run, trainer, measure, onProblem, now = () => performance.now() } = parts;
  const result = signal<PairResult | null>(null);
  const progress = signal<DrawProgress | null>(null);
  let controller = new AbortController();
  const cancel = () => {
    controller.abort();
    progress.value = null;
  };
  const subject = followPair(run, () => {
    result.value = null;
    cancel();
  });

  /** @returns [n, ...shape] of each model; null where it was cancelled */
  function draw(runs: Pair<RunState>, n: number, signal: AbortSignal) {
    const planar = SLOTS.every((slot) => sampleFamilyOf(runs[slot].config).exactScore);
    const size = planar ? n : SAMPLES_OF_A_PART;
    return drawInParts(SLOTS.length, {
      count: n,
      size,
      draw(model, part, count) {
        const { runId, config } = runs[SLOTS[model]];
        const seed = config.seed + 1 + part * size;
        return drawSamples(trainer, { runId, count, seed, weights: 'ema' }, signal);
      },
      onProgress: (next) => {
        progress.value = next;
      },
      now,
    });
  }

  return {
    result,
    progress,
    async measure(n) {
      const runs = subject.ready;
      if (!runs || progress.peek()) return;
      controller = new AbortController();
      const { signal } = controller;
      try {
        const samples = await draw(runs, n, signal);
        if (!samples) return;
        const ofA = await measure(runs.a, samples[0]);
        const ofB = await measure(runs.b, samples[1]);
        if (ofA && ofB && !signal.aborted) result.value = { n, of: { a: ofA, b: ofB } };
      } catch (error) {
        if (!signal.aborted) onProblem(messageOf(error));
      } finally {
        if (!signal.aborted) progress.value = null;
      }
    },
    cancel,
    dispose() {
      cancel();
      subject.dispose();
    },
  };
}
