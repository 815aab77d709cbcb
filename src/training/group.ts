/**
 * A group is the runs that train in lockstep, on one device, from their start to their end. Its late events are dropped. Once its device
 * is lost it sends nothing more: the page then starts the runs again elsewhere.
 */

import type { ReadBytes } from '../../datasets/images';
import type { DeviceLossHandler, EventHandler, RunRequest } from '../../workers/protocol';
import { messageOf } from '../lib/diagnostic';
import { unlessAborted } from '../lib/unlessAborted';
import { longestOperation } from '../model/longestOperation';
import { chooseBackend, type DeviceTrouble, deviceIsLost } from '../runtime/backend';
import type { SpeedMemory } from '../runtime/backendBenchmark';
import { grantedBytes } from '../runtime/grantedMemory';
import type { BackendReport, PageQuestion } from '../types/backend';
import type { Failure } from '../types/run';
import { jointStepsOf } from './chooseJointSteps';
import { openTrainingData } from './data/openTrainingData';
import { isLossOf, lostAnswer } from './deviceLoss';
import { DEVICE_HINTS, failureOf } from './failure';
import type { JointSteps } from './jointSteps';
import { type Lockstep, runInLockstep } from './lockstep';
import { noRoomFailure } from './noRoom';
import type { Pulse } from './pulse';
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

/** What the worker asks and tells the page. */
export interface Page {
  readonly onEvent: EventHandler;
  readonly hasWebgl: PageQuestion;
  /** Null where the page does not handle the loss of a device: the runs then fail. */
  readonly onLoss: DeviceLossHandler | null;
}

export interface GroupParts {
  /** The page that is connected. */
  readonly page: () => Page;
  readonly pulse: Pulse;
  /** Where the images that ship come from: `fetch` if absent. */
  readonly read?: ReadBytes;
  /** Stores which backend was faster here. */
  readonly speeds?: SpeedMemory;
}

export type GroupCommand = (runs: readonly Trainer[]) => void;

export interface Group {
  /** The runs that it was asked to start. */
  readonly runIds: readonly number[];
  /** None before its start has ended. */
  readonly trainers: readonly Trainer[];
  /** Null before it is chosen, and where none starts. */
  readonly backend: BackendReport | null;
  /** Aborted when the device is lost: its promises may never settle, so nothing awaits them from then on. */
  readonly device: AbortSignal;
  /** Aborted when the group ends. */
  readonly ended: AbortSignal;
  /** Passes an event to the page until the group ends. */
  readonly onEvent: EventHandler;
  /** Starts the runs, unless the group has ended. */
  start(): Promise<void>;
  /** Commands the runs, once and before their first step where they have not started; where none starts, the list is empty. */
  command(command: GroupCommand): void;
  /** Settled when no loop of it uses the device any more, and what it held there is freed. */
  end(): Promise<void>;
}

export function createGroup(runs: readonly RunRequest[], { page, pulse, read, speeds }: GroupParts): Group {
  const end = new AbortController();
  const device = new AbortController();
  let trainers: readonly Trainer[] = [];
  let lockstep: Lockstep | null = null;
  let backend: BackendReport | null = null;
  /** Commands that came before the runs were there; null once its start has ended. */
  let waitingCommands: GroupCommand[] | null = [];

  function runWaitingCommands(): void {
    const commands = waitingCommands ?? [];
    waitingCommands = null;
    for (const command of commands) command(trainers);
  }

  const onEvent: EventHandler = async (event) => {
    const { onEvent, onLoss } = page();
    if (!end.signal.aborted && !(onLoss && deviceIsLost())) await onEvent(event);
  };

  /** The page starts the runs again, or, where it does not handle the loss, they fail. */
  function endByLoss(message: string): void {
    const { onLoss } = page();
    device.abort(onLoss ? lostAnswer() : undefined);
    if (end.signal.aborted) return;
    if (!onLoss) {
      const failure: Failure = { code: 'device-lost', message, hint: DEVICE_HINTS['device-lost'] };
      void failAll(trainers, failure, onEvent);
      return;
    }
    lockstep?.end();
    end.abort();
    void onLoss(message);
  }

  function onTrouble(trouble: DeviceTrouble): void {
    if (trouble.code === 'device-lost') {
      endByLoss(trouble.message);
      return;
    }
    device.abort();
    if (!end.signal.aborted) void failAll(trainers, troubleFailure(trouble), onEvent, trouble.granted);
  }

  async function startRuns(): Promise<void> {
    if (end.signal.aborted) return;
    for (const run of runs)
      await onEvent({ runId: run.runId, type: 'phase', phase: 'preparing', step: firstStep(run) });
    const chosen = chooseBackend(runs[0].config.backend, onTrouble, page().hasWebgl, speeds);
    backend = await chosen.catch((error: unknown) => reportFailures(runs, failureOf(error), onEvent));
    if (!backend) return;
    const context = { report: backend, read, onProgress: onEvent, deviceLost: device.signal, pulse };
    const { created, joint } = await createAll(runs, context);
    if (end.signal.aborted) return disposeAll(created);
    trainers = created;
    runWaitingCommands();
    lockstep = runInLockstep(created, onEvent, pulse, joint);
    lockstep.ended.catch(async (error: unknown) => {
      if (await isLossOf(device.signal)) endByLoss(messageOf(error));
      else await failAll(created, failureOf(error), onEvent, grantedBytes());
    });
  }

  return {
    runIds: runs.map(({ runId }) => runId),
    get trainers() {
      return trainers;
    },
    get backend() {
      return backend;
    },
    device: device.signal,
    ended: end.signal,
    onEvent,
    start: () => startRuns().finally(runWaitingCommands),
    command(command) {
      if (waitingCommands) waitingCommands.push(command);
      else command(trainers);
      lockstep?.wake();
    },
    async end() {
      end.abort();
      lockstep?.end();
      for (const trainer of trainers) trainer.stop();
      if (lockstep) await unlessAborted(device.signal, lockstep.ended).catch(() => {});
      disposeAll(trainers);
      trainers = [];
    },
  };
}
