/** The intervals of a share that was counted, and of the difference of two. */
import { normalQuantile } from './normalQuantile';

/**
 * Wilson's score interval (Wilson 1927, Journal of the American Statistical Association 22, 209): unlike the share ± a multiple of its
 * standard error, it lies between 0 and 1, and is no point where all or none were right.
 * @param confidence of both sides together, 0 to 1
 * @returns [low, high] of the share
 */
export function wilsonInterval(right: number, of: number, confidence = 0.95): readonly [number, number] {
  const z = normalQuantile((1 + confidence) / 2);
  const share = right / of;
  const centre = share + z ** 2 / (2 * of);
  const half = z * Math.sqrt((share * (1 - share)) / of + (z / (2 * of)) ** 2);
  const scale = 1 + z ** 2 / of;
  return [Math.max(0, (centre - half) / scale), Math.min(1, (centre + half) / scale)];
}

/** A share that was counted: so many of so many. */
interface Counted {
  readonly share: number;
  readonly of: number;
}

/**
 * The interval of the difference of two shares of independent samples, from Wilson's interval of each (Newcombe 1998, Statistics in Medicine
 * 17, 873, method 10).
 * @param confidence of both sides together, 0 to 1
 * @returns [low, high] of a.share - b.share
 */
export function differenceInterval(a: Counted, b: Counted, confidence = 0.95): readonly [number, number] {
  const [lowA, highA] = wilsonInterval(a.share * a.of, a.of, confidence);
  const [lowB, highB] = wilsonInterval(b.share * b.of, b.of, confidence);
  const difference = a.share - b.share;
  return [
    difference - Math.hypot(a.share - lowA, highB - b.share),
    difference + Math.hypot(highA - a.share, b.share - lowB),
  ];
}
