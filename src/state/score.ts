/** The evaluator's answers become scores here, and scores are compared. */
import type { ImageQuality, Quality } from '../types/quality';
import type { Measurement, Score } from '../types/score';

/**
 * The fewest images of a Fréchet distance, on each side: with fewer, the covariance of 64 features is mostly chance, and the distance
 * says more of the number of images than of the model.
 */
export const FEWEST_IMAGES = 512;

/** Whether a score is of enough samples to be shown. */
export const isReliable = ({ kind, n }: Pick<Score, 'kind' | 'n'>): boolean =>
  kind !== 'Fréchet distance' || n >= FEWEST_IMAGES;

export function measurementOfPoints(quality: Quality): Measurement {
  const { energyDistance, energyError, energyFloor, energyFloorSpread, count } = quality;
  const { slicedWasserstein, slicedError, slicedFloor, slicedFloorSpread } = quality;
  return {
    score: {
      kind: 'energy distance',
      value: energyDistance,
      floor: energyFloor,
      spread: energyFloorSpread,
      error: energyError,
      n: count,
    },
    second: {
      kind: 'sliced Wasserstein',
      value: slicedWasserstein,
      floor: slicedFloor,
      spread: slicedFloorSpread,
      error: slicedError,
      n: count,
    },
    images: null,
  };
}

export function measurementOfImages(quality: ImageQuality): Measurement {
  const { frechet, confident, floor, count } = quality;
  return {
    score: { kind: 'Fréchet distance', value: frechet, floor: floor.frechet, spread: null, n: count },
    second: { kind: 'clear images', value: confident, floor: floor.confident, spread: null, n: count },
    images: quality,
  };
}

/**
 * The deviation to allow for when two scores are compared. A floor of a single draw is mostly chance itself: it takes the place of the
 * unknown deviation, so that a small difference is never called a lead.
 */
export const deviationOf = ({ spread, floor }: Pick<Score, 'spread' | 'floor'>): number => spread ?? floor;
