/**
 * What may be asked of a run's present weights, beside their training: samples, the way they came, the field of arrows, the bound. Each
 * question holds the weights as they are when it begins.
 */
import * as tf from '@tensorflow/tfjs-core';
import type {
  BoundRequest,
  DrawRequest,
  FieldRequest,
  TrainerEvent,
  Trajectory,
} from '../../workers/protocol';
import type { RunConfig } from '../config/fields';
import { openPlan } from '../config/openPlan';
import type { Process } from '../diffusion/process';
import { RefusedError } from '../diffusion/refusal';
import type { SamplingPlan } from '../diffusion/samplers/plan';
import { evaluateBound } from '../evaluation/bound';
import { createRng } from '../lib/rng';
import type { Model } from '../model/model';
import { byName } from '../model/weights';
import { yieldMacrotask } from '../runtime/yield';
import { createBoundModel } from '../sampling/boundModel';
import { createDenoiser, predictEps, type TrainedModel } from '../sampling/denoiser';
import { guidanceOf } from '../sampling/guidance';
import { createRecorder } from '../sampling/recordedNetwork';
import { type SamplingOptions, sample, sampleTrajectory } from '../sampling/sample';
import type { TrainingData } from './data';
import type { Learner } from './learner';
import { drawnFrom } from './pool';
import type { HeldWeights } from './weightStore';

/** Images that go through the network together. */
const IMAGE_CHUNK = 64;

/** Milliseconds between two tellings of progress. */
const PROGRESS_EVERY = 100;

interface Asked {
  readonly runId: number;
  readonly config: RunConfig;
  readonly model: Model;
  readonly process: Process;
  readonly data: TrainingData;
  readonly learner: Learner;
  /** Whether the run was stopped or has failed. */
  readonly over: () => boolean;
}

type Listener = (event: TrainerEvent) => Promise<void> | void;

export interface Questions {
  /** @returns the way of `count` samples by the plan, or null where it was cancelled */
  trajectory(
    plan: SamplingPlan,
    wished: RunConfig,
    options: Omit<SamplingOptions, 'shape' | 'first'> & { readonly weights: DrawRequest['weights'] },
  ): Promise<Trajectory | null>;
  /** @param wished the run's sampling with the request's overrides @returns fewer samples where it was cancelled */
  draw(request: DrawRequest, wished: RunConfig): Promise<Float32Array>;
  /** @param tell hears of the progress, one event at a time; what comes while it is busy is left out */
  drawTrajectory(request: DrawRequest, wished: RunConfig, tell?: Listener): Promise<Trajectory | null>;
  cancelDraw(): void;
  field(request: FieldRequest): Promise<Float32Array>;
  /** Shares of the work that is done, then a report; stops where `cancelBound` was called or the run is over. */
  bound(request: BoundRequest, wished: RunConfig): AsyncGenerator<TrainerEvent>;
  cancelBound(): void;
}

export function createQuestions({ runId, config, model, process, data, learner, over }: Asked): Questions {
  const { shape } = model;
  const ofImages = shape.length > 1;
  /** Counts askings for the bound: who finds another number than its own was cancelled. */
  let boundAsked = 0;
  /** Counts cancellations of drawings, likewise. */
  let drawsCancelled = 0;

  const trainedWith = ({ tensors }: HeldWeights): TrainedModel => ({
    model,
    weights: byName(tensors, model.layout),
    process,
    prediction: config.prediction,
  });

  /** The model with weights of its own, for as long as `use` takes. */
  async function withModel<R>(
    weights: DrawRequest['weights'],
    use: (trained: TrainedModel) => Promise<R>,
  ): Promise<R> {
    const held = learner.hold(weights === 'ema' ? 'ema' : 'parameters');
    const recorder = createRecorder();
    try {
      return await use({ ...trainedWith(held), recorder });
    } finally {
      recorder?.dispose();
      held.dispose();
    }
  }

  /** A denoiser of samples first … first + count - 1 as a configuration samples them, and what it is asked for. */
  function denoiserOf(trained: TrainedModel, wished: RunConfig, first: number, count: number) {
    const guidance = guidanceOf(wished, model.classes, first, count);
    return {
      denoise: createDenoiser({ ...trained, guidance }, wished.clipDenoised ? data.box : null),
      labels: guidance && { labels: guidance.labels },
    };
  }

  /** Tells the guesses so far, from time to time. */
  function teller(tell: Listener): NonNullable<SamplingOptions['watch']> {
    let telling = false;
    let toldAt = performance.now();
    return (done, guess) => {
      if (telling || performance.now() - toldAt < PROGRESS_EVERY) return;
      telling = true;
      toldAt = performance.now();
      const copy = tf.clone(guess);
      void copy
        .data<'float32'>()
        .then((values) => tell({ type: 'drawing', runId, done, guesses: Float32Array.from(values) }))
        .catch(() => {}) // the drawing itself will say what is wrong
        .finally(() => {
          copy.dispose();
          telling = false;
        });
    };
  }

  const questions: Questions = {
    trajectory: (plan, wished, { weights, ...options }) =>
      withModel(weights, async (trained) => {
        const { denoise, labels } = denoiserOf(trained, wished, 0, options.count);
        const taken = await sampleTrajectory(plan, process, denoise, { ...options, shape });
        return taken && { ...taken, ...labels };
      }),
    async draw({ count, seed, weights }, wished) {
      const plan = openPlan(wished, process);
      const mine = drawsCancelled;
      const cancelled = () => mine !== drawsCancelled;
      const chunk = ofImages ? IMAGE_CHUNK : count;
      const size = shape.reduce((product, n) => product * n, 1);
      const drawn = new Float32Array(size * count);
      return withModel(weights, async (trained) => {
        for (let first = 0; first < count; first += chunk) {
          const n = Math.min(chunk, count - first);
          const { denoise } = denoiserOf(trained, wished, first, n);
          const part = await sample(plan, denoise, { seed, count: n, first, shape, cancelled });
          if (!part) return drawn.slice(0, size * first);
          drawn.set(part, size * first);
        }
        return drawn;
      });
    },
    async drawTrajectory({ count, seed, weights }, wished, tell) {
      const mine = drawsCancelled;
      const cancelled = () => mine !== drawsCancelled;
      const watch = tell && teller(tell);
      return questions.trajectory(openPlan(wished, process), wished, {
        seed,
        count,
        weights,
        watch,
        cancelled,
      });
    },
    cancelDraw() {
      drawsCancelled += 1;
    },
    async field({ time, places }) {
      if (ofImages)
        throw new RefusedError({
          reason: 'A field of arrows is drawn for points only.',
          wayOut: 'Choose a data set of points.',
        });
      return withModel('ema', async (trained) => {
        const once = { ...trained, recorder: null };
        const eps = tf.tidy(() => predictEps(once, tf.tensor2d(places, [places.length / 2, 2]), time));
        const values = Float32Array.from(await eps.data<'float32'>());
        eps.dispose();
        return values;
      });
    },
    async *bound({ points, seed }, wished) {
      boundAsked += 1;
      const mine = boundAsked;
      const { step } = learner;
      const rng = createRng({ seed, stream: 'evaluation', step: 0 });
      const x0 = data.fresh ? data.fresh(points, rng) : drawnFrom(await data.pool(), points, rng);
      const held = learner.hold('ema');
      try {
        const work = evaluateBound({
          process,
          model: createBoundModel(trainedWith(held), wished.clipDenoised ? data.box : null),
          x0,
          dims: x0.length / points,
          seed,
          steps: config.T,
          variance: config.variance,
        });
        let toldAt = 0;
        for (;;) {
          const { done, value } = await work.next();
          if (mine !== boundAsked || over()) {
            yield { type: 'bound', runId, step, done: 0, report: null };
            return;
          }
          if (done) {
            yield { type: 'bound', runId, step, done: 1, report: value };
            return;
          }
          if (performance.now() - toldAt > PROGRESS_EVERY) {
            toldAt = performance.now();
            yield { type: 'bound', runId, step, done: Math.min(value, 0.999), report: null };
          }
          await yieldMacrotask();
        }
      } finally {
        held.dispose();
      }
    },
    cancelBound() {
      boundAsked += 1;
    },
  };
  return questions;
}
