/** The parts of an evaluation that the first view does without: they load together, when one is needed. */
export { sayNotMeasured } from './notMeasured';
export { measureScoreError } from './scoreError';
