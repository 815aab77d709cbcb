/** The points of a drawing that a link holds. The code that makes a drawing is apart from it, and loads with the drawing pad. */
import { DataSourceError } from '../pointDataset';

/** A link holds at most this many points: 6 000 characters. */
export const MAX_LINK_POINTS = 1500;

/** URL-safe base 64 (RFC 4648, section 5): each character holds six bits. */
export const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Map([...ALPHABET].map((character, value) => [character, value]));
export const LEVELS = 4095;

/**
 * The points of a link, the drawing's longer side running from 0 to 1. Encoding them again gives the same text.
 * @returns [n, 2]
 * @throws DataSourceError for text that `encodePoints` did not write
 */
export function decodePoints(text: string): Float32Array {
  if (text.length > 4 * MAX_LINK_POINTS || text.length % 4 !== 0) {
    throw new DataSourceError(
      `The link's drawing has ${text.length} characters: expected four a point, at most ${4 * MAX_LINK_POINTS}. The link may have been cut off.`,
    );
  }
  const points = new Float32Array(text.length / 2); // [n, 2]
  for (let i = 0; i < points.length; i++) {
    const high = VALUES.get(text[2 * i]);
    const low = VALUES.get(text[2 * i + 1]);
    if (high === undefined || low === undefined) {
      throw new DataSourceError(
        `The link's drawing has “${text.slice(2 * i, 2 * i + 2)}” at character ${2 * i + 1}: expected letters, digits, - and _.`,
      );
    }
    points[i] = (64 * high + low) / LEVELS;
  }
  return points;
}
