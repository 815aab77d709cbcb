/** The bound of a run's EMA weights on samples that it has not learned, where there are any, evaluated beside the training and reported by events. */
import type * as tf from '@tensorflow/tfjs-core';
import type { BoundRequest, TrainerEvent } from '../../workers/protocol';
import type { RunConfig } from '../config/fields';
import type { Process } from '../diffusion/process';
import { evaluateBound } from '../evaluation/bound';
import { createRng, evaluationDraw } from '../lib/rng';
import { yieldMacrotask } from '../runtime/yield';
import { createBoundModel } from '../sampling/boundModel';
import type { TrainedModel } from '../sampling/denoiser';
import type { TrainingData } from './data/openTrainingData';
import { drawSamples } from './data/sampleSet';
import type { Learner } from './learner';
import { PROGRESS_INTERVAL } from './progressReporter';

export interface BoundParts {
  readonly runId: number;
  readonly config: RunConfig;
  readonly process: Process;
  readonly data: TrainingData;
  readonly learner: Learner;
  /** The run's network with these weights, in the layout's order. */
  readonly trained: (tensors: readonly tf.Tensor[]) => TrainedModel;
  /** Whether the network's guess x̂0 is clipped to the box of the data. */
  readonly clipDenoised: boolean;
  /** Aborting one of them ends the evaluation. */
  readonly signals: readonly AbortSignal[];
}

/** Yields 'bound' events: shares of the work that is done, then a report, or 0 without one where it was cancelled. */
export async function* boundEvents(
  { points, seed }: BoundRequest,
  { runId, config, process, data, learner, trained, clipDenoised, signals }: BoundParts,
): AsyncGenerator<TrainerEvent> {
  const rng = createRng(evaluationDraw('boundData', seed));
  const heldOut = await data.heldOut();
  const x0 = data.fresh
    ? data.fresh(points, rng)
    : drawSamples(heldOut ?? (await data.samples()), points, rng);
  const learned = heldOut === null;
  const { step } = learner; // training may go on while the data load
  const copy = learner.copyWeights('ema');
  try {
    const evaluation = evaluateBound({
      process,
      model: createBoundModel(trained(copy.tensors), clipDenoised ? data.box : null),
      x0,
      dims: x0.length / points,
      seed,
      steps: config.T,
      variance: config.variance,
    });
    let reportedAt = 0;
    for (;;) {
      const { done, value } = await evaluation.next();
      if (signals.some(({ aborted }) => aborted)) {
        yield { type: 'bound', runId, step, done: 0, report: null };
        return;
      }
      if (done) {
        yield { type: 'bound', runId, step, done: 1, report: { ...value, learned } };
        return;
      }
      if (performance.now() - reportedAt > PROGRESS_INTERVAL) {
        reportedAt = performance.now();
        yield { type: 'bound', runId, step, done: Math.min(value, 0.999), report: null };
      }
      await yieldMacrotask();
    }
  } finally {
    copy.dispose();
  }
}
