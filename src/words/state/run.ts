/** What the state of runs says: what a command could not do, and what a run needs. */

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
