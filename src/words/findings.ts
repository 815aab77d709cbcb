/** Sentences of several views about a run, its samples and their quality. */
import { count, decimal, figure, percent, plural } from '../lib/numbers';

/** A label within a sentence: German nouns stay capital. */
export const inLine = (label: string) => label.toLowerCase();
export const ofClass = (name: string | number) => `class ${name}`;
/** "class upper of two moons". */
export const classOf = (drawn: string, data: string) => `${drawn} of ${data}`;

/** "DiT 3 × 64, patches of 4". */
export const transformer = (network: string, patch: number) => `${network}, patches of ${patch}`;

export const noProcess = 'These settings give no process.';
export const phrases = {
  samples: 'Noise-free: these are the samples.',
  noise: 'Nothing but noise.',
  mostlyNoise: 'Mostly noise: the coarse shape is decided here.',
  mostlySignal: 'More signal than noise: the finer shape is decided here.',
  details: 'Almost no noise: the details are decided here.',
};
export const signal = 'signal';
export const noise = 'noise';
export const data = 'data';
/** "t = 12 of 199, 40% signal". @param share null where it is not known */
export const timeAndSignal = (t: string, end: number, share: number | null) =>
  `t = ${t} of ${end}${share === null ? '' : `, ${percent(share, 0)} signal`}`;

export const squaredErrorOf = (symbol: string) => `mean squared error of ${symbol}`;

export const weightedSquaredErrorOf = (symbol: string) => `weighted mean squared error of ${symbol}`;
export const withBound = (unit: string) => `${unit} + 0.001 L_vlb`;

export const fixes = {
  scaleBetas: (T: number) => `Scale the betas by 1000/${T}`,
  cosine: 'Use the cosine schedule',
  zeroTerminalSnr: 'Rescale to zero terminal SNR',
  moreSteps: 'Use T = 1000',
  sigmaMax: 'Use σ_max = 50',
  betaMax: 'Use β_max = 20',
};
export const signalLeft = (share: number, time: number) =>
  `${percent(share)} of the variance at t = ${time} is signal.`;
export const endsInNoise = 'Ends in noise.';
export const endsWithTraces = 'Ends in noise, with traces of data.';
export const doesNotEnd = 'Does not end in noise.';
export const neverShown = (left: string) =>
  `${left} Sampling would start from pure noise, which training never showed the network.`;

export const preparing = 'Starting the trainer and creating the network.';
export const firstSamples = {
  present: (share: number) => `Sampling from the present weights: ${percent(share, 0)} done.`,
  opened: (share: number) => `Sampling from the opened model: ${percent(share, 0)} done.`,
  untrained: (share: number) => `Sampling from the untrained network: ${percent(share, 0)} done.`,
};
export const compilingStep = (done: number, total: number) =>
  `Compiling the shaders of the first training step: ${done} of ${total} done.`;
export const compilingLongest = 'Compiling shaders: the first run on a machine takes longest.';
export const firstWorkLonger = 'The first work of a run takes longer than what follows.';
export const samplesDone = (share: number) => `first samples ${percent(share, 0)} done`;
export const shadersDone = (done: number, total: number) => `shaders ${done} of ${total} done`;

/** "floor 0.0031 ± 0.0016 (two sets of real data), n = 2,000". */
export const besideText = (floor: number, spread: number | null, n: number) =>
  `floor ${figure(floor)}${spread === null ? '' : ` ± ${decimal(+spread.toPrecision(2))}`} (two sets of real data), n = ${count(n)}`;
export const tooFew = (n: number) =>
  `${count(n)} ${plural(n, { one: 'image', other: 'images' })}: too few to measure`;
export const timesAsFar = (times: string) => `${times} times as far as real data`;
/** @param fresh whether the run may go below it, on examples that it learns by heart */
export const floorIs = (floor: number, fresh: boolean) =>
  `floor ${figure(floor)}${fresh ? ' on fresh data' : ''}`;
export const noLosses = 'No losses yet.';
/** @param floor null where it is not known */
export const lossSummary = (loss: number, step: number, floor: number | null, fresh: boolean) =>
  `Loss ${figure(loss)} at step ${count(step)}${floor === null ? '' : `, ${floorIs(floor, fresh)}`}.`;

export const images = {
  noun: ['image', 'images'] as readonly [string, string],
  measure: 'Fréchet distance',
  measureInFull: 'Fréchet distance in a classifier’s features',
  far: 'far from real images',
  confident: (share: number, ofReal: number) =>
    `classifier confident (> 0.8) about ${percent(share)}, about ${percent(ofReal)} of real images`,
  unmeasured: 'not measured',
  unmeasuredInFull: 'not measured: no classifier knows these images',
};
export const points = {
  noun: ['point', 'points'] as readonly [string, string],
  measure: 'energy distance',
  second: (value: number, floor: number, spread: number | null) =>
    `sliced W₁ ${figure(value)}, floor ${figure(floor)}${spread === null ? '' : ` ± ${figure(spread, 2)}`}`,
};
export const noImages = 'there are no images yet';
