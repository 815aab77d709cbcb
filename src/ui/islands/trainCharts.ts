/** The charts of a run, which are empty before it begins: loaded together, after the first view. */
export { errorByTime } from './errorByTime';
export { lossChart } from './lossChart';
export { lossMap } from './lossMap';
