/** Questions are what the page asks of a run beside its training: samples, fields, the bound, the weights. */
import type { EventHandler, TrainerApi, TrainerEvent } from '../../workers/protocol';
import { CHUNK } from '../sampling/sample';
import { fromDevice } from './deviceLoss';
import type { Group } from './group';
import { IMAGE_CHUNK } from './inference';
import type { Pulse } from './pulse';
import type { Trainer } from './trainer';

/** @returns whether the evaluation is complete: false where it was cancelled or the run ended */
async function forwardBound(
  events: AsyncIterable<TrainerEvent>,
  ended: AbortSignal,
  onEvent: EventHandler,
): Promise<boolean> {
  let complete = false;
  for await (const event of events) {
    if (ended.aborted) return false;
    await onEvent(event);
    complete = event.type === 'bound' && event.report !== null;
  }
  return complete;
}

/** The page's requests to a run beside its training. */
type Questions = Pick<
  TrainerApi,
  | 'draw'
  | 'drawTrajectory'
  | 'classify'
  | 'cancelDraw'
  | 'field'
  | 'evaluateBound'
  | 'cancelBound'
  | 'straighten'
  | 'cancelStraighten'
  | 'memorisation'
  | 'trainToCopying'
  | 'cancelCopying'
  | 'state'
  | 'lastCopy'
  | 'savedModel'
>;

interface QuestionParts {
  /** @throws Error where there is no such run */
  readonly find: (runId: number) => Trainer;
  /** The present group of runs. */
  readonly group: () => Pick<Group, 'device' | 'ended' | 'onEvent'>;
  readonly pulse: Pulse;
}

export function createQuestions({ find, group, pulse }: QuestionParts): Questions {
  /**
   * Waits for an answer of the device, or for its loss.
   * @param samples that go through the network together
   */
  const ask = <T>(runId: number, samples: number, answer: (run: Trainer) => Promise<T>): Promise<T> =>
    fromDevice(group().device, () => {
      const run = find(runId);
      return pulse.declare(run.longestOperation(samples), () => answer(run));
    });

  return {
    draw(request) {
      const { onEvent } = group();
      return ask(request.runId, request.count, ({ inference }) => inference.draw(request, onEvent));
    },
    drawTrajectory(request) {
      const { onEvent } = group();
      return ask(request.runId, request.count, ({ inference }) => inference.drawTrajectory(request, onEvent));
    },
    classify(request) {
      const { onEvent } = group();
      return ask(request.runId, IMAGE_CHUNK, ({ inference }) => inference.classify(request, onEvent));
    },
    cancelDraw: async (runId, id) => find(runId).inference.cancelDraw(id),
    field: (request) =>
      ask(request.runId, request.places.length / 2, ({ inference }) => inference.field(request)),
    evaluateBound(request) {
      const { ended, onEvent } = group();
      return ask(request.runId, request.points, ({ inference }) =>
        forwardBound(inference.bound(request), ended, onEvent),
      );
    },
    cancelBound: async (runId) => find(runId).inference.cancelBound(),
    straighten(request) {
      const { onEvent } = group();
      return ask(request.runId, CHUNK, ({ inference }) => inference.straighten(request, onEvent));
    },
    cancelStraighten: async (runId) => find(runId).inference.cancelStraighten(),
    memorisation: (request) => ask(request.runId, CHUNK, ({ inference }) => inference.memorisation(request)),
    trainToCopying(request) {
      const { onEvent } = group();
      return ask(request.runId, CHUNK, ({ inference }) => inference.trainToCopying(request, onEvent));
    },
    cancelCopying: async (runId) => find(runId).inference.cancelCopying(),
    state: async (runId) => find(runId).state(),
    lastCopy: async (runId) => find(runId).lastCopy,
    savedModel: async (runId) => find(runId).savedModel(),
  };
}
