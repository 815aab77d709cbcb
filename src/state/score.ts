/**
 * A score is the one figure by which samples are judged, beside that of real data: of points the energy distance, of images the Fréchet
 * distance in the features of a fixed classifier. Smaller is better.
 */
import type { ImageQuality } from '../../workers/evaluator';
import type { Quality } from '../../workers/protocol';
import type { Evaluation } from './evaluation';

export interface Score {
  readonly value: number;
  /** The same of real data against real data. */
  readonly floor: number;
  /** How far repeats of one measurement lie apart. */
  readonly spread: number;
}

export const scoreOfPoints = ({ energyDistance, energyFloor, energyFloorSpread }: Quality): Score => ({
  value: energyDistance,
  floor: energyFloor,
  spread: energyFloorSpread,
});

/** The floor of images is of one draw and mostly chance itself: it stands for the spread, so that no small lead is believed. */
export const scoreOfImages = ({ frechet, floor }: ImageQuality): Score => ({
  value: frechet,
  floor: floor.frechet,
  spread: floor.frechet,
});

/** A score of the weights of one training step. */
export interface StepScore extends Score {
  readonly step: number;
}

/** All scores of a run, of points or of images. Reads signals. */
export const scoresOf = ({ qualities, imageQualities }: Evaluation): readonly StepScore[] => [
  ...qualities.value.map(({ quality, step }) => ({ ...scoreOfPoints(quality), step })),
  ...imageQualities.value.map(({ quality, step }) => ({ ...scoreOfImages(quality), step })),
];

/** The newest score that still holds; null where there is none. Reads signals. */
export function scoreOf({ quality, imageQuality }: Evaluation): StepScore | null {
  if (quality.value) return { ...scoreOfPoints(quality.value.quality), step: quality.value.step };
  if (imageQuality.value)
    return { ...scoreOfImages(imageQuality.value.quality), step: imageQuality.value.step };
  return null;
}
