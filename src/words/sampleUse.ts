/** What one does with a model in the Sample view: inpaint, edit, upscale, interpolate, classify. */
import { count, joined, plural } from '../lib/numbers';

const evaluations = (n: number) => `${count(n)} ${plural(n, { one: 'evaluation', other: 'evaluations' })}`;
const samples = (n: number) => `${count(n)} ${plural(n, { one: 'sample', other: 'samples' })}`;
/** " of class 7": the classes that are drawn, each once; nothing where none is. */
const ofClasses = (names: readonly string[]) =>
  names.length === 0
    ? ''
    : ` of ${plural(names.length, { one: 'class', other: 'classes' })} ${joined(names)}`;

export const noSamplesYet = 'This begins once the model has drawn its first samples.';
export const waitsForSamples = 'Waits until the samples above are drawn.';
export const drawing = 'Drawing';
export const cancel = 'Cancel';
export const noneYet = 'None yet.';

export const padKeys = (label: string) =>
  `${label}. Arrow keys move, Space draws, Shift with an arrow draws a line.`;
export const blank = 'Blank';
export const selectedSample = 'Selected sample';
/** @param one of the images: "digit" */
export const nextTestImage = (one: string) => `Next test ${one}`;
export const brush = 'Brush';
export const brushes = { hide: 'Hide', show: 'Show', ink: 'Draw' };
export const erase = 'Erase';
export const width = 'Width';
export const brushWidth = 'Width of the brush';
export const brushColour = 'Colour of the brush';
export const undo = 'Undo';

export const imageToInpaint = 'The image to inpaint';
export const hideLabel = 'Hide:';
export const halves = {
  right: 'right half',
  lower: 'lower half',
  centre: 'centre',
  whole: 'whole image',
};
export const hidePart = (part: string) => `Hide the ${part}`;
export const hideFirst =
  'Hide what the model shall draw. To draw a part yourself, hide the whole image, then draw.';
export const hiddenPixels = (hidden: number, all: number) =>
  `${count(hidden)} ${plural(hidden, { one: 'pixel', other: 'pixels' })} of ${all} are hidden. The others stay as they are, bit for bit.`;
export const resamplings = 'Resamplings';
export const noResampling = (nfe: number) =>
  `The known part is put in at each level, and nothing more. ${evaluations(nfe)} a sample.`;
export const resampled = (levels: number, times: number, nfe: number) =>
  `Each stretch of ${levels} levels is walked ${times} times, so that both parts agree (RePaint). ${evaluations(nfe)} a sample.`;
export const inpaintVariations = (n: number) => `Inpaint, ${n} variations`;
export const drawnClass = 'Class drawn here';
export const settingsInTurn = 'As in the settings: all in turn';
export const settingsClass = (name: string) => `As in the settings: ${name}`;
export const noClass = 'none';
export const noClassChosen = 'None in particular';
export const noReduction = (height: number, width: number) =>
  `Images of ${height} × ${width} pixels cannot be reduced: no factor divides both sides.`;
export const variationsAppear = 'Variations appear here.';
export const inpainted = 'The inpainted variations';
export const inpaintedSummary = (n: number, classes: readonly string[], seed: number) =>
  `${n} variations${ofClasses(classes)}, seed ${seed}`;

export const drawingToEdit = 'The drawing to edit';
export const editHelp =
  'Draw roughly what you want. Noise hides its details, and the model draws new ones: the more noise, the more it resembles its data, and the less your drawing.';
export const strength = 'Strength';
export const classCaption = (name: string) => `class ${name}`;
/** @param name of the class, where one is drawn */
export const strengthCaption = (value: string, name?: string) =>
  name === undefined ? `strength ${value}` : `${value}, ${classCaption(name)}`;
export const noNoise = 'No noise is added: the drawing stays as it is.';
export const beginsAt = (sampler: string, noise: string, nfe: number) =>
  `${sampler} begins where ${noise} of the variance is noise: ${evaluations(nfe)} a sample.`;
export const editVariations = (n: number) => `Edit, ${n} variations`;
/** @param mixed true where the variations are of all classes in turn, which a strip of one sample a strength is not */
export const stripOverStrengths = (mixed: boolean) =>
  `Strip over strengths${mixed ? ', no class in particular' : ''}`;
export const editedAppear = 'Edited samples appear here.';
export const edited = 'The edited samples';
export const editedSummary = (n: number, classes: readonly string[], strengths: string, seed: number) =>
  `${samples(n)}${ofClasses(classes)}, strengths ${strengths}, seed ${seed}`;

export const imageToReduce = 'The image to reduce';
export const reduceBy = 'Pixels to a side of a block:';
export const reduceTo = (height: number, width: number) => `Reduced to ${height} × ${width}`;
export const onlyGrey = 'Brightness alone: the model draws the colours';
export const upscaleHelp = (height: number, width: number, nfe: number) =>
  `The model sees ${height} × ${width} means of the image, and draws images that have the same ones: at each level the low frequencies are set (ILVR). ${evaluations(nfe)} a sample.`;
export const upscaleVariations = (n: number) => `Upscale, ${n} variations`;
export const upscaled = 'The reduced image and the upscaled variations';
export const reduced = 'reduced';
export const upscaledSummary = (n: number, classes: readonly string[], seed: number) =>
  `The reduced image, and ${n} variations${ofClasses(classes)}, seed ${seed}`;
export const meansDiffer = (most: string) =>
  `The means of the variations, in 256 levels as they are shown, differ from the given ones by at most ${most} levels.`;

export const between = 'Between';
export const kinds = { noises: 'Two noises', samples: 'Two images', classes: 'Two classes' };
export const kindMeanings = {
  noises: 'The first two noises of the seed, and the arc between them.',
  samples:
    'Both images are led up to their noise, along the probability-flow ODE, and samples come down from the arc between the noises.',
  classes: 'One noise; the guess of the noise goes over from one class to the other.',
};
export const twoNoises = 'two noises';
export const twoEncodedImages = 'two encoded images';
export const twoClasses = (from: string, to: string) => `the classes ${from} and ${to}`;
export const ends = ['Start', 'End'] as const;
export const imagesBetween = 'The images to go between';
export const pad = 'Pad';
export const endIsPad = (end: string) => `${end}: the drawing on the pad`;
export const endClass = (end: string) => `${end}: class`;
export const interpolate = 'Interpolate';
export const pathAppears = 'The path appears here.';
export const path = 'The path of samples';
export const pathSummary = (n: number, ends: string) => `${samples(n)} between ${ends}`;
export const pathMade = (values: {
  readonly n: number;
  readonly ends: string;
  readonly seed: number;
  readonly nfe: number;
  readonly longest: string;
}) =>
  `${samples(values.n)} between ${values.ends}, seed ${values.seed}, ${evaluations(values.nfe)} each by DDIM. The longest step is ${values.longest} of the whole way.`;
export const pathMissed = (distance: string) =>
  `The ends of the path are ${distance} from the images (root mean square, of 255).`;
export const savePath = 'Save the path as';

export const imageToClassify = 'The image to classify';
const withoutClasses = (samples: string) =>
  `This model has learned no classes, and guesses the noise of all ${samples} in one way.`;
export const noClasses = {
  /** @param model the name of one that can */
  images: (model: string) =>
    `${withoutClasses('images')} A model with classes, such as “${model}”, can classify.`,
  /** @param field the name of the setting */
  points: (field: string) =>
    `${withoutClasses('points')} Train one with “${field}” on data that have classes, such as two moons.`,
};
export const classifyHelp = (pairs: number, nfe: number) =>
  `Noise is added to the image, ${pairs} times between much and little, and the model guesses it under each class, from the same noise. The class with the least error is its answer, no more than a guess where another error is near. ${evaluations(nfe)}.`;
export const classify = 'Classify';
export const accuracyOn = (images: number) => `Accuracy on ${images} test images`;
export interface Accuracy {
  readonly kind: 'images' | 'points';
  readonly right: number;
  readonly of: number;
  readonly share: string;
  /** The ends of the interval. */
  readonly from: string;
  readonly to: string;
  readonly noises: number;
}
const testSamples = {
  images: (n: number) => plural(n, { one: 'test image', other: 'test images' }),
  points: (n: number) => plural(n, { one: 'fresh point', other: 'fresh points' }),
};
export const accuracy = ({ kind, right, of, share, from, to, noises }: Accuracy) =>
  `${count(right)} of ${count(of)} ${testSamples[kind](of)} classified rightly: ${share}, ${from} to ${to} with 95% confidence (Wilson), with ${count(noises)} noises each.`;
export const errorsByClass = 'Mean squared error of the guessed noise, by class';
export const classColumn = 'Class';
export const errorColumn = 'Error of ε̂';
export const leastError = (error: string) => `${error}, the least`;
