/** What the page says of a recovery: the loss, and the step from which the runs went on. */
import { count } from '../../lib/numbers';

/** The view for which a trainer works. */
type Purpose = 'train' | 'compare' | 'sample';

export const backends = { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WASM', cpu: 'plain JavaScript' };

const WHOSE = { train: '', compare: ' of the comparison', sample: ' of the Sample view' };
/** The samples of a view have no step. */
const at = (purpose: Purpose, step: number) => (purpose === 'sample' ? '' : ` at step ${count(step)}`);
export const gpuLost = (purpose: Purpose, step: number) =>
  `The GPU${WHOSE[purpose]} was lost${at(purpose, step)}.`;
export const noAnswer = (purpose: Purpose, step: number, seconds: number) =>
  `The trainer${WHOSE[purpose]} did not answer for ${seconds} seconds${at(purpose, step)}.`;
export const trainerStopped = (purpose: Purpose, step: number) =>
  `The trainer${WHOSE[purpose]} stopped${at(purpose, step)}.`;

/** @param backend name, or null where it is not known */
const on = (backend: string | null) => (backend ? `, on ${backend}` : '');
export const modelIsLoaded = 'The model is loaded again.';
export const modelWasLoaded = (backend: string | null) => `The model was loaded again${on(backend)}.`;
export const goesOn = (isPair: boolean, step: number) =>
  isPair ? `Both runs go on from step ${count(step)}.` : `Training goes on from step ${count(step)}.`;
export const isPaused = (isPair: boolean, step: number, backend: string | null) =>
  `${isPair ? 'Both runs are' : 'The run is'} paused at step ${count(step)}${on(backend)}.`;
export const isLoaded = (isPair: boolean, backend: string | null) =>
  `${isPair ? 'Both trained models are' : 'The trained model is'} loaded again${on(backend)}.`;
export const wentOn = (isPair: boolean, step: number, backend: string | null) =>
  `${isPair ? 'Both runs' : 'Training'} went on from step ${count(step)}${on(backend)}.`;
export const slowerBackend = (backend: string) =>
  `That was not the first time within two minutes, hence ${backend}; the faster backend is tried again after two minutes without a fault.`;
export const fasterBackend = 'It is the faster backend, which was lost before.';

export const stoppedAgain = 'The trainer stopped again and again';
export const stoppedAt = (why: string, step: number) => `${why} at step ${count(step)}.`;
export const trainGoesOn = 'Train goes on from there. If that fails too, choose WASM or smaller settings.';
