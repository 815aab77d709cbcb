/** Memorisation in Train: copies of training examples, the loss on held-out data, and the study of when copying begins. */
import { count, decimal, percent, plural } from '../../lib/numbers';

export const title = 'Memorise or generalise';
export const hint =
  'A sample is a copy where its nearest training example is less than a third as far as the second nearest (Bonnaire et al. 2025)';
export const follow = 'Follow this run';
export const few =
  'With all training examples there is nothing to memorise soon: try 100 under "Training examples".';
export const whyNot = {
  classes: 'Copies are counted for networks without classes.',
  table: 'No data are held out from a table: fresh points are its own rows.',
  'one-example':
    'With one training example there is no second nearest: set "Training examples" to 2 or more.',
  'all-images': 'No data are held out: set "Training examples" to fewer images than are open.',
};
export const notYet = 'Measured with the next samples of a run.';
export const chart = 'Copies, and loss on training examples and on held-out data, by training step';
export const table = 'Copies and losses';
export const columns = [
  'step',
  'copies',
  'copies in fresh data',
  'loss on examples',
  'loss on held-out data',
];
export const copies = 'copies';
export const freshData = 'fresh data';
export const examples = 'examples';
export const heldOut = 'held-out';
export const lossAxis = 'loss';
export const stepAxis = 'training step';
export const failed = 'Copies could not be counted.';

export const copiesFound = (share: number, floor: number) =>
  `${percent(share)} of the samples are copies of training examples; of fresh data ${percent(floor)} are`;
export interface Shares {
  readonly share: number;
  readonly samples: number;
  readonly floor: number;
  readonly fresh: number;
}
export const noMoreCopies = ({ share, samples, floor, fresh }: Shares) =>
  `No more copies than chance explains: ${percent(share)} of ${count(samples)} samples, ${percent(floor)} of ${count(fresh)} fresh data`;

type Interval = readonly [low: number, high: number];
const between = ([low, high]: Interval) => `${percent(low, 1)} to ${percent(high, 1)}`;
export interface Measured {
  readonly examples: number;
  /** Of the samples. */
  readonly step: number;
  readonly samples: number;
  readonly fresh: number;
  /** 95% intervals of the shares of copies. */
  readonly intervals: { readonly samples: Interval; readonly fresh: Interval };
}
export const measured = ({ examples, step, samples, fresh, intervals }: Measured) =>
  `n = ${count(examples)} training examples. Copies among ${count(samples)} samples of step ${count(step)}: 95% interval ${between(intervals.samples)}; among ${count(fresh)} fresh data: ${between(intervals.fresh)}.`;
/** @param losses written, as is their difference's standard error @param n samples on each side @param step of the weights */
export const losses = (training: string, outside: string, error: string, n: number, step: number) =>
  `Loss of the averaged weights at step ${count(step)}: ${training} on training examples, ${outside} on held-out data, difference ± ${error}; ${count(n)} of each, with the same noise.`;

export const studyTitle = 'When does copying begin?';
export const studyHint = (counts: string) =>
  `Trains new networks with these settings on ${counts} examples, at a constant learning rate, until their samples copy`;
export const start = 'Train them';
export const anotherSeed = 'Add a seed';
export const cancel = 'Cancel';
export const limit = 'Most training steps of a network';
export const limitOption = (steps: number) => `at most ${count(steps)} steps`;
export const notReady = 'It needs a run that is paused or done: its settings are those of the networks.';
export const training = (examples: number) => `Training on ${count(examples)} examples`;
export const studyFailed = 'The networks could not be trained.';
export const studyChart = 'Training steps at which copying begins, by number of training examples';
export const studyTable = 'When copying begins';
export const studyColumns = ['n', 'steps', 'seeds', 'not begun', 'copies in fresh data'];
export const examplesAxis = 'training examples n';
export const notBegun = 'not yet';

export const grows = (exponent: number, from: number, to: number) =>
  `Copying begins after a number of steps that grows as n to the power ${decimal(exponent.toFixed(2))}, from n = ${count(from)} to ${count(to)}`;
/** @param some seeds in which it begins, and all; null where these are the same */
export const begins = (
  step: number,
  examples: number,
  some: { readonly copying: number; readonly seeds: number } | null,
) =>
  `With ${count(examples)} examples copying begins after ${count(step)} steps${some ? ` in ${some.copying} of ${some.seeds} seeds` : ''}`;
export const neverBegins = (examples: number, steps: number) =>
  `With ${count(examples)} examples copying does not begin within ${count(steps)} steps`;
export const studyBasis = (seeds: number, steps: number) =>
  `${seeds} ${plural(seeds, { one: 'seed', other: 'seeds' })}, at most ${count(steps)} steps. Copying begins where a tenth of what could be copies beyond chance is. Bonnaire et al. (2025) find steps ∝ n.`;
export const leftOut = (examples: number) => `No n above ${count(examples)} was tried: it takes longer.`;
