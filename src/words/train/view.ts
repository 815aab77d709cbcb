/** The Train view: its transport, its settings, its stage and its charts. */
import { count, plural } from '../../lib/numbers';

const steps = (n: number) => `${count(n)} ${plural(n, { one: 'step', other: 'steps' })}`;
/** @param opened whether the training began with the weights of a model */
const trainingSteps = (n: number, opened: boolean) =>
  `${count(n)} ${opened ? 'further ' : ''}training ${plural(n, { one: 'step', other: 'steps' })}`;

/* Headline */
export const noSamplesOfRun = 'This run has no samples.';
export const samplingOpened = 'Sampling from the opened model.';
export const startingRun = (noun: string) => `Starting a run on ${noun}.`;
export const noiseBecomes = (noun: string) => `Noise becomes ${noun}, step by step.`;
export const samplesOfOpened = 'Samples of the opened model.';
export const samplesOfUntrained = 'Samples of the untrained network.';
/** @param drawn the class that is drawn; empty for all */
export const samplesAfter = (drawn: string, step: number, opened: boolean, noun: string) =>
  `Samples${drawn && ` for ${drawn}`} after ${trainingSteps(step, opened)} on ${noun}.`;
export const samplesAlike = (noun: string, step: number, opened: boolean) =>
  `${noun[0].toUpperCase()}${noun.slice(1)}, after ${trainingSteps(step, opened)}.`;
/** @param step of the measurement; null where it is that of the run */
const atStep = (step: number | null) => (step === null ? '' : ` at step ${count(step)}`);
export const samplesNear = (noun: string, standing: string, step: number | null) =>
  `Nearly ${noun}: ${standing}${atStep(step)}.`;
export const samplesFar = (noun: string, standing: string, step: number | null) =>
  `Not ${noun} yet: ${standing}${atStep(step)}.`;
export const guidedFar = (noun: string, standing: string, step: number | null) =>
  `Guided samples of ${noun}: ${standing}${atStep(step)}.`;

/* Stage */
export const samples = 'Samples';
export const noSamples = 'No samples yet.';
export const noSamplesButReal = (n: number) => `No samples yet: ${n} real images with noise.`;
/** @param errors a further sentence; empty for none */
export const samplesSummary = (n: number, kind: 'points' | 'images', errors: string) =>
  `${count(n)} ${kind === 'points' ? 'samples' : 'images'}${errors && `; ${errors}`}`;
export const tooFewToMeasure = (summary: string) => `${summary}, too few to measure their quality.`;
export const frames = {
  forward: 'Nine frames of the forward process',
  reverse: 'Nine frames of the reverse process',
};
export const forwardNote = 'data with noise; samples appear here';
export const placeErrors = (median: string, most: string) =>
  `squared error of ε over the stage: median ${median}, maximum ${most}`;
export const arrowsFailed = 'The arrows cannot be drawn.';

/* Layers */
export const layers = 'Layers';
export const layerNames = {
  data: 'Data',
  samples: 'Samples',
  paths: 'Paths',
  score: 'Score',
  velocity: 'Velocity',
  density: 'Density',
  error: 'Error',
};
export const arrows = { learned: 'Learned arrows', exact: 'Exact arrows' };
export const streamlines = 'Streamlines';
export const streamlinesTitle = 'Lines that follow the field, instead of arrows';
export const sideBySide = 'Side by side';
export const sideBySideTitle = 'The data on the left, the samples on the right';

/* Explanation beside the stage */
export const explanation = 'What you are looking at';
export const onlyRealImages = 'No samples yet: these are real images with noise.';
export const thereAreNoSamples = 'There are no samples yet.';
export const oneReverseStep = 'One reverse step';
export const predictions = "The network's predictions x̂₀ of the data";
export const theVelocity = 'The velocity';
export const velocityGloss =
  'is the velocity. Arrows point against it, where sampling goes: blue are learned, orange exact.';
export const theScore = 'The score';
const SCORE = 'is the score: it points towards higher density.';
export const scoreGloss = `${SCORE} The layer Score draws it as arrows.`;
export const scoreGlossWithArrows = `${SCORE} Blue arrows are learned, orange arrows exact.`;

/* Settings */
export const settings = 'Settings';
export const data = 'Data';
export const draw = 'Draw';
export const noiseSchedule = 'Noise schedule';
export const network = 'Network';
export const training = 'Training';
export const moreSettings = 'More settings';

/* Files */
export const openModel = 'Open model';
export const downloads = {
  model: 'Download model',
  halfPrecision: 'Download half precision',
  code: 'Download code',
  ONNX: 'Download ONNX',
  samples: 'Download samples',
  data: 'Download data',
  metrics: 'Download metrics',
  picture: 'Download picture',
  link: 'Link with the model',
};
export const linkModelTitle = 'A link that opens the trained model';
export const trainFirst = 'Train a model first';

/* Transport */
export const train = 'Train';
export const trainAnew = 'Train anew';
export const trainMore = (n: number) => `Train ${count(n)} more`;
export const resume = 'Resume';
export const runStarts = 'The run is starting';
export const trainTitle = 'Start a run with these settings (T)';
export const trainAnewTitle = 'Start a new run with the changed settings (T)';
export const trainMoreTitle = (n: number) => `Continue for ${steps(n)} more (T)`;
export const resumeFailedTitle = 'Continue from the last finite weights (T)';
export const resumeTitle = (step: number) => `Continue from step ${count(step)} (T)`;
export const step = 'Step';
export const stepTitle = 'One training step (S)';
export const reset = 'Reset';
export const resetTitle = 'Remove this run; it can be restored';
export const exploreMeanwhile = 'The samples below can be explored meanwhile.';
export const recording = (settings: string) => `This is a recording: ${settings}.`;
/** "cosine, T = 200, DDPM" */
export const recordingSettings = (schedule: string, T: number, sampler: string) =>
  `${schedule.toLowerCase()}, T = ${T}, ${sampler}`;
export const trainYourOwn = 'Press Train to train your own.';
export const noProcess = 'These settings give no process.';
export const pressTrain = 'Press Train: samples appear here while the model learns.';
export const trainingNotAffected = 'Training is not affected.';

/* Figures */
export const ofTotal = (total: number) => `of ${count(total)}`;
export const loss = 'Loss';
export const stepsPerSecond = 'Steps per second';
export const stepsPerSecondTitle = 'Recent ones while it trains, then the mean; with previews';
export const timeLeft = (time: string) => `${time} left`;
export const timeTaken = (time: string) => `took ${time}`;
export const quality = 'Quality';
export const qualityBasis = (measure: string, weights: 'raw' | 'EMA') => `${measure}, ${weights} weights`;
export const ofStep = (step: number) => `, step ${count(step)}`;

/* Charts: the loss */
export const lossTitle = 'The loss, and the best possible on fresh data';
export const hybridLoss = 'L_hybrid = L_simple + 0.001 L_vlb (Nichol & Dhariwal 2021, Eq. 16)';
export const lossTitleWithoutFloor = 'The loss; the best possible is not known';
export const logScale = 'log';
export const lossCurve = 'Loss curve';
export const lossSoon = 'Your run draws its line here.';
export const trainingStepAxis = 'training step';
export const timeAxis = 'noising time t';
/** @param points of which the floor is the exact one; null for the density */
const best = (points?: number | null) =>
  points ? `exact loss of ${count(points)} points` : 'best possible loss';
export const atFloor = (points?: number | null) => `At the ${best(points)}, within sampling noise`;
export const belowFloor = (share: string) =>
  `${share} below the floor: the recent batches were easier than average`;
export const aboveFloor = (share: string, points?: number | null) => `${share} above the ${best(points)}`;
export const yetSamplesAreFar = (finding: string, standing: string) =>
  `${finding}, yet the samples are ${standing}`;

/* Charts: the loss by time */
export const lossMapTitle = 'Loss at each noise level';
export const lossMapAxes = (unit: string) =>
  `${unit[0].toUpperCase()}${unit.slice(1)} by t, over training steps`;
export const lossMap = 'Loss by timestep';
export const lossMapSoon = 'Rows appear as training goes on.';
/** By the third of the time axis. */
export const lossHighest = {
  data: 'The loss is highest at small noise levels',
  middle: 'The loss is highest at intermediate noise levels',
  noise: 'The loss is highest at large noise levels',
};

/* Charts: the error of the learned score or velocity */
export const learnedTitle = {
  score: 'The learned score against the exact one',
  velocity: 'The learned velocity against the exact one',
};
export const learnedAxes = {
  score: 'Squared distance of learned ε from exact ε, per dimension',
  velocity: 'Squared distance of learned u from exact u, per dimension',
};
export const learnedError = {
  score: 'Error of the learned score',
  velocity: 'Error of the learned velocity',
};
export const learnedSoon = {
  score: 'Appears once a network has learned a score.',
  velocity: 'Appears once a network has learned a velocity.',
};
export const leastAccurate = {
  score: {
    data: 'The learned score is least accurate at small noise levels',
    middle: 'The learned score is least accurate at intermediate noise levels',
    noise: 'The learned score is least accurate at large noise levels',
  },
  velocity: {
    data: 'The learned velocity is least accurate at small noise levels',
    middle: 'The learned velocity is least accurate at intermediate noise levels',
    noise: 'The learned velocity is least accurate at large noise levels',
  },
};
export const noExactScore = 'No exact score is known for this data set.';
export const afterFirstSteps = 'Appears after the first steps.';

/* Sampler comparison, before it is open */
export const compareSamplers = 'Compare samplers';
export const compareSamplersHint = 'Samples of one model with few and with many steps, from the same noise.';
