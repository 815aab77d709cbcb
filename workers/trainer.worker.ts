/** The training worker: a trainer host behind Comlink. Arrays are transferred instead of copied. */
import { expose, transfer } from 'comlink';
import { keepToOwnOrigin } from '../src/lib/ownOrigin';
import { onEachOperation } from '../src/runtime/backend';
import { openSpeeds } from '../src/storage/speeds';
import { createTrainerHost } from '../src/training/host';
import { startPulse } from '../src/training/pulse';
import type { Trajectory } from '../src/types/trajectory';
import type { StateDict, TrainState } from '../src/types/weights';
import type { Beat, TrainerApi, TrainerEvent } from './protocol';
import { offerWasmThreads } from './wasmThreads';

keepToOwnOrigin(self);
offerWasmThreads();

const buffersOfTrajectory = ({ states, guesses, times, alphas, sigmas }: Trajectory): ArrayBufferLike[] =>
  [states, guesses, times, alphas, sigmas].map(({ buffer }) => buffer);

/** The buffers of an event, to be transferred. */
function buffersOf(event: TrainerEvent): ArrayBufferLike[] {
  switch (event.type) {
    case 'losses':
      return [event.losses.buffer];
    case 'loss-by-t':
      return [event.values.buffer];
    case 'samples':
      return buffersOfTrajectory(event.trajectory);
    case 'drawing':
      return [event.guesses.buffer];
    default:
      return [];
  }
}

const transferred = <T>(value: T, buffers: readonly ArrayBufferLike[]): T =>
  transfer(value, buffers as unknown as Transferable[]);

const transferredArray = (values: Float32Array): Float32Array => transferred(values, [values.buffer]);

const arraysOf = <A>({ params, ema, m, v }: TrainState<A>): readonly A[] => [params, ema, m, v];

const buffersOfTensors = (tensors: StateDict): ArrayBufferLike[] =>
  Array.from(tensors.values(), ({ data }) => data.buffer);

const pulse = startPulse((nextBeatWithin) => self.postMessage({ nextBeatWithin } satisfies Beat));
onEachOperation(pulse.touch);
const host = createTrainerHost({ speeds: openSpeeds(), pulse });

const api: TrainerApi = {
  ...host,
  connect: (onEvent, ...others) =>
    host.connect((event) => onEvent(transferred(event, buffersOf(event))), ...others),
  draw: async (request) => {
    const samples = await host.draw(request);
    return samples && transferredArray(samples);
  },
  drawTrajectory: async (request) => {
    const trajectory = await host.drawTrajectory(request);
    return trajectory && transferred(trajectory, buffersOfTrajectory(trajectory));
  },
  classify: async (request) => {
    const errors = await host.classify(request);
    return errors && transferredArray(errors);
  },
  field: async (request) => transferredArray(await host.field(request)),
  straighten: async (request) => {
    const report = await host.straighten(request);
    if (!report) return null;
    const samples = [...report.before.samples, ...report.after.samples].map(({ points }) => points.buffer);
    return transferred(report, [...samples, ...buffersOfTensors(report.weights)]);
  },
  state: async (runId) => {
    const state = await host.state(runId);
    return transferred(
      state,
      arraysOf(state).map(({ buffer }) => buffer),
    );
  },
  savedModel: async (runId) => {
    const saved = await host.savedModel(runId);
    return transferred(saved, arraysOf(saved.weights).flatMap(buffersOfTensors));
  },
};

expose(api);
