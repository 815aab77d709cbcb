/** The host is the worker's side of the protocol: it starts a group of runs at a time, commands it, and passes the page's questions to it. */

import type { TrainerApi } from '../../workers/protocol';
import type { RunConfig } from '../config/fields';
import { chooseBackend } from '../runtime/backend';
import type { BackendReport } from '../types/backend';
import * as words from '../words/errors/run';
import { createGroup, type GroupCommand, type GroupParts, type Page } from './group';
import { pauseAtOneStep } from './lockstep';
import { NO_PULSE } from './pulse';
import { createQuestions } from './questions';
import { createSpeedMeter } from './speedProbe';
import type { Trainer } from './trainer';

/** @throws Error where there is no such run; the message is for the user: the page may ask for weights after the run has ended */
function findRun(trainers: readonly Trainer[], runId: number): Trainer {
  const found = trainers.find((trainer) => trainer.runId === runId);
  if (found) return found;
  throw new Error(words.noSuchRun);
}

const toEach =
  (command: (run: Trainer) => void): GroupCommand =>
  (runs) =>
    runs.forEach(command);

export function createTrainerHost({
  read,
  speeds,
  pulse = NO_PULSE,
}: Partial<Omit<GroupParts, 'page'>> = {}): TrainerApi {
  let page: Page = { onEvent: () => {}, hasWebgl: () => true, onLoss: null };
  const parts: GroupParts = { page: () => page, pulse, read, speeds };
  let group = createGroup([], parts);
  let starting: Promise<void> = Promise.resolve();

  /** The backend for a measurement; null where a run trains, or holds the device on another backend. */
  async function probeBackend({ backend }: RunConfig): Promise<BackendReport | null> {
    const { trainers, backend: inUse, device } = group;
    if (trainers.length === 0) return chooseBackend(backend, () => meter.end(), page.hasWebgl, speeds);
    const fits = backend === 'auto' || backend === inUse?.backend;
    return fits && !device.aborted && trainers.every(({ idle }) => idle) ? inUse : null;
  }
  const meter = createSpeedMeter(probeBackend, pulse);

  /** A start waits for its end: two loops never share the device. */
  const beforeStart = <T>(result: Promise<T>): Promise<T> => {
    starting = result.then(() => {});
    return result;
  };

  const commandAll = (command: GroupCommand) => {
    meter.end();
    group.command(command);
  };

  return {
    async connect(onEvent, hasWebgl = () => true, onLoss) {
      page = { onEvent, hasWebgl, onLoss: onLoss ?? null };
    },
    start(runs) {
      meter.end();
      const before = group.end();
      const next = createGroup(runs, parts);
      group = next;
      starting = starting
        .catch(() => {})
        .then(() => before)
        .then(() => next.start());
      return starting;
    },
    pause: async () => commandAll((runs) => runs.forEach(pauseAtOneStep(runs))),
    resume: async () => commandAll(toEach((run) => run.resume())),
    step: async () => commandAll(toEach((run) => run.step())),
    stop: async () => commandAll(toEach((run) => run.stop())),
    prepare: (config, source) => beforeStart(meter.prepare(config, source, starting)),
    estimate: (config, source) => beforeStart(meter.measure(config, source, starting)),
    setSampling: (runId, overrides) =>
      new Promise((resolve, reject) => {
        if (!group.runIds.includes(runId)) throw new Error(words.noSuchRun);
        group.command((runs) => {
          try {
            resolve(runs.find((run) => run.runId === runId)?.setSampling(overrides));
          } catch (refusal) {
            reject(refusal);
          }
        });
      }),
    ...createQuestions({ group: () => group, find: (runId) => findRun(group.trainers, runId), pulse }),
  };
}
