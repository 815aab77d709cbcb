/** The studies of both sides in Compare: quality against steps, against steps left out, and the guesses. */
import { count, plural } from '../../lib/numbers';

const steps = (n: number) => `${count(n)} ${plural(n, { one: 'step', other: 'steps' })}`;

/* What all studies say */
export const noClassifier = 'There is no classifier for these images.';
export const trainBothFirst = 'Train both first.';
export const pauseFirst = 'Pause or finish training first.';
export const cancel = 'Cancel';
export const realData = 'real data';
export const readOut = 'Read out';
export const toReadOut = (column: string) => `${column} to read out`;
export const better = 'Better';
export const noDifference = 'no difference';
export const notDecided = 'not decided';
/** "20 steps: A 0.0123 ± 0.0004, B 0.0101 ± 0.0003; better: B, 1.2× (1.1 to 1.3)" */
export const reading = (place: string, scores: readonly string[], verdict: string, isBetter: boolean) =>
  `${place}: ${scores.join(', ')}; ${isBetter ? `better: ${verdict}` : verdict}`;
/** A ratio with the ends of its interval, written. */
export const times = (ratio: string, low: string, high: string) => `${ratio}× (${low} to ${high})`;
export const ofSides = (name: string) => `${name} of A and B`;
/** @param measure the name of the measure. @param noun of the samples */
export const basis = (measure: string, n: number, noun: string) =>
  `${measure[0].toUpperCase()}${measure.slice(1)} to the data of ${count(n)} ${noun} a side, lower is better.`;
/** @param chance the deviation of the floor, written; null where it is not known */
export const floor = (value: string, chance: string | null) =>
  `Real data against real data: ${value}${chance === null ? '' : ` ± ${chance}`}.`;
export const seedNote =
  'Each seed draws other noise and other real data, the same for both sides; the two models stay as they are. Bands and ± in the columns of A and B are standard deviations over seeds. A ratio is the geometric mean over seeds of the worse side over the better one, with its interval, 95% for all rows together.';
export const seeds = (n: number) => `${count(n)} ${plural(n, { one: 'seed', other: 'seeds' })}`;
export const seedsTitle = (n: number) => `${seeds(n)} of noise and of real data, the same for A and B`;
export const moreSeeds = (n: number) => `Run ${n} more seeds`;
export const missingSeeds = (n: number) => `Run the missing ${plural(n, { one: 'seed', other: 'seeds' })}`;
export const mayDecide = ': they may decide what is open';
/** @param left the time, written; null where it is not known */
export const progress = (done: string, left: string | null) =>
  left === null ? done : `${done}, about ${left} left`;
export const tooFewImages = 'Too few images to compare: a Fréchet distance needs 512 a side.';

/* The names of the sides, inside a sentence */
export const pretrainedName = (side: string, label: string) => `${side} (“${label}”)`;
/** "linear (A)"; "DDPM" of "DDPM, a chain"; "ε" stays as it is. */
export const sideName = (label: string, side: string) => {
  const [name] = label.split(',');
  return `${/^[A-Z][a-z]/.test(name) ? `${name[0].toLowerCase()}${name.slice(1)}` : name} (${side})`;
};

/* Quality against steps */
export const stepStudy = {
  name: 'Quality against steps',
  column: 'Steps',
  axis: 'sampling steps',
  place: steps,
};
/** @param steps those of A and of B */
export const afterTraining = (a: number, b: number) =>
  a === b
    ? `After ${count(a)} training ${plural(a, { one: 'step', other: 'steps' })}.`
    : `After ${count(a)} and ${count(b)} training steps, A first.`;
export const refused = (side: string, place: string, why: string) => `${side}, ${place}: ${why}`;
export const atEveryNumber = 'at every number of steps';
export const atSteps = (n: number) => `at ${steps(n)}`;
export const atMost = (n: number) => `at ≤ ${steps(n)}`;
export const atLeast = (n: number) => `at ≥ ${steps(n)}`;
export const between = (least: number, most: number) => `at ${count(least)} to ${steps(most)}`;
/** @param ratios written, of the least and of the greatest. @param counts the least and the greatest number of seeds */
export const isBetter = (
  side: string,
  place: string,
  ratios: readonly string[],
  [least, most]: readonly [number, number],
) =>
  `${side} is better ${place} by ${ratios.join(' up to ')}, ${least === most ? '' : `${least} to `}${most} seeds`;
export const noDifferenceAt = (place: string) => `no difference ${place}`;
export const openAt = (place: string) => `not decided ${place}: more seeds`;
export const nothingAt = (place: string) => `nothing to compare ${place}`;

/* Quality against steps left out */
export const skipStudy = {
  name: 'Quality against steps left out',
  column: 'Left out',
  axis: 'share of reverse steps left out',
  place: (share: string) => `${share} left out`,
};
export const skipTitle = 'Which steps can be left out?';
export const skipHint = (n: number) =>
  `Sampling starts later in the reverse process, with noise in place of the state there; of ${n} steps.`;
export const noLossUpTo = (share: string) => `no loss up to ${share}`;
export const worseAt = (ratio: string, share: string) => `${ratio} worse at ${share}`;
export const openAtShare = (share: string) => `not decided at ${share}: more seeds`;
/** @param sides what is so of each, by its name */
export const leftOut = (sides: readonly string[]) => `First steps left out, ${sides.join('; ')}.`;
export const ofSide = (side: string, finding: string) => `${side}: ${finding}`;
const PAPER =
  'Nichol & Dhariwal (2021, Fig. 4, images of 64 × 64) found that a linear schedule is not much worse with up to 20% left out';
export const paperSoHere = `${PAPER}. So it is here.`;
export const paperWorseHere = (ratio: string) => `${PAPER}. Here it is ${ratio} worse.`;
export const paperOpenHere = `${PAPER}. Here that is not decided.`;

/* The guesses */
export const guessTitle = 'Where does each side think it is going?';
export const guessHint = 'The guesses x̂₀ of both models at the steps of sampling, from the same noise.';
/** @param deviations within which they stay. @param a and b shares of the steps, written */
export const guessesSettle = (deviations: string, a: string, b: string) =>
  `The guesses stay within ${deviations} standard deviations of the results after ${a} of the steps in A, ${b} in B`;
export const guessFilm = (side: string) => `${side}: guesses at nine times of the reverse process`;
export const guessTraces = (side: string) =>
  `${side}: traces of the guesses of 24 samples, from noise to result`;
export const guessChart = 'Distance of the guesses of A and B from their results';
export const guessAxis = 'share of the steps done';
export const guessNote =
  'The curves: root mean square distance of the guesses from their results, in standard deviations of the results. In the traces a ring is the first guess, a dot the last.';
export const drawing = 'Drawing';
export const draw = 'Draw the guesses';
export const drawAgain = 'Draw again';
export const drawTitle = 'Draws the same noise with both models';
