/** The findings of a fixed classifier in the images of a run, in sentences. Pure, so that tests can hold it. */
import type { ImageQuality } from '../../../types/quality';
import * as words from '../../../words/train/classes';
import { isFar } from '../../families/images';
import { percent } from '../../format';

/** With fewer images a class than this, some class is missing by chance. */
const FEW_PER_CLASS = 4;

/** The finding of the classifier in the newest images. Null before they are measured. */
export function classesFinding(quality: ImageQuality | null): string | null {
  if (!quality) return null;
  if (isFar({ value: quality.frechet, floor: quality.floor.frechet })) return words.stillFar;
  const { confident, count: images, histogram } = quality;
  const found = histogram.filter((share) => share > 0).length;
  if (confident >= 0.5 && images >= FEW_PER_CLASS * histogram.length && found < histogram.length)
    return words.confidentOf(percent(confident), images, found, histogram.length);
  return words.confident(percent(confident), images);
}

/** The share of every class, as the text of the chart. */
export function classesSentence(
  quality: Pick<ImageQuality, 'histogram'> | null,
  names: readonly string[],
): string {
  if (!quality) return words.notMeasured;
  return names.map((name, k) => `${name}: ${percent(quality.histogram[k])}`).join('; ');
}
