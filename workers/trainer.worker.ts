/** The training worker: a trainer host behind Comlink, whose arrays change hands instead of being copied. */
import { expose, transfer } from 'comlink';
import { openSpeeds } from '../src/storage/speeds';
import { createTrainerHost } from '../src/training/host';
import type {
  EventHandler,
  NamedWeights,
  PageQuestion,
  TrainerApi,
  TrainerEvent,
  TrainingState,
  Trajectory,
} from './protocol';

const buffersOfTrajectory = ({ states, guesses, times, alphas, sigmas }: Trajectory): ArrayBufferLike[] =>
  [states, guesses, times, alphas, sigmas].map(({ buffer }) => buffer);

/** The buffers of an event that it need not keep. */
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

const moved = <T>(value: T, buffers: readonly ArrayBufferLike[]): T =>
  transfer(value, buffers as unknown as Transferable[]);

const movedArray = (values: Float32Array): Float32Array => moved(values, [values.buffer]);

function movedState(state: TrainingState): TrainingState {
  const arrays = [state.parameters, state.ema, state.adamM, state.adamV];
  return moved(
    state,
    arrays.flatMap((array) => (array ? [array.buffer] : [])),
  );
}

const weightBuffers = (weights: NamedWeights): ArrayBufferLike[] =>
  Object.values(weights).map(({ data }) => data.buffer);

const movedWeights = (weights: NamedWeights): NamedWeights => moved(weights, weightBuffers(weights));

const host = createTrainerHost(undefined, openSpeeds());

const api: TrainerApi = {
  ...host,
  connect: (onEvent: EventHandler, pageHasWebgl?: PageQuestion) =>
    host.connect((event) => onEvent(moved(event, buffersOf(event))), pageHasWebgl),
  draw: async (request) => movedArray(await host.draw(request)),
  drawTrajectory: async (request) => {
    const trajectory = await host.drawTrajectory(request);
    return trajectory && moved(trajectory, buffersOfTrajectory(trajectory));
  },
  field: async (request) => movedArray(await host.field(request)),
  state: async (runId) => movedState(await host.state(runId)),
  savedModel: async (runId) => {
    const saved = await host.savedModel(runId);
    const { ema, training } = saved.weights;
    const all = training ? [ema, training.weights, training.m, training.v] : [ema];
    return moved(saved, all.flatMap(weightBuffers));
  },
  namedWeights: async (runId, weights) => movedWeights(await host.namedWeights(runId, weights)),
};

expose(api);
