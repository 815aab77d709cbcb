/** The Compare view: its transport, both sides, and its evidence. */
import { count, joined, plural } from '../../lib/numbers';

/** A or B, or both. */
export type Who = 'A' | 'B' | 'both';
type SideName = 'A' | 'B';

/* Transport: the button */
const whom = (who: Who) => `Train ${who}`;
export const train = whom;
export const sampleBoth = 'Sample both';
export const resumeBoth = 'Resume both';
export const runsStart = 'The runs are starting';
export const startChanged = 'Start new runs with the changed settings (T)';
export const resumeTitle = 'Resume both from their current steps (T)';
export const sampleTitle = 'Sample both models with these settings (T)';
export const trainAgainTitle = (who: Who) => `${whom(who)} for the same number of steps again (T)`;
export const startAgainTitle = 'Start both runs again (T)';
export const startTitle = 'Start both runs with these settings (T)';
export const reset = 'Reset';
export const resetTitle = 'Remove both runs; they can be restored';
export const restore = 'Restore the previous runs';
export const restoreTitle = 'Their weights, losses and settings; the present runs can be restored in turn';
export const goOnWithBatches = (size: number) => `Go on with batches of ${size}`;
export const trainBothWithBatches = (size: number) => `Train both with batches of ${size}`;

/* Transport: what is the same, and what differs */
export const equalParts = {
  data: 'data',
  seed: 'seed',
  weights: 'initial weights',
  batches: 'batches',
  noise: 'noise',
};
export const same = (parts: readonly string[]) => `Same ${joined(parts)}.`;
export const nothingShared = 'No random numbers are shared.';
export const nothingDiffers = 'No setting that has an effect differs.';
/** Fields whose label is no noun of a sentence. */
const NOUNS: Readonly<Record<string, string>> = {
  T: 'number of timesteps T',
  scaleBetas: 'scaling of the betas',
  zeroTerminalSnr: 'zero terminal SNR',
  weighting: 'loss weighting',
  lossSpace: 'space of the loss',
  clipDenoised: 'clipping of x̂₀',
  clippedEps: 'DDIM’s use of the clipped x̂₀',
  timeSampling: 'sampling of t',
  emaDecay: 'EMA decay',
  emaWarmup: 'EMA warm-up',
};
/** A setting by its id, with its label in forms. */
export interface NamedField {
  readonly id: string;
  readonly label: string;
}
const nounOf = ({ id, label }: NamedField) => NOUNS[id] ?? `${label[0].toLowerCase()}${label.slice(1)}`;
/** @param fields one at least */
export const onlyDiffer = (fields: readonly NamedField[]) => {
  const nouns = fields.length > 4 ? `${fields.length} settings` : `the ${joined(fields.map(nounOf))}`;
  const isPlural = fields.length > 1 || fields[0].label.endsWith('steps');
  return `Only ${nouns} ${isPlural ? 'differ' : 'differs'}.`;
};
export const bothSampled = (a: string, b: string) => `A, “${a}”, and B, “${b}”, are sampled, not trained.`;
export const isSampled = (side: SideName, label: string) => `${side}, “${label}”, is sampled, not trained.`;
export const isTrained = (side: SideName, label: string) =>
  `${side}, “${label}”, continues training from its own weights.`;
export const modelsLoad = 'The models of the link are loading.';
export const changesApply = 'Changes apply to the next run.';
export const moreTraining = 'More training continues from here.';
export const dataset = 'Dataset';
export const change = 'Change';

/* Headline */
export const twoModels = 'Two models, all else equal';
export const neverHalfNoise = 'Neither A nor B has a time at which half of the variance is noise';
export const halfNoiseInOne = (time: string, side: SideName, other: SideName) =>
  `Half of the variance is noise at t = ${time} in ${side}, at no time in ${other}`;
export const halfNoiseInBoth = (time: string) =>
  `Half of the variance is noise at t = ${time}, in A and in B`;
export const halfNoise = (a: string, b: string) =>
  `Half of the variance is noise at t = ${a} in A, at t = ${b} in B`;
const byCards = (are: boolean) => (are ? 'By their cards, ' : '');
/** The measurement behind a verdict. */
interface Basis {
  readonly n: number;
  /** Whether the figures are those of the models' cards. */
  readonly cards: boolean;
  /** The training step, where it is not that of the runs. */
  readonly step: number | null;
}
const when = (step: number | null) => (step === null ? '' : ` at step ${count(step)}`);
export const equallyGood = ({ n, cards, step }: Basis) =>
  `${byCards(cards)}A and B are equally good${when(step)}, within the error of the measurement (n = ${count(n)})`;
export interface Verdict extends Basis {
  readonly better: SideName;
  /** Written, of the better side and of the other. */
  readonly value: string;
  readonly against: string;
}
export const isCloser = ({ better, value, against, n, cards, step }: Verdict) =>
  `${byCards(cards)}${better} is closer to the data${when(step)}: ${value} against ${against} (n = ${count(n)})`;
export const bothUntrained = (step: number | null) => `Both networks are still nearly untrained${when(step)}`;
export const notKnown = 'Which is better is not known: there is no classifier for these images';
export const notMeasured = 'Which is better is not measured yet';
export const tooFewImages = (n: number) =>
  `Which is better is not measured yet: ${count(n)} images are too few`;
export const ofEarlierSettings = (verdict: string) =>
  `Of the runs shown, with their earlier settings: ${verdict}`;
export const soFar = (verdict: string) => `So far: ${verdict}`;

/* One side */
export const samples = 'Samples';
export const sampleOnly = 'sample only';
export const continuesTraining = 'continues training';
export const remove = 'Remove';
export const removeTitle = (side: SideName) => `The next run of ${side} starts from initial weights`;
export const andMore = (n: number) => `and ${n} more`;
export const step = 'Step';
export const stepsPerSecondShort = 'Steps/s';
export const stepsPerSecond = 'Steps per second';
export const stepsPerSecondTitle = 'Mean of the whole training; both runs share one device';
export const loss = 'Loss';
export const quality = 'Quality';
export const qualityTitle = (measure: string) =>
  `${measure[0].toUpperCase()}${measure.slice(1)} of samples of the EMA weights to fresh data; floor: of real data to other real data`;
export const tooFew = (n: number, noun: string) => `${count(n)} ${noun}: too few to measure`;
/** @param step of the figure; null where it is that of the run */
export const besideFigure = (floor: string, n: number, card: boolean, step: number | null) =>
  `floor ${floor}, n = ${count(n)}${card ? ', its card' : ''}${step === null ? '' : `, step ${count(step)}`}`;
export const otherSideNotAffected = 'The other side is not affected.';
export const notValid = 'These settings are not valid.';
export const noProcess = 'No samples: these settings give no process.';
export const realDataOnly = 'Real data with noise; no samples yet.';
export const realDataNote = 'real data with noise';
export const stageCorner = (time: string, signal: string) => `t = ${time}, ${signal} signal`;
export const samplesOf = (n: number, side: SideName) => `${count(n)} samples of ${side}.`;
export interface SideFigure {
  readonly n: number;
  readonly side: SideName;
  readonly measure: string;
  readonly card: boolean;
  readonly value: string;
  readonly floor: string;
  /** Samples of the figure. */
  readonly of: number;
}
export const samplesWithFigure = ({ n, side, measure, card, value, floor, of }: SideFigure) =>
  `${count(n)} samples of ${side}; ${measure}${card ? ' by its card' : ''} ${value}, floor ${floor}, n = ${count(of)}.`;
export const lossCurve = 'Loss curve';

/* Below both sides: frames, layers, the clock */
export const forwardFrames = (name: string) => `${name}: nine frames of the forward process`;
export const reverseFrames = (name: string) => `${name}: nine frames of the reverse process`;
export const layers = 'Layers';
export const layerNames = { data: 'Data', paths: 'Paths', density: 'Density' };
export const forwardProcess = 'Forward process';
export const swap = 'Swap A and B';
export const swapTitle = 'Exchange A and B, with their runs and results';
export const copy = 'Copy A to B';
export const copyTitle =
  "B takes A's settings and pretrained model; the run of B stays until the next one starts";
export const addPretrained = 'Add a pretrained model';
export const addPretrainedTitle = 'Use a trained model as A or B';
export const downloadMetrics = 'Download metrics';
export const metricsTitle = 'Losses and qualities of both runs, as CSV';
export const nothingToSave = 'There is nothing to save.';
export const noLossesYet = 'There are no losses yet: train first.';
export const neverLosses = 'Both models are only sampled: losses come from training.';
export const bothSidesAt = 'Both sides at';
export const bothAt = 'Both at';
export const clocks = { time: 'equal t', snr: 'equal noise' };
export const clockTitles = {
  time: 'Both sides at the same share of their time',
  snr: 'Both sides at the same log SNR, each at its own t',
};
export const logSnr = (value: string) => `log SNR ${value}`;
/** @param what differs between the sides. @param sampled true where samples of the models are shown */
export const isNoisier = (side: SideName, what: 'schedule' | 'process', sampled: boolean) =>
  `${side} is noisier here because its ${what} is${sampled ? ', not because it learned less' : ''}.`;
/** @param signal the share of the variance, written; null where there is none */
export const sideAtTime = (side: SideName, time: string, last: number, signal: string | null) =>
  `${side}: t = ${time} of ${last}${signal === null ? '' : `, ${signal} signal`}`;
export const lossMapTitle = 'Loss at each noise level';
export const squaredError = 'mean squared error';
export const lossMapAxes = (unit: string) =>
  `${unit[0].toUpperCase()}${unit.slice(1)} at each time, over training`;
export const lossMap = (side: SideName) => `Loss by timestep of ${side}`;

/* Settings */
export const settings = 'Settings';
/** "cosine (A)": a setting that differs. */
export const valueOfSide = (value: string, side: SideName) => `${value} (${side})`;
export const settingsThatDiffer = 'Settings that differ';
export const ofSide = (label: string) => `${label} of`;
export const share = 'Share';
export const shareTitle = "Use A's value for both";
export const addDifference = 'Add a difference';
export const chooseSetting = 'choose a setting…';
export const sharedSettings = 'Shared settings';

/* Evidence: schedules */
export const schedules = 'Schedules';
export const schedulesTitle = 'The schedules of A and B';
/** @param b null where A and B are at the same time */
export const signalTitle = (a: string, b: string | null, signalOfA: string, signalOfB: string) =>
  `At t = ${b === null ? a : `${a} in A and ${b} in B`}: ${signalOfA} signal in A, ${signalOfB} in B`;
export const quantities = {
  signal: 'signal, share of the variance',
  logSnr: 'log signal-to-noise',
  chainRate: 'noise added by one step, β',
  continuousRate: 'variance added in 1/T of the time, g²/T',
  mixedRate: 'variance added by a step, β or g²/T',
  weight: 'weight of the error of x̂₀ in the loss',
};
export const timeShareAxis = 'share of the noising time';
export const timeAxis = 'noising time t';

/* Evidence: quality */
export const qualityOfSamples = 'Quality of the samples';
export const qualityOverTraining = 'Quality over training';
export const qualityOfEachTime = 'Quality over training, with the sampling settings of each time';
export const equallyGoodInTraining = 'A and B are equally good, within the error of the measurement';
export const wasAheadThroughout = (side: SideName) => `${side} was ahead throughout`;
export const isAheadFromStart = (side: SideName) => `${side} is ahead from the start`;
export const wasAheadFrom = (side: SideName, step: number) => `${side} was ahead from step ${count(step)} on`;
export const isAheadSince = (side: SideName, step: number) =>
  `${side} has been ahead since step ${count(step)}`;
export const lowerIsBetter = (measure: string) =>
  `${measure[0].toUpperCase()}${measure.slice(1)} to the data, lower is better`;
export const qualityChart = 'Quality of A and B';
export const trainingStep = 'training step';
export const curvesSoon = 'The curves of both runs appear here.';
export const floor = 'floor';
export const noClassifier = 'There is no classifier for these images.';
export const tooFewASide = (n: number, noun: string) => `${count(n)} ${noun} a side: too few to measure.`;
/** @param chance the deviation of the floor, written; null where it is not known */
export const qualityBasis = (n: number, noun: string, floor: string, chance: string | null) =>
  `Of ${count(n)} ${noun} a side. Real data against real data, the floor: ${floor}${chance === null ? '' : ` ± ${chance}`}.`;
export const drawsOfEach = (n: number, noun: string) => `Draws ${count(n)} ${noun} of each model`;
export const pauseFirst = 'Pause or finish training first';
export const measureAsCard = (n: number) => `Measure with ${count(n)}, as on the card`;
export const measure = (n: number, noun: string) => `Measure with ${count(n)} ${noun}`;
export const measuring = 'Measuring the quality';
export const cancel = 'Cancel';

/* Evidence: the table */
export const comparison = 'Comparison';
export const floorOf = (floor: string) => `floor ${floor}`;
export const withFloor = (value: string, floor: string) => `${value} (floor ${floor})`;
export const noDifference = 'none';
export const withinChance = (difference: string) => `${difference}, within chance`;
/** @param step null where it is that of the runs */
export const qualityRow = (n: number, step: number | null) =>
  `Quality, n = ${count(n)}${step === null ? '' : `, step ${count(step)}`}`;
export const confidentImages = (n: number) => `Confident images (> 0.8), n = ${count(n)}`;
export const slicedDistance = (n: number) => `Sliced W₁, n = ${count(n)}`;
export const qualityByCards = (n: number) => `Quality by the cards, n = ${count(n)}`;
export const qualityByCard = (side: SideName, n: number) => `Quality by the card of ${side}, n = ${count(n)}`;
export const lossFromFloor = 'Loss, from its floor';
export const points = (n: number) => `${n} ${plural(n, { one: 'point', other: 'points' })}`;
export const floorOfLoss = 'Floor of the loss';
export const terminalSignal = 'Terminal signal';
export const shareOfVariance = 'share of the variance';
export const meanStepsPerSecond = 'Steps per second, mean';
export const parameters = 'Parameters';
export const beforeTraining = 'Before training';
export const asLoaded = 'As loaded';
export const sideAfterSteps = (side: SideName, step: number) => `${side} after ${count(step)} steps`;
export const afterSteps = (step: number) => `After ${count(step)} steps`;
export const atStep = (step: number) => `At step ${count(step)}`;
export const afterDifferentSteps = (a: number, b: number) => `After ${count(a)} and ${count(b)} steps`;

/* Pretrained models, and the report */
export const sampleAsCard = (label: string) => `Both sides sample as the card of “${label}” says.`;
export const runNotAdded = 'The run of the Train view could not be added to the comparison.';
export const linkNames = (id: string, side: SideName) => `The link names the model "${id}" as ${side}.`;
export const downloadReport = 'Download report';
export const reportTitle =
  'One HTML file with pictures, curves, tables and links; it needs no script and no network';
export const trainBothFirst = 'Train both first';
export const scoresAsCsv = 'Scores as CSV';
export const scoresTitle = 'Every score by side, steps and seed, as CSV';
export const noScoresTitle = 'Measure quality against steps first';
