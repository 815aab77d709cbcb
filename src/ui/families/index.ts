/** The families, a line each. */

import { type DatasetId, type Family, familyOf } from '../../config/family';
import { hasClassifier } from '../../state/sample/imageMeasure';
import * as words from '../../words/findings';
import type { FamilyView } from './family';
import { IMAGES } from './images';
import { POINTS } from './points';

const FAMILIES = { points: POINTS, images: IMAGES } satisfies Record<Family, FamilyView>;

/** Images of a data set that no fixed classifier knows: nothing measures their distance from real ones. */
const UNMEASURED_IMAGES: FamilyView = {
  ...IMAGES,
  measure: words.images.unmeasured,
  measureInFull: words.images.unmeasuredInFull,
};

export function familyView(dataset: DatasetId): FamilyView {
  const family = FAMILIES[familyOf(dataset)];
  return family === IMAGES && !hasClassifier(dataset) ? UNMEASURED_IMAGES : family;
}
