/** The Sample view. */
import { count, plural } from '../lib/numbers';
import type { StepCost } from '../types/stepCost';

const steps = (n: number) => `${count(n)} ${plural(n, { one: 'step', other: 'steps' })}`;

/** Names of the models that ship, by id. */
export const models = {
  'fashion-mnist-cosine': 'Fashion-MNIST',
  'flowers-cosine': 'Flowers, 32 × 32',
  'mnist-classes': 'MNIST, choose the digit',
  'mnist-cosine': 'MNIST, cosine',
  'mnist-linear': 'MNIST, linear',
  'swiss-roll-cosine': 'Swiss roll, cosine',
  'swiss-roll-linear': 'Swiss roll, linear',
};

/** Names of samples for sentences. @param drawn "class 7", or nothing where all classes are drawn */
export const imagesOf = (n: number, [one, many]: readonly [string, string], drawn: string, isNew: boolean) =>
  `${count(n)}${isNew ? ' new' : ''} ${n === 1 ? one : many}${drawn && ` of ${drawn}`}`;
/** @param of what the points should look like: "two moons" */
export const pointsOf = (n: number, of: string, isNew: boolean) =>
  `${count(n)}${isNew ? ' new' : ''} ${n === 1 ? 'point' : 'points'} of ${of}`;

export const samplerLine = (sampler: string, n: number) => `${sampler}, ${steps(n)}`;
export const settingsLine = (sampler: string, seed: number) => `${sampler}, seed ${seed}`;

export const whatSamplingDoes = 'Sampling turns noise into data, step by step.';
export const drawingNow = (samples: string) => `Sampling ${samples}.`;
export const sketch = (n: number) => `A sketch in ${steps(n)}: the samples follow.`;
export const recorded = (samples: string, settings: string) =>
  `${samples}, recorded: ${settings}. Sample computes the same here; New seed draws others.`;
/** Of samples that were drawn here with the settings and the seed of the recording. */
export const asRecorded = (samples: string) => `${samples}, as recorded: these settings and this seed.`;
export const earlier = (samples: string, settings: string) => `${samples} of earlier settings: ${settings}.`;
export const drawn = (samples: string) => `${samples}.`;
export const sketchUntil = (n: number) => `A sketch in ${steps(n)}, until the requested samples are there.`;
/** @param settings in which the present draw differs, as they were: "Class 3" */
export const earlierSamples = (settings: readonly string[]) =>
  `These are the earlier samples${settings.length > 0 ? `: ${settings.join(', ')}` : ''}.`;
export const guidedAreFar = (noun: string, standing: string) => `Guided samples of ${noun}: ${standing}.`;
export const notYet = (noun: string, standing: string) => `Not ${noun} yet: ${standing}.`;
export const farFromReal = 'far from real images';
export const confidenceLeftOut =
  'confidence left out: this far from real images, the classifier is confident of noise as well';
export const confident = (share: string, images: number, real: string) =>
  `confident: ${share} of ${count(images)} images, ${real} of as many real ones`;

/** A model card in one paragraph. */
export const card = (values: {
  readonly data: string;
  readonly network: string;
  readonly weights: number;
  readonly steps: number;
  readonly batch: number | undefined;
}) =>
  `${values.data}. ${values.network}, ${count(values.weights)} weights, ${count(values.steps)} steps${values.batch ? ` of ${count(values.batch)}` : ''}.`;
export const cardSchedule = (schedule: string, T: number | undefined) =>
  `${schedule} schedule${T ? `, T = ${T}` : ''}.`;
/** Measures by their ids, and by their names on cards. */
export const measures: Readonly<Record<string, string>> = {
  'Fréchet distance': 'Fréchet distance',
  'energy distance': 'energy distance',
};
export interface FigureOfCard {
  readonly measure: string;
  /** Written, with their deviations over the sets where these are known. */
  readonly value: string;
  readonly floor: string;
  readonly samples: number;
  readonly sets: number;
}
export const byCard = ({ measure, value, floor, samples, sets }: FigureOfCard) =>
  `By its card: ${measure} ${value}, floor ${floor} (real data), n = ${count(samples)}${sets > 1 ? ` in each of ${sets} sets` : ''}.`;
export const requestedClass = (share: string) => `It samples the requested class ${share} of the time.`;
export const cardMeasured = (measure: string, samples: number, sampler: string) =>
  `${measure}: ${count(samples)} samples by ${sampler}.`;
export const cardConfident = (share: string, real: string) =>
  `The classifier is confident (> 0.8) about ${share} of them, and about ${real} of real images.`;
/** Figures of images in the eyes of a second classifier, and those of real images, written. */
export interface SecondJudgement {
  readonly confident: string;
  readonly realConfident: string;
  readonly distance: string;
  readonly floor: string;
}
export const cardSecondJudge = ({ confident, realConfident, distance, floor }: SecondJudgement) =>
  `A second classifier, of other first weights and other widths, which no choice was made by, is confident about ${confident} (real images ${realConfident}) and finds a Fréchet distance of ${distance} (real ${floor}; in its own features, so not comparable with the first).`;
export const seesRequestedClass = (share: string) => `It sees the requested class in ${share}.`;

/** Bits per dimension, written, with their standard errors. */
export interface Likelihood {
  readonly test: string;
  readonly training: string;
  readonly independent: string;
}
/** @param hasClasses the figures are then those with the label for none */
export const cardLikelihood = (
  { test, training, independent, images }: Likelihood & { readonly images: number },
  hasClasses: boolean,
) =>
  `Variational bound${hasClasses ? ' on p(x), with the label for no class' : ''}: ${test} bits per dimension on ${count(images)} test images, ${training} on ${count(images)} training images (mean and standard error). The model could store each value of a pixel (one where it is grey, three in colour) in about so many bits; coded by itself each takes ${independent}. The floor, the entropy of the data, is not known.`;
/** After `cardLikelihood`, of the same images. */
export const cardClassLikelihood = ({ test, training, independent }: Likelihood) =>
  `On p(x | class), with the class of each image and without guidance: ${test} on test images, ${training} on training images; coded by itself, with its frequencies in the class, each value of a pixel takes ${independent}.`;
/** After figures above the 8 bits of a value. */
export const cardNoCode =
  'That is more than the 8 bits that a value has: as a code this model is of no use, however good its samples are. The bound weighs little noise most, and training for clear samples hardly weighs it.';

/** How far the selected sample is from the nearest of the images that were searched. @param among their name where nothing says that the model learned them */
export const onlyImage = (distance: string, among?: string) =>
  `The only ${among === undefined ? 'training image' : `image of ${among}`} is ${distance} away (root mean square, of 255).`;
export const nearest = (searched: number, distance: string, usual: string, among?: string) => {
  const [kind, each] =
    among === undefined ? ['training images', 'training images'] : [`images of ${among}`, 'these images'];
  return `The nearest of ${count(searched)} ${kind} is ${distance} away (root mean square, of 255); ${each} are ${usual} from their own nearest.`;
};
export const isCopy = 'It is practically a copy.';
export const isClose = (trained: boolean) =>
  `It is close to ${trained ? 'a training image' : 'one of them'}.`;
/** @param complete whether all images that were learned were searched */
export const isNoCopy = (complete: boolean) =>
  complete ? 'It is not a copy.' : 'It is not a copy of one of them.';

export const neverEnough = (nfe: number) => `Even ${nfe} evaluations are not enough`;
export const oneIsEnough = 'One evaluation is nearly enough';
export const enough = (nfe: number) => `${nfe} evaluations are nearly enough`;
/** Of network evaluations: how many a step has, and why there are several. */
export function perStep({ steps: n, each, last, correctors, passes }: StepCost): string {
  if (each * passes === 1) return 'one per step';
  const why = [
    ...(last < each ? ['of second order'] : []),
    ...(correctors > 0 ? [`${count(correctors)} of the corrector`] : []),
    ...(passes > 1 ? ['without and with the class'] : []),
  ].join('; ');
  const butLast = last < each ? `, ${count(last * passes)} in the last` : '';
  return `${count(each * passes)} per step${butLast} (${why}), ${steps(n)}`;
}

export const waits = {
  loading: 'Loading the model.',
  starting: 'Starting the sampler and building the network.',
};

export const howManyEvaluations = 'How many evaluations are enough';
export const byEvaluations = 'This model, by network evaluations (NFE)';
export const qualityChart = 'Quality against network evaluations';
export const evaluated = (nfe: number, figure: string) =>
  `${count(nfe)} ${plural(nfe, { one: 'evaluation', other: 'evaluations' })}: ${figure}`;
export const notMeasured = 'Not measured yet.';
const reasons = {
  'no-classifier': 'no classifier knows these images',
  'no-data': 'the table that this model learned is not in its file',
};
/** Beside "Quality". */
export const notMeasuredBecause = (why: keyof typeof reasons) => `not measured: ${reasons[why]}`;
/** In place of the button that measures. */
export const nothingToMeasure = (why: keyof typeof reasons) => `Nothing to measure: ${reasons[why]}.`;
export const measure = (sampler: string) => `Measure: ${sampler}`;
export const measureLater = 'Measure once a model is open';
export const measureAgain = (sampler: string) => `Measure again: ${sampler}`;
export const measuring = 'Measuring';
export const cancel = 'Cancel';
export const qualityTable = 'Quality by network evaluations';
export const qualityColumns = { sampler: 'Sampler, evaluations', distance: 'distance', real: 'real data' };
export const whyManySteps = 'Why many steps, and not one';
export const sameNoise = 'Same model, same starting noise, same seed';
export const fewAndMany = 'The same noise after few steps and after many';
export const sampledWith = (numbers: readonly number[]) => `Sampled with ${numbers.map(steps).join(', ')}.`;
export const notSampled = 'Not sampled yet.';
export const sampleAgain = 'Sample again';
export const sampleSameNoise = 'Sample the same noise, 1 to 50 steps';
export const sampling = 'Sampling';
export const stepCount = steps;
export const networkEvaluations = 'network evaluations';
export const realVsReal = 'real vs real';

export const samplingTime = 'Sampling time';
export const recordedTime = 'recorded, not drawn here';
/** After a number of seconds. */
export const secondsFor = (n: number, kind: string) => `s, ${count(n)} ${kind}`;
export const evaluations = 'Network evaluations';
export const quality = 'Quality';
export const confidentMeaning =
  'Share of the images about which the classifier is confident (> 0.8), and of real images';
export const sample = 'Sample';
export const sampleTitle = 'Sample with these settings (S)';
export const cancelTitle = 'Stop sampling and keep the samples on the stage';
export const newSeed = 'New seed';
export const newSeedTitle = 'The same settings with different noise (N)';

export const show = 'Show';
export const now = 'now';
export const predicted = 'predicted';
export const nearestImage = 'nearest';
export const samplingStarts = 'Sampling starts.';
export const samplesAppear = 'Samples appear here.';
export const notHere = 'not here';
export const searching = 'searching';
export const searchFollows = 'The search for the nearest training image follows the sampling.';
export const searchRuns = 'The nearest training image is being searched.';
export const noTrainingImages =
  'The training images of this model are not here, so none can be searched: open them with “Open data” in Train.';
export const selectedSample = 'The selected sample';
export const selectedPicture = 'The selected sample now, its prediction x̂₀, and the nearest training image';
export const searchAll = 'Search the full training set';
export const lookingAt = 'What you are looking at';
export const notFinished = 'Sampling is not finished. The images are the network’s predictions x̂₀.';
export const noSamplesOnAxis = 'There are no samples yet.';
export const predictionsPicture = "The network's predictions x̂₀ of the data";
export const oneStep = (sampler: string) => `${sampler}, one step`;
export const noSamples = 'No samples yet.';
export const samples = 'Samples';
/** The stage in a sentence. @param seed of earlier settings, or null. @param score measure and figure, or null */
export const stage = (n: number, kind: string, seed: number | null, score: string | null) =>
  `${count(n)} ${kind}${seed === null ? '' : ` of earlier settings, seed ${seed}`}${score === null ? '' : `; ${score}`}.`;
export const nineFrames = 'Nine frames of the reverse process';
export const nineFramesOfSelected =
  'The selected sample and its prediction x̂₀ in nine frames of the reverse process';
export const sampleNumber = (number: number, label: number | null) =>
  `Sample ${number}${label === null ? '' : `, class ${label}`}`;
export const useModel = 'Use the model';
const ofBoth = { inpaint: 'Inpaint', interpolate: 'Interpolate', classify: 'Classify' };
/** By the kind of the data. */
export const uses = {
  images: { ...ofBoth, edit: 'Edit a drawing', upscale: 'Upscale' },
  points: { ...ofBoth, edit: 'Edit points' },
};

export const sampler = 'Sampler';
export const model = 'Model';
export const pretrained = 'Pretrained model';
export const ownRun = 'The run of the Train view';
/** Of an address whose model cannot be opened. */
export const runNotShown = 'The run of this address cannot be shown; another model is.';
export const fileNotShown = (name: string) => `“${name}” cannot be shown; another model is.`;
export const openFileAgain = 'It was opened from a file, which the page does not keep: open it again.';
export const pretrainedHelp = 'the model that draws the samples; its card says how it was trained';
export const cardDetails = 'How it was trained and measured';
export const noCard = 'Your own model. It has no model card.';
export const numberOfSamples = 'Number of samples';
export const countRange = (most: number) => `a whole number, 1 to ${most}`;
export const countHelp = 'how many samples are drawn and shown';
export const openModel = 'Open model';
export const openModelName = 'Open model: a ZIP, or the files of a diffusers folder';
export const openFolder = 'Open folder';
export const openFolderName = 'Open folder: a diffusers pipeline';
export const trainFurther = 'Continue training';
export const trainFurtherTitle = 'Train it further, in the Train view';
export const reverseProcess = 'Reverse process';
export const guidance = 'Guidance';
export const output = 'Output';
export const downloadSamples = 'Download samples';
export const downloadPointsTitle = (n: number) => `${count(n)} new points, drawn as these were`;
export const downloadModel = 'Download model';
export const downloadHalf = 'Download half precision';
export const downloadHalfTitle = 'The model with weights in half precision';
export const downloadOnnx = 'Download ONNX';
export const downloadOnnxTitle = 'The network alone, for ONNX Runtime';
export const downloadCode = 'Download code';
export const downloadCodeTitle = 'PyTorch script and notebook, with the weights';
export const downloadPicture = 'Download picture';
export const linkWithModel = 'Link with the model';
export const linkWithModelTitle = 'A link that opens this model; Copy link names a model that ships';

export const samplesNotSaved = 'The samples could not be saved.';
export const modelNotSaved = 'The model could not be saved.';
export const networkNotSaved = 'The network could not be saved.';
export const noModelLink = 'There is no link of this model.';
export const codeNotSaved = 'The code could not be saved.';
export const openInTrain = (model: string) => `${model} is open in Train.`;
export const cannotContinue = 'Training cannot continue from this model.';
export const isOpen = (model: string) => `${model} is open.`;
