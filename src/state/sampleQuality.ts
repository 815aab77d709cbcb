/** Sample quality is one figure for drawn samples beside the same figure of real data: Fréchet distance for images, energy distance for points. */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { EvaluatorApi, ImageEvaluatorApi, NearestAnswer } from '../../workers/evaluator';
import { familyOf } from '../config/family';
import { createImageMeasure, toBytes } from './imageMeasure';
import type { Drawn, LoadedModel, SampleSession } from './sampleSession';

export interface Measured {
  readonly value: number;
  readonly floor: number;
  /** Samples on each side. */
  readonly count: number;
  /** Share of images that the classifier is sure of, and the same of real ones; null for points. */
  readonly clear: { readonly value: number; readonly floor: number } | null;
}

/** @param samples [n, ...shape] in data units @returns null where there is nothing to measure with */
export type MeasureSamples = (model: LoadedModel, samples: Float32Array) => Promise<Measured | null>;

/** Points that are measured: the cost grows with their square, and more tell little more. */
const MOST_POINTS = 5000;

/** @param base address of the page */
export function createMeasure(evaluator: EvaluatorApi & ImageEvaluatorApi, base: string): MeasureSamples {
  const measureImages = createImageMeasure(evaluator, base);
  return async ({ config, source }, samples) => {
    if (familyOf(config.dataset) === 'points') {
      const quality = await evaluator.quality({ config, source }, samples.slice(0, 2 * MOST_POINTS));
      return {
        value: quality.energyDistance,
        floor: quality.energyFloor,
        count: quality.count,
        clear: null,
      };
    }
    const quality = await measureImages(config.dataset, samples);
    if (!quality) return null;
    return {
      value: quality.frechet,
      floor: quality.floor.frechet,
      count: quality.count,
      clear: { value: quality.clear, floor: quality.floor.clear },
    };
  };
}

export interface Nearest extends NearestAnswer {
  /** Number of the sample, and the drawing that it is of. */
  readonly chosen: number;
  readonly of: Drawn;
}

export interface SampleEvidence {
  /** Of the samples that are shown. */
  readonly quality: ReadonlySignal<Measured | null>;
  readonly nearest: ReadonlySignal<Nearest | null>;
  /** Searches every picture that ships from now on. */
  readonly all: { value: boolean };
  dispose(): void;
}

interface Parts {
  readonly session: Pick<SampleSession, 'model' | 'drawn'>;
  readonly chosen: ReadonlySignal<number>;
  readonly measure: MeasureSamples;
  readonly evaluator: Pick<ImageEvaluatorApi, 'nearestImage'>;
  readonly onProblem: (what: string, then: string) => void;
}

const FEWEST = 16;
const BUILT_IN: ReadonlySet<string> = new Set(['mnist', 'fashion-mnist', 'pixel-faces']);

/** The result of a drawing: [count, ...shape]. */
export const resultOf = ({ trajectory: { states, frames } }: Drawn): Float32Array =>
  states.subarray((states.length / frames) * (frames - 1));

/** Measures what is shown, and finds the nearest training picture of the chosen one; newest question first. */
export function createSampleEvidence({
  session,
  chosen,
  measure,
  evaluator,
  onProblem,
}: Parts): SampleEvidence {
  const quality = signal<Measured | null>(null);
  const nearest = signal<Nearest | null>(null);
  const all = signal(false);
  const words = (error: unknown) => (error instanceof Error ? error.message : String(error));
  let told = false;
  const tell = (error: unknown) => {
    if (told) return; // once is enough: the same fetch fails for every sample
    told = true;
    onProblem('The samples could not be measured.', `${words(error)}. Sampling goes on.`);
  };

  const stopQuality = effect(() => {
    const model = session.model.value;
    const drawn = session.drawn.value;
    quality.value = null;
    if (!model || !drawn || drawn.first || drawn.trajectory.count < FEWEST) return;
    measure(model, resultOf(drawn).slice())
      .then((measured) => {
        if (session.drawn.peek() === drawn) quality.value = measured;
      })
      .catch(tell);
  });

  let asking = false;
  let wanted: (() => Promise<void>) | null = null;
  async function ask() {
    if (asking) return;
    asking = true;
    for (let next = wanted; next; next = wanted) {
      wanted = null;
      await next().catch(tell);
    }
    asking = false;
  }
  const stopNearest = effect(() => {
    const model = session.model.value;
    const drawn = session.drawn.value;
    const index = chosen.value;
    const everything = all.value;
    nearest.value = null;
    if (!model || !drawn || drawn.first || !BUILT_IN.has(model.config.dataset)) return;
    if (index >= drawn.trajectory.count) return;
    wanted = async () => {
      const result = resultOf(drawn);
      const size = result.length / drawn.trajectory.count;
      const image = toBytes(result.subarray(index * size, (index + 1) * size));
      const answer = await evaluator.nearestImage({ dataset: model.config.dataset, all: everything, image });
      if (session.drawn.peek() === drawn && chosen.peek() === index)
        nearest.value = { ...answer, chosen: index, of: drawn };
    };
    void ask();
  });
  return {
    quality,
    nearest,
    all,
    dispose() {
      stopQuality();
      stopNearest();
    },
  };
}
