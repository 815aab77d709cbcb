/** What the session of the Sample view says when something could not be done. */
import { asSentence, count } from '../../lib/numbers';

export const modelNotOpened = 'The model could not be opened.';
export const galleryNotLoaded = 'The gallery of models could not be loaded.';
export const openOwn = (why: string) => `${why} Open a model of your own.`;
export const linkNames = (id: string) => `The link names the model "${id}".`;
export const shownInstead = (model: string) => `It is not here; ${model} is shown instead.`;
export const samplesOfLink = (n: number) => `The link asks for ${count(n)} samples.`;
export const mostSamples = (n: number) => `Of this model ${count(n)} are drawn at once, at most.`;
export const noModelReady = 'no model is ready to be drawn from';
export const samplesStay = 'What was drawn before stays.';
export const sampleAgain = 'Sample starts it again.';
export const notMeasured = 'The samples could not be measured.';
export const samplingGoesOn = (why: string) => `${asSentence(why)} Sampling goes on.`;
export const stepsNotCompared = 'The numbers of steps could not be compared.';
export const samplerNotMeasured = 'The sampler could not be measured.';
export const notFinite = (broken: number, n: number) => ({
  message: `${broken} of ${n} samples are not finite: the network's output left the range of float32.`,
  hint: 'Clip x̂₀, use more steps or another sampler, or open another model. The samples before stay.',
});
