/** Why a model cannot be trained or sampled here, what failed in a run, and which backend runs it and why. */
import { count, joined } from '../../lib/numbers';

export const dataMissing = 'Draw, type or open data, or choose a built-in data set.';
export const dataNotFetched = 'Check the connection, and start again.';
export const smallerModel = 'Choose a smaller batch or a narrower network.';
export const bug = 'This should not happen. Your weights can still be downloaded.';
export const gpuError = 'Train on another backend: WASM always works. Report the message.';
export const deviceLost = 'Start again, on a new GPU device. If that one is lost too, train on WASM.';
export const lostBeforeAnswer = 'The GPU was lost before it answered.';
export const lostBeforeCopy = 'the GPU failed before the weights were first copied from it';
export const noSuchRun =
  'The trainer no longer holds this run: another run took its place, or it could not start.';
export const workerNotLoaded = 'the training worker could not be loaded';
export const startedAgain = 'The trainer was started again before it answered.';
export const cancelled = 'It was cancelled.';
export const workerEnded = 'The worker ended before it answered.';

/** @param batches sizes @param granted bytes in words, null where they are not known */
export const noRoom = (batches: readonly number[], granted: string | null) =>
  `There was no room for batches of ${joined(batches.map(String))}${granted === null ? '' : `: ${granted} were granted, and no more`}.`;
export const smallerBatches = 'Choose smaller batches.';
export const smallerNetwork = 'Choose a narrower network or smaller images.';
export const batchesNeedLess = (size: number) => `Batches of ${size} need less.`;
export const batchesFit = (size: number) => `Batches of ${size} fit.`;
export const batchesNeed = (size: number, need: string, limit: string) =>
  `Batches of ${size} need about ${need}, and there are ${limit} here.`;
export const batchesNeedTensor = (size: number, need: string, limit: string) =>
  `Batches of ${size} need a tensor of ${need}, and this device allows ${limit}.`;

export const lossNotFinite = (step: number, restored: number, learningRate: number) => ({
  message: `The loss left the finite numbers at step ${count(step)}. The run is back at the weights of step ${count(restored)}.`,
  hint: `Continue from there with a lower learning rate than ${learningRate}; 1e-4 to 1e-2 is usual.`,
});
export const arrowsOfPoints = {
  message: 'A field of arrows is drawn for points only.',
  hint: 'Choose a data set of points.',
};
export const noClasses = {
  message: 'A model without classes says nothing of the class of an image.',
  hint: 'Choose a model with classes.',
};
export const straightensFlow = {
  message: 'Only a flow of points without classes is straightened.',
  hint: 'Choose the process "Flow matching" and a data set of points.',
};
export const nothingHeldOut = {
  message: 'Copies cannot be told from fresh data here: no data are held out from the training.',
  hint: 'Choose a data set that ships, or learn from fewer images than are open.',
};
export const copiesOfAllClasses = {
  message: 'Copies are counted for networks without classes only.',
  hint: 'Turn off "Class labels".',
};
export const noImages = 'There are no images to learn from yet: open some, or choose a data set.';
export const imagesDamaged = (values: {
  readonly name: string;
  readonly bytes: number;
  readonly labels: number | null;
  readonly count: number;
  readonly shape: string;
}) =>
  `${values.name} has ${count(values.bytes)} bytes and ${values.labels === null ? 'no' : count(values.labels)} labels for ${count(values.count)} images of ${values.shape}: open it again.`;

/** @param names the first of them @param more how many others there are */
export const weightsWithoutPlace = (names: readonly string[], more: number) => ({
  message: `The file has weights that this network has no place for: ${names.map((name) => `"${name}"`).join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
  hint: 'Its configuration describes another network: open the config.json that belongs to the weights.',
});
/** @param shape null where the weight is missing */
export const weightShape = (name: string, shape: string | null, needed: string) => ({
  message: `The weight "${name}" has ${shape === null ? 'no values' : `the shape [${shape}]`}; this network needs [${needed}].`,
  hint: 'The weights are of another network than the file says: export the model again.',
});
export const stateParts = {
  params: 'the weights',
  ema: 'the averaged weights',
  m: "the optimizer's m",
  v: "the optimizer's v",
};
export const aParameter = 'a parameter';
export const stateNotFinite = (part: string, name: string, value: number) => ({
  message: `A number in ${part} of "${name}" is not finite (${value}).`,
  hint: 'They cannot be trained further: go back to an earlier checkpoint, or reset.',
});

export const backends = { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WASM', cpu: 'plain JavaScript' };
export const didNotStart = (backend: string, why: string) => `${backend} did not start (${why})`;
export const noBackend = (backend: string, isAdapter: boolean) =>
  `this browser has no ${backend}${isAdapter ? ' adapter' : ''}`;
export const wasSlower = (backend: string) => `${backend} was measured slower here`;
export const areSoftware = (backends: readonly string[]) =>
  backends.length === 1
    ? `${backends[0]} here is a program on the processor`
    : `${joined(backends)} here are programs on the processor`;
export const causes = (each: readonly string[]) => each.join(', and ');
export const notInitialised = 'its initialisation failed';
export const gpuTaken = 'the browser took the GPU away';
export const webglTaken = 'the browser took the WebGL context away';
export const stepsAreSlow = (missing: readonly string[]) =>
  `steps are slow, because this version of TensorFlow.js has no ${missing.join(', ')}`;
export const threadFailed = 'a thread failed in the middle of a training step';
export const upToThreads = (threads: number) => `up to ${threads} threads`;
export const switchedOff = 'it is switched off in this browser';
export const nothingStarts = (causes: readonly string[]) => `no backend starts here: ${causes.join('; ')}`;

export const noSimd = 'this browser has no SIMD for WebAssembly';
export const noMemory = 'this version of TensorFlow.js does not show its memory';
export const moduleNotLoaded = (why: string) => `its module did not load (${why})`;
export const slowBecause = (why: string) => `steps are slow, because ${why}`;
