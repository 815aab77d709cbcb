/** The controls that all views share: fields, buttons, the time slider, figures. */
import { count, plural } from '../lib/numbers';

export const pause = 'Pause';
export const pauseAfterStep = 'Pause after the current step (T)';
export const stepsInParentheses = (n: number) =>
  `(${count(n)} ${plural(n, { one: 'step', other: 'steps' })})`;
export const cancel = 'Cancel';
export const undoChange = 'Undo change';
export const redoChange = 'Redo change';
export const undoKey = 'Ctrl+Z';
export const redoKey = 'Ctrl+Shift+Z';
export const training = 'Training';
export const starting = (progress: string | undefined) => `Starting${progress ? `, ${progress}` : ''}`;

export const denoisingTime = 'Denoising time';
export const stopAnimation = 'Stop animation';
export const playAnimation = 'Play animation';

export const loss = 'Loss';
export const meanOfRecentSteps = 'Mean of the recent steps';
export const quality = 'Quality';
export const numbers = 'Numbers';
export const noNumbers = 'None yet.';
export const saveAsCsv = 'Save as CSV';
export const asCsv = (table: string) => `${table} as CSV`;

export const staysInForce = (value: string) => `${value} stays in force until then.`;
export const range = (from: string, to: string, whole: boolean) =>
  `${whole ? 'whole, ' : ''}${from} to ${to}`;
export const allClasses = 'All in turn';
export const noChoice = 'none';
export const whatIsThis = 'What is this?';

export const imagesNotDrawn = 'The images cannot be drawn.';
export const imagesPartNotLoaded = 'Their part of the page could not be loaded: reload.';

/** The meaning of an equation's main symbol: the sentences that stand in the first view, each after its symbol. */
export const mainGlosses = {
  x0hat: 'is the network’s prediction of the clean samples.',
  udraw: 'is the velocity from data to noise, ε − x₀ on straight lines: sampling follows it backwards.',
  score: 'is the score: it points towards higher density.',
  ode: 'is half the score term, without noise: the same start gives the same end.',
  wiener: 'is fresh noise: the same start gives different ends.',
};
export const clippedPrediction =
  'is the network’s prediction of the clean samples, clipped to the range of the data.';
