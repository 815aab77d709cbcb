/** The fields that training alone reads: whatever they are, the same weights draw the same samples. */
import { type FieldName, fieldsOf } from './fields';

export const TRAINING_FIELDS: ReadonlySet<FieldName> = new Set<FieldName>([
  ...(['fullData', 'examples', 'flips', 'labelDropout'] as const),
  ...fieldsOf('objective', 'optimizer').filter((name) => name !== 'prediction'),
]);
