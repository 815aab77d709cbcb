/** The classes of a run's images by a fixed classifier, in Train. */
import { count, plural } from '../../lib/numbers';

const images = (n: number) => `${count(n)} ${plural(n, { one: 'image', other: 'images' })}`;

export const title = 'Classes of the samples, by a fixed classifier';
export const hint = 'Share of each class, beside real images';
/** @param frechet a sentence about the Fréchet distance */
export const basis = (n: number, frechet: string) =>
  `Classes of ${n} images (bars) and of as many real ones (lines); confident means a probability over 0.8. ${frechet}`;
export const frechet = (value: string, floor: string) => `Fréchet distance ${value}, real ${floor}`;
export const tooFew = 'They are too few for a Fréchet distance';
export const withFirstSamples = 'Appears with the first samples.';
export const noClassifier = 'There is no classifier for these images.';
export const chart = 'Classes of the newest images';
export const table = 'Classes';
export const columns = ['class', 'samples', 'real'];
export const stillFar = 'Still far from real images: the classifier’s answers mean nothing';
export const confident = (share: string, n: number) =>
  `The classifier is confident about ${share} of ${images(n)}`;
export const confidentOf = (share: string, n: number, found: number, classes: number) =>
  `${confident(share, n)}, and finds ${found} of ${classes} classes`;
export const notMeasured = 'Not measured yet.';
