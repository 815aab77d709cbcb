/**
 * Straightening, or reflow (Liu et al. 2023, Section 2.2): a trained flow carries noise z along its ODE to Φ(z), and a copy of it learns
 * the straight lines between these pairs. Lines of pairs do not cross, as those of independent noise and data do, so that the copy's paths
 * are straighter and fewer steps follow them.
 */

import * as tf from '@tensorflow/tfjs-core';
import type { RunConfig } from '../config/fields';
import { openPlan } from '../config/openPlan';
import type { Process } from '../diffusion/process';
import { RefusedError } from '../diffusion/refusal';
import { fillNormal } from '../lib/rng';
import type { Model } from '../model/model';
import { byName } from '../model/weights';
import { deviceDone } from '../runtime/deviceDone';
import { createQueueDepth } from '../runtime/queueDepth';
import { yieldMacrotask } from '../runtime/yield';
import { type ClipBox, createDenoiser, predictVelocity, type TrainedModel } from '../sampling/denoiser';
import { createRecorder } from '../sampling/recordedNetwork';
import { CHUNK, sample } from '../sampling/sample';
import type {
  StraightenReport,
  StraightenSettings,
  StraightenStage,
  StraightFlow,
} from '../types/straighten';
import * as words from '../words/errors/run';
import { createCollator } from './data/batch';
import { pairSet } from './data/sampleSet';
import { createLearner, type Learner } from './learner';

/** Pairs that the copy learns. */
export const PAIRS = 16_384;
/** Steps of Heun's method by which pairs are drawn. */
const PAIR_STEPS = 25;
/** Pairs and times at which straightness is measured. */
const STRAIGHTNESS_PAIRS = 2048;
const STRAIGHTNESS_TIMES = 20;
/** Numbers of Euler steps at which samples are drawn, and how many. */
const SAMPLE_STEPS = [1, 2, 4, 50] as const;
const SAMPLES = 2000;

export interface StraightenParts {
  readonly config: RunConfig;
  readonly model: Model;
  readonly process: Process;
  readonly box: ClipBox;
  /** Of the trained flow, which stays as it is. */
  readonly learner: Pick<Learner, 'copyWeights' | 'read' | 'step'>;
}

export interface StraightenOptions extends StraightenSettings {
  /** Aborting one of them ends it. */
  readonly signals: readonly AbortSignal[];
  readonly onProgress?: (stage: StraightenStage, done: number) => Promise<void> | void;
}

/** A flow with some weights: draws by its ODE, and its velocity. */
function flowOf({ config, model, process, box }: StraightenParts, trained: TrainedModel) {
  const denoise = createDenoiser(trained, config.clipDenoised ? box : null);
  return {
    /** @returns [count, 2] ends of the ODE from the noise of samples first … */
    draw(
      sampling: Pick<RunConfig, 'sampler' | 'samplingSteps'>,
      options: { seed: number; count: number; first?: number },
    ): Promise<Float32Array | null> {
      return sample(openPlan({ ...config, ...sampling }, process), denoise, {
        ...options,
        shape: model.shape,
      });
    },
    /** ∫ E‖(z − Φ(z)) − u(x_t, t)‖² dt on the lines x_t between pairs, by the midpoint rule. */
    async straightness(noise: Float32Array, ends: Float32Array): Promise<number> {
      let sum = 0;
      for (let k = 0; k < STRAIGHTNESS_TIMES; k++) {
        const time = (k + 0.5) / STRAIGHTNESS_TIMES;
        const places = ends.map((x0, i) => (1 - time) * x0 + time * noise[i]);
        const velocity = tf.tidy(() =>
          predictVelocity({ ...trained, recorder: null }, tf.tensor2d(places, [places.length / 2, 2]), time),
        );
        const values = await velocity.data<'float32'>();
        velocity.dispose();
        for (let i = 0; i < values.length; i++) sum += (noise[i] - ends[i] - values[i]) ** 2;
        await yieldMacrotask();
      }
      return sum / (STRAIGHTNESS_TIMES * (ends.length / 2));
    },
  };
}

const noiseOf = (seed: number, count: number): Float32Array =>
  fillNormal(new Float32Array(2 * count), { seed, stream: 'start', step: 0 });

/** A flow's straightness, and its samples after few steps and many. */
async function measured(
  flow: ReturnType<typeof flowOf>,
  seed: number,
  step: () => Promise<boolean>,
): Promise<StraightFlow | null> {
  const samples: { steps: number; points: Float32Array }[] = [];
  for (const steps of SAMPLE_STEPS) {
    const points = await flow.draw({ sampler: 'euler', samplingSteps: steps }, { seed, count: SAMPLES });
    samples.push({ steps, points: points! });
    if (!(await step())) return null;
  }
  const ends = await flow.draw(
    { sampler: 'heun', samplingSteps: PAIR_STEPS },
    { seed: seed + 1, count: STRAIGHTNESS_PAIRS },
  );
  const straightness = await flow.straightness(noiseOf(seed + 1, STRAIGHTNESS_PAIRS), ends!);
  return (await step()) ? { straightness, samples } : null;
}

/** @param goesOn is asked from time to time, with the share that is done @returns false where it said no */
async function train(
  learner: Learner,
  steps: number,
  goesOn: (done: number) => Promise<boolean>,
): Promise<boolean> {
  const queueDepth = createQueueDepth(deviceDone);
  for (let step = 1; step <= steps; step++) {
    await queueDepth.send((submissions) => learner.learn(submissions));
    await learner.settle();
    if (step % 50 === 0 && !(await goesOn(step / steps))) return false;
  }
  return true;
}

/**
 * Draws pairs by the flow's ODE, trains a copy of it on them, by default for as many steps as its run has done, and measures both.
 * @returns null where it was cancelled
 * @throws RefusedError for another process, or a network of images or classes
 */
export async function straighten(
  parts: StraightenParts,
  { seed, signals, onProgress, steps = parts.learner.step }: StraightenOptions,
): Promise<StraightenReport | null> {
  const { config, model, process, learner } = parts;
  if (config.process !== 'flow' || model.shape.length > 1 || model.classes > 0)
    throw new RefusedError(words.straightensFlow);
  const goesOn = async (stage: StraightenStage, done: number): Promise<boolean> => {
    await onProgress?.(stage, done);
    await yieldMacrotask();
    return signals.every(({ aborted }) => !aborted);
  };
  const trained = (tensors: readonly tf.Tensor[]): TrainedModel => ({
    model,
    weights: byName(tensors, model.layout),
    process,
    prediction: config.prediction,
  });
  const teacher = learner.copyWeights('ema');
  const reading = learner.read(); // of the same weights: the run may train on meanwhile
  const recorder = createRecorder();
  let student: Learner | null = null;
  try {
    const { ema } = await reading;
    await onProgress?.('pairs', 0); // the page forgets how far the work before came
    const flow = flowOf(parts, { ...trained(teacher.tensors), recorder });
    const ends = new Float32Array(2 * PAIRS);
    for (let first = 0; first < PAIRS; first += CHUNK) {
      const way = { sampler: 'heun', samplingSteps: PAIR_STEPS } as const;
      const part = await flow.draw(way, { seed, count: CHUNK, first });
      ends.set(part!, 2 * first);
      if (!(await goesOn('pairs', (first + CHUNK) / PAIRS))) return null;
    }
    const samples = pairSet(ends, noiseOf(seed, PAIRS));
    const zeros = () => new Float32Array(ema.length);
    student = createLearner(
      { ...config, trainingSteps: steps },
      model,
      () => createCollator({ config, process, model, samples }),
      { step: 0, params: ema.slice(), ema: ema.slice(), m: zeros(), v: zeros() },
    );
    if (!(await train(student, steps, (done) => goesOn('training', done)))) return null;
    const copy = student.copyWeights('ema');
    const ofCopy = createRecorder();
    try {
      let done = 0;
      const step = () => goesOn('measuring', ++done / (2 * (SAMPLE_STEPS.length + 1)));
      const before = await measured(flow, seed + 1, step);
      const straight = flowOf(parts, { ...trained(copy.tensors), recorder: ofCopy });
      const after = before && (await measured(straight, seed + 1, step));
      const { ema: weights } = await student.read();
      return (
        after && {
          before,
          after,
          pairs: PAIRS,
          steps,
          weights: model.unflatten(weights),
        }
      );
    } finally {
      ofCopy?.dispose();
      copy.dispose();
    }
  } finally {
    await deviceDone(); // a step that was sent still reads the buffers
    student?.dispose();
    recorder?.dispose();
    teacher.dispose();
  }
}
