/**
 * The host is the worker's side of the protocol: it owns the runs, the backend and the one callback. It drops late events of runs that
 * were stopped or replaced. Once the device is lost it sends nothing more: the page then starts the runs again elsewhere.
 */

import type { ReadBytes } from '../../datasets/images';
import type { DeviceLossHandler, EventHandler, RunRequest, TrainerApi } from '../../workers/protocol';
import type { RunConfig } from '../config/fields';
import { messageOf } from '../lib/diagnostic';
import { unlessAborted } from '../lib/unlessAborted';
import { longestOperation } from '../model/longestOperation';
import { chooseBackend, type DeviceTrouble, deviceIsLost } from '../runtime/backend';
import type { SpeedMemory } from '../runtime/backendBenchmark';
import { grantedBytes } from '../runtime/grantedMemory';
import type { BackendReport, PageQuestion } from '../types/backend';
import type { Failure } from '../types/run';
import * as words from '../words/errors/run';
import { jointStepsOf } from './chooseJointSteps';
import { openTrainingData } from './data/openTrainingData';
import { isLossOf, lostAnswer } from './deviceLoss';
import { DEVICE_HINTS, failureOf } from './failure';
import type { JointSteps } from './jointSteps';
import { type Lockstep, pauseAtOneStep, runInLockstep } from './lockstep';
import { noRoomFailure } from './noRoom';
import { NO_PULSE, type Pulse } from './pulse';
import { createQuestions } from './questions';
import { createSpeedMeter } from './speedProbe';
import { createTrainer, type Trainer, type TrainerContext } from './trainer';

/** The events of a run that fails before it has a trainer. */
async function reportFailure(run: RunRequest, failure: Failure, onEvent: EventHandler): Promise<void> {
  const { runId } = run;
  const step = firstStep(run);
  await onEvent({ runId, type: 'phase', phase: 'failed', step });
  await onEvent({ runId, type: 'failed', ...failure, step });
}

async function reportFailures(
  runs: readonly RunRequest[],
  failure: Failure,
  onEvent: EventHandler,
): Promise<null> {
  for (const run of runs) await reportFailure(run, failure, onEvent);
  return null;
}

function firstStep({ resume, weights }: RunRequest): number {
  if (resume) return resume.step;
  return weights && 'step' in weights ? weights.step : 0;
}

/** Frees what runs hold. A backend that has failed may refuse; its memory ends with its worker. */
function disposeAll(trainers: readonly Trainer[]): void {
  for (const trainer of trainers) {
    try {
      trainer.dispose();
    } catch {
      // nothing can be done with it any more
    }
  }
}

/** Runs that cannot start fail; the others go on without them. */
async function createAll(
  runs: readonly RunRequest[],
  context: Omit<TrainerContext, 'leader' | 'joint'> & {
    readonly onProgress: EventHandler;
    readonly pulse: Pulse;
  },
): Promise<{ readonly created: readonly Trainer[]; readonly joint: JointSteps | null }> {
  const { report, read, pulse } = context;
  const joint = jointStepsOf(runs.map(({ config }) => config));
  const created: Trainer[] = [];
  for (const [i, run] of runs.entries()) {
    try {
      const data = openTrainingData(run.config, run.source, read);
      const { newWeights } = longestOperation(run.config, data, report.backend);
      const create = async () =>
        createTrainer(run, { ...context, leader: created[0], joint: joint?.members[i] });
      created.push(await pulse.declare(newWeights, create));
    } catch (error) {
      await reportFailure(run, failureOf(error), context.onProgress);
    }
  }
  return { created, joint };
}

const troubleFailure = ({ code, message }: DeviceTrouble): Failure => ({
  code,
  message,
  hint: DEVICE_HINTS[code],
});

/** @param granted bytes of memory that there were, for runs that had too little */
async function failAll(
  trainers: readonly Trainer[],
  failure: Failure,
  onEvent: EventHandler,
  granted: number | null = null,
): Promise<void> {
  const training = trainers.filter(({ trains }) => trains);
  const hasNoRoom = failure.code === 'out-of-memory' && training.length > 0;
  const said = hasNoRoom ? noRoomFailure(training, granted) : failure;
  for (const trainer of trainers) for (const event of trainer.fail(said)) await onEvent(event);
}

/** For the user: the page may ask for weights after the run has ended. */
const NO_RUN = words.noSuchRun;

/** @throws Error where there is no such run */
function findRun(trainers: readonly Trainer[], runId: number): Trainer {
  const found = trainers.find((trainer) => trainer.runId === runId);
  if (found) return found;
  throw new Error(NO_RUN);
}

export interface HostOptions {
  /** Where the images that ship come from: `fetch` if absent. */
  readonly read?: ReadBytes;
  /** Stores which backend was faster here. */
  readonly speeds?: SpeedMemory;
  readonly pulse?: Pulse;
}

export function createTrainerHost({ read, speeds, pulse = NO_PULSE }: HostOptions = {}): TrainerApi {
  let callback: EventHandler = () => {};
  let onDeviceLoss: DeviceLossHandler | null = null;
  let pageHasWebgl: PageQuestion = () => true;
  let trainers: readonly Trainer[] = [];
  let lockstep: Lockstep | null = null;
  /** Aborted when the next group of runs starts. */
  let session = new AbortController();
  /** Aborted when the device of the present group is lost: its promises may never settle, so nothing awaits them from then on. */
  let device = new AbortController();
  let starting: Promise<void> = Promise.resolve();
  /** The backend of the present group. */
  let inUse: BackendReport | null = null;

  /** The backend for a measurement; null where a run trains, or holds the device on another backend. */
  async function probeBackend({ backend }: RunConfig): Promise<BackendReport | null> {
    if (trainers.length === 0) return chooseBackend(backend, () => meter.end(), pageHasWebgl, speeds);
    const fits = backend === 'auto' || backend === inUse?.backend;
    return fits && !device.signal.aborted && trainers.every(({ idle }) => idle) ? inUse : null;
  }
  const meter = createSpeedMeter(probeBackend, pulse);

  /** A start waits for its end: two loops never share the device. */
  const beforeStart = <T>(result: Promise<T>): Promise<T> => {
    starting = result.then(() => {});
    return result;
  };

  const commandAll = (command: (trainer: Trainer) => void) => {
    meter.end();
    trainers.forEach(command);
    lockstep?.wake();
  };

  /** The callback for as long as a session lasts. */
  const during =
    (signal: AbortSignal): EventHandler =>
    async (event) => {
      if (!signal.aborted && !(onDeviceLoss && deviceIsLost())) await callback(event);
    };

  /** Ends the present group, and waits until it has ended: two loops never share the device. */
  async function endGroup(): Promise<void> {
    lockstep?.end();
    for (const trainer of trainers) trainer.stop();
    if (lockstep) await unlessAborted(device.signal, lockstep.ended).catch(() => {});
    lockstep = null;
    disposeAll(trainers);
    trainers = [];
  }

  /** Ends the present group, whose device is lost: the page starts it again, or, where it does not handle the loss, the runs fail. */
  function endByLoss(message: string, signal: AbortSignal): void {
    device.abort(onDeviceLoss ? lostAnswer() : undefined);
    if (signal.aborted) return;
    if (!onDeviceLoss) {
      const failure: Failure = { code: 'device-lost', message, hint: DEVICE_HINTS['device-lost'] };
      void failAll(trainers, failure, during(signal));
      return;
    }
    lockstep?.end();
    session.abort();
    void onDeviceLoss(message);
  }

  /** Starts the backend. @returns null where none starts: every run has then failed */
  async function openBackend(
    runs: readonly RunRequest[],
    signal: AbortSignal,
  ): Promise<BackendReport | null> {
    const onEvent = during(signal);
    device = new AbortController();
    const present = device;
    const onTrouble = (trouble: DeviceTrouble) => {
      if (present !== device) return; // of a device that is no longer in use
      if (trouble.code === 'device-lost') return endByLoss(trouble.message, signal);
      present.abort();
      if (!signal.aborted) void failAll(trainers, troubleFailure(trouble), onEvent, trouble.granted);
    };
    const chosen = chooseBackend(runs[0].config.backend, onTrouble, pageHasWebgl, speeds);
    return chosen.catch((error: unknown) => reportFailures(runs, failureOf(error), onEvent));
  }

  async function begin(runs: readonly RunRequest[], signal: AbortSignal): Promise<void> {
    await endGroup();
    const onEvent = during(signal);
    for (const run of runs)
      await onEvent({ runId: run.runId, type: 'phase', phase: 'preparing', step: firstStep(run) });
    inUse = await openBackend(runs, signal);
    if (!inUse) return;
    const context = { report: inUse, read, onProgress: onEvent, deviceLost: device.signal, pulse };
    const { created, joint } = await createAll(runs, context);
    if (signal.aborted) return disposeAll(created);
    trainers = created;
    lockstep = runInLockstep(created, onEvent, pulse, joint);
    const { signal: own } = device;
    lockstep.ended.catch(async (error: unknown) => {
      if (await isLossOf(own)) endByLoss(messageOf(error), signal);
      else await failAll(created, failureOf(error), onEvent, grantedBytes());
    });
  }

  return {
    async connect(onEvent, hasWebgl = () => true, onLoss) {
      callback = onEvent;
      pageHasWebgl = hasWebgl;
      onDeviceLoss = onLoss ?? null;
    },
    start(runs) {
      meter.end();
      session.abort();
      session = new AbortController();
      const { signal } = session;
      lockstep?.end();
      starting = starting.catch(() => {}).then(() => (signal.aborted ? undefined : begin(runs, signal)));
      return starting;
    },
    pause: async () => commandAll(pauseAtOneStep(trainers)),
    resume: async () => commandAll((trainer) => trainer.resume()),
    step: async () => commandAll((trainer) => trainer.step()),
    stop: async () => commandAll((trainer) => trainer.stop()),
    prepare: (config, source) => beforeStart(meter.prepare(config, source, starting)),
    estimate: (config, source) => beforeStart(meter.measure(config, source, starting)),
    async setSampling(runId, overrides) {
      findRun(trainers, runId).setSampling(overrides);
      lockstep?.wake();
    },
    ...createQuestions({
      find: (runId) => findRun(trainers, runId),
      device: () => device.signal,
      pulse,
      session: () => session.signal,
      during,
    }),
  };
}
