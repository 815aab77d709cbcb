/**
 * The host is the worker's side of the protocol: it owns the runs, the backend and the one callback. What comes late from a run that
 * was stopped or replaced is dropped here.
 */

import type { ReadBytes } from '../../datasets/images';
import type {
  BackendReport,
  EventHandler,
  PageQuestion,
  RunRequest,
  TrainerApi,
  TrainerEvent,
} from '../../workers/protocol';
import { chooseBackend, type DeviceTrouble } from '../runtime/backend';
import type { SpeedMemory } from '../runtime/contest';
import { DEVICE_HINTS, type Failure, failureOf } from './failure';
import { type Lockstep, runInLockstep } from './lockstep';
import { createTrainer, type Trainer } from './trainer';

const firstStep = ({ resume, weights }: RunRequest): number => resume?.step ?? weights?.training?.step ?? 0;

/**
 * @param read   where the images that ship come from: `fetch` if absent
 * @param speeds where it is kept which backend was faster here
 */
export function createTrainerHost(read?: ReadBytes, speeds?: SpeedMemory): TrainerApi {
  let onEvent: EventHandler = () => {};
  let pageHasWebgl: PageQuestion = () => true;
  let trainers: readonly Trainer[] = [];
  let lockstep: Lockstep | null = null;
  /** Counts starts: whoever finds another number than its own is late. */
  let session = 0;
  let starting: Promise<void> = Promise.resolve();
  /** A lost device never answers what it was asked: who waits for that, waits for ever. */
  let deviceGone = false;

  const find = (runId: number): Trainer => {
    const found = trainers.find((trainer) => trainer.runId === runId);
    if (!found)
      throw new Error(
        `run ${runId} is not here; the runs are ${trainers.map((t) => t.runId).join(', ') || 'none'}`,
      );
    return found;
  };

  const all = (command: (trainer: Trainer) => void) => {
    trainers.forEach(command);
    lockstep?.wake();
  };

  /** Ends what runs, and waits until it has: two loops never share the device. */
  async function clear(): Promise<void> {
    lockstep?.end();
    for (const trainer of trainers) trainer.stop();
    if (!deviceGone) await lockstep?.ended.catch(() => {});
    deviceGone = false;
    lockstep = null;
    for (const trainer of trainers) trainer.dispose();
    trainers = [];
  }

  async function failAll(failure: Failure, tell: EventHandler): Promise<void> {
    for (const trainer of trainers) for (const event of trainer.fail(failure)) await tell(event);
  }

  async function begin(runs: readonly RunRequest[], mine: number): Promise<void> {
    await clear();
    const tell: EventHandler = async (event: TrainerEvent) => {
      if (mine === session) await onEvent(event);
    };
    const tellTrouble = ({ code, message }: DeviceTrouble) => {
      deviceGone = true;
      if (mine === session) void failAll({ code, message, hint: DEVICE_HINTS[code] }, tell);
    };
    for (const run of runs)
      await tell({ runId: run.runId, type: 'phase', phase: 'preparing', step: firstStep(run) });
    const tellFailure = async (run: RunRequest, failure: Failure) => {
      const { runId } = run;
      const step = firstStep(run);
      await tell({ runId, type: 'phase', phase: 'failed', step });
      await tell({ runId, type: 'failed', ...failure, step });
    };
    const created: Trainer[] = [];
    let report: BackendReport;
    try {
      report = await chooseBackend(runs[0].config.backend, tellTrouble, pageHasWebgl, speeds);
    } catch (error) {
      for (const run of runs) await tellFailure(run, failureOf(error));
      return;
    }
    for (const run of runs) {
      try {
        created.push(createTrainer(run, report, created[0], read));
      } catch (error) {
        await tellFailure(run, failureOf(error)); // the others go on without it
      }
    }
    if (mine !== session) {
      for (const trainer of created) trainer.dispose();
      return;
    }
    trainers = created;
    const loop = runInLockstep(created, tell);
    lockstep = loop;
    loop.ended.catch((error: unknown) => failAll(failureOf(error), tell));
  }

  return {
    async connect(handler, hasWebgl = () => true) {
      onEvent = handler;
      pageHasWebgl = hasWebgl;
    },
    start(runs) {
      session += 1;
      const mine = session;
      lockstep?.end();
      starting = starting.catch(() => {}).then(() => (mine === session ? begin(runs, mine) : undefined));
      return starting;
    },
    async pause() {
      all((trainer) => trainer.pause());
    },
    async resume() {
      all((trainer) => trainer.resume());
    },
    async step() {
      all((trainer) => trainer.step());
    },
    async stop() {
      all((trainer) => trainer.stop());
    },
    async setSampling(runId, overrides) {
      find(runId).setSampling(overrides);
      lockstep?.wake();
    },
    draw: async (request) => find(request.runId).draw(request),
    drawTrajectory: async (request) => {
      const mine = session;
      return find(request.runId).drawTrajectory(request, async (event) => {
        if (mine === session) await onEvent(event);
      });
    },
    cancelDraw: async (runId) => find(runId).cancelDraw(),
    field: async (request) => find(request.runId).field(request),
    async evaluateBound(request) {
      const mine = session;
      let ended = false;
      for await (const event of find(request.runId).bound(request)) {
        if (mine !== session) return false;
        await onEvent(event);
        ended = event.type === 'bound' && event.report !== null;
      }
      return ended;
    },
    cancelBound: async (runId) => find(runId).cancelBound(),
    state: async (runId) => find(runId).state(),
    savedModel: async (runId) => find(runId).savedModel(),
    namedWeights: async (runId, weights) => find(runId).namedWeights(weights),
  };
}
