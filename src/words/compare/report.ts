/** The saved report of a comparison. */

export const title = (a: string, b: string) => `${a[0].toUpperCase()}${a.slice(1)} against ${b}`;
export const titleWithData = (a: string, b: string, data: string) => `${title(a, b)}: ${data}`;
export const notMeasured = 'Quality against steps of sampling was not measured.';
export const links = 'Links';
export const openComparison = 'Open this comparison';
export const openAlone = (side: string) => `Open ${side} alone`;
export const noLink = (side: string) => `${side} is of a file, and has no link`;
export const weightsOfRun = (side: string) =>
  `The weights of ${side} come from a run of the browser that saved this report. Links have its settings alone, with which ${side} can be trained again.`;
export const samplesOf = (name: string) => `Samples of ${name}`;
export const realData = 'Real data';
export const comparison = 'Comparison';
/** @param difference of the scores, written */
export const isBetter = (difference: string, side: string) => `${difference}: ${side} is better`;
export const floorOf = (floor: string) => `floor ${floor}`;
export const guessesOf = (side: string) => `Guesses of ${side} over the steps of sampling`;
export const signal = 'Signal, share of the variance, over time';
export const signalAxis = 'time, data to noise';
export const loss = 'Smoothed training loss';
export const lossAxis = 'training step';
export const settings = 'Settings';
export const setting = 'Setting';
