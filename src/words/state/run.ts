/** What the state of runs says: what a command could not do, and what a run needs. */
import { count } from '../../lib/numbers';

export const trainerFailed = 'The trainer could not do this.';
export const notLost = (why: string) => `${why} The training so far is not lost; try again.`;
export const noWeights = 'The weights of this run could not be fetched.';
export const resetBegins = (why: string) => `${why} Reset begins a new run.`;

export const nothingToLearn = 'There is nothing to learn from yet.';
/** How to provide data of one's own, by data set. */
export const provide = {
  csv: 'Open a file with "Open data"',
  drawn: 'Draw one with "Draw"',
  images: 'Open some with "Open data" or "Open folder", or drop or paste them',
};
export const orOtherData = (how: string) => `${how}, or choose another data set.`;

export const stoppedAgain = 'The trainer stopped again and again';
export const stoppedAt = (why: string, step: number) => `${why} at step ${count(step)}.`;
export const trainGoesOn = 'Train goes on from there. If that fails too, choose WASM or smaller settings.';

export const noClassifier = 'no classifier knows these images';
export const notMeasurable = 'these samples cannot be measured';
export const qualityNotMeasured = 'The quality could not be measured.';
