/** A trained network as the bound evaluates it part by part, each image with its class or all with the label for none. */
import type { BoundModel } from '../../src/evaluation/bound';
import { createBoundModel } from '../../src/sampling/boundModel';
import type { ClipBox, TrainedModel } from '../../src/sampling/denoiser';
import { createRecorder } from '../../src/sampling/recordedNetwork';

export interface ConditionedBound {
  /** @returns the network for the images first … first + count - 1, valid until the next call */
  modelOf(first: number, count: number): BoundModel;
  dispose(): void;
}

/**
 * Without guidance: with a class the bound is one of p(x | class), without one of p(x).
 * @param labels [n] classes of all images; null for the label of none
 */
export function conditionedBound(
  trained: TrainedModel,
  box: ClipBox | null,
  labels: ArrayLike<number> | null,
): ConditionedBound {
  let recorder = createRecorder();
  const whole = createBoundModel({ ...trained, recorder }, box);
  return {
    modelOf(first, count) {
      if (!labels) return whole;
      recorder?.dispose(); // a recording holds the labels of its part
      recorder = createRecorder();
      const ofPart = Int32Array.from({ length: count }, (_, i) => labels[first + i]);
      return createBoundModel({ ...trained, recorder, guidance: { labels: ofPart, scale: 1 } }, box);
    },
    dispose: () => recorder?.dispose(),
  };
}
