/** Images: the Fréchet distance in a classifier's features judges them, and tiles show them. */
import type { Score } from '../../types/score';
import * as words from '../../words/findings';
import type { FamilyView } from './family';

/** Beyond this many floors from real images a classifier's confidence means nothing: it is confident of noise as well. */
const FAR = 20;
/** @param score a Fréchet distance */
export const isFar = ({ value, floor }: Pick<Score, 'value' | 'floor'>): boolean => value > FAR * floor;

export const IMAGES: FamilyView = {
  id: 'images',
  noun: words.images.noun,
  measure: words.images.measure,
  measureInFull: words.images.measureInFull,
  planar: false,
  boundSamples: 16, // each costs a network evaluation for every t
  secondFigure({ score, second }) {
    if (isFar(score)) return words.images.far;
    return words.images.confident(second.value, second.floor);
  },
};
