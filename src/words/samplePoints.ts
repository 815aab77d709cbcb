/** What one does with a model of points in the Sample view: inpaint a coordinate, edit points, interpolate, classify. */
import { count, plural } from '../lib/numbers';

const points = (n: number) => `${count(n)} ${plural(n, { one: 'point', other: 'points' })}`;
/** " of class 7"; nothing where none is drawn. */
const ofClass = (name: string | null) => (name === null ? '' : ` of class ${name}`);

export const data = 'data';
export const drawn = 'drawn';
export const drawnAt = (known: string, value: string) => `drawn, ${known} = ${value}`;
export const exact = 'exact';

export const knownCoordinate = 'Known coordinate';
export const known = (name: string) => `${name} is known`;
export const knownValue = (name: string) => `Value of ${name}`;
export const inpaintHelp = (known: string, value: string, free: string) =>
  `The model draws ${free} of points whose ${known} is ${value}: samples of p(${free} | ${known}). The known coordinate stays as it is, bit for bit.`;
export const inpaintPoints = (n: number) => `Inpaint, ${points(n)}`;
export const linePicture = 'The line of the known coordinate, and the points drawn on it';
export const lineSummary = (n: number, known: string, value: string, seed: number, name: string | null) =>
  `${points(n)}${ofClass(name)} with ${known} at ${value}, seed ${seed}`;
export const earlierValue = (summary: string) => `${summary}, of an earlier value`;
export const distribution = 'The distribution of the drawn coordinate';
export const distributionAppears = 'Its distribution appears here.';
export const density = (free: string, known: string) => `p(${free} | ${known})`;

interface Agreement {
  readonly n: number;
  readonly known: string;
  readonly value: string;
  readonly free: string;
  readonly className: string | null;
  readonly distance: string;
  readonly floor: string;
  readonly spread: string;
  readonly sets: number;
}
export const agreement = (of: Agreement) =>
  `The values of ${of.free} are ${of.distance} from the exact p(${of.free} | ${of.known} = ${of.value}) of the data${ofClass(of.className)} (Wasserstein-1, in standard deviations of the data, n = ${count(of.n)}); as many exact draws are ${of.floor} ± ${of.spread} from it (mean and deviation of ${of.sets} sets).`;
export const near = (share: string, reach: string) =>
  `${share} of the data are within ${reach} of the known value.`;
export const fewNear = 'Hardly any taught the model this line.';
export const guided = (scale: string) =>
  `With guidance ${scale} the model draws from another distribution than the data have.`;
export const densityUnknown =
  'The density of these data is not known, so there is no exact distribution to compare with.';

export const edited = 'edited';
export const pointsToEdit = 'The points to edit';
export const drawnPoints = (n: number, most: number) =>
  n === 0 ? 'Press for a point, or draw a stroke of points.' : `${points(n)} of at most ${count(most)}.`;
export const editHelp =
  'Noise hides where your points were, and the model leads each of them to a place where data may be: the more noise, the more they are distributed as the data, and the farther they may go. At strength 0 they stay, at 1 they are fresh samples.';
export const editPoints = (n: number) => `Edit, ${points(n)}`;
export const editedPicture = 'The edited points, each with a line from where it was drawn';
export const editedSummary = (n: number, strength: string, seed: number) =>
  `${points(n)}, strength ${strength}, seed ${seed}`;
export const moved = (n: number, strength: string, distance: string) =>
  `At strength ${strength} the points are ${distance} from where they were drawn (mean distance, in standard deviations of the data, n = ${count(n)}).`;

export const twoPoints = 'Two points';
export const twoPointsMeaning =
  'Press for the start, then for the end; a later press moves the nearer one. Both points are led up to their noise, along the probability-flow ODE, and samples come down from the arc between the noises.';
export const endsChosen = 'The points to go between';
export const twoEncodedPoints = 'two encoded points';
export const path = 'The path of samples in the plane';
export const pathMissed = (distance: string) =>
  `The ends of the path are at most ${distance} from the points, in standard deviations of the data.`;

export const pointToClassify = 'The point to classify';
export const classifyPointsHelp = (pairs: number, nfe: number) =>
  `Choose a place. Noise is added to it, ${count(pairs)} times evenly in log SNR, and the model guesses it under each class, from the same noise. The errors add up to the bound of −log p(x | class), and so to p(class | x), classes equally likely. Far from all data the model has learned nothing of them. ${count(nfe)} evaluations.`;
export const accuracyOn = (n: number) => `Accuracy on ${points(n)}`;
export const posteriorOf = ([x, y]: readonly string[]) => `p(class | x) at (${x}; ${y})`;
export const byModel = 'By the model';
export const byDensity = 'Exact';
/** @param share of all data */
export const bayes = (right: number, share: string) =>
  `The class that is likeliest by the exact density is right on ${count(right)} of them, and on ${share} of all data: no classifier does better on average (Bayes).`;
