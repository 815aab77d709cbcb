/** A run group is the requests of a trainer and their progress: all that another worker needs to go on with the same runs. */
import type { RunRequest, TrainerEvent } from '../../../workers/protocol';
import type { RunConfig } from '../../config/fields';
import type { BackendId } from '../../types/backend';
import type { Phase } from '../../types/run';
import type { TrainState } from '../../types/weights';

export interface RunGroup {
  /** The backend in use; null before it has started. */
  readonly backend: BackendId | null;
  /** The most steps that a run of it is known to have done. */
  readonly step: number;
  /** Of the runs that have not ended; null where all have. */
  readonly phase: Phase | null;
  /** The runs that have not ended. */
  readonly runIds: readonly number[];
  receive(event: TrainerEvent): void;
  /** Whether the runs wait for a command. */
  setPaused(paused: boolean): void;
  setSampling(runId: number, overrides: Partial<RunConfig>): void;
  /**
   * The requests with which the runs that have not ended go on.
   * @param copyOf the state to go on from; null where there is none, and the run begins as it began
   */
  requests(copyOf: (runId: number) => TrainState<Float32Array> | null): RunRequest[];
}

interface Progress {
  step: number;
  phase: Phase;
  paused: boolean;
}

/** The step that a request begins at. */
export const firstStepOf = ({ resume, weights }: RunRequest): number =>
  resume?.step ?? (weights && 'step' in weights ? weights.step : 0);

export function createRunGroup(runs: readonly RunRequest[]): RunGroup {
  const progress = new Map<number, Progress>(
    runs.map((run) => [
      run.runId,
      { step: firstStepOf(run), phase: 'preparing', paused: run.paused ?? false },
    ]),
  );
  const firstSteps = new Map(runs.map((run) => [run.runId, firstStepOf(run)]));
  const sampling = new Map<number, Partial<RunConfig>>();
  let backend: BackendId | null = null;
  const live = () =>
    runs.filter(({ runId }) => {
      const { phase } = progress.get(runId)!;
      return phase !== 'failed' && phase !== 'stopped';
    });
  return {
    get backend() {
      return backend;
    },
    get step() {
      return Math.max(0, ...live().map(({ runId }) => progress.get(runId)!.step));
    },
    get phase() {
      const phases = live().map(({ runId }) => progress.get(runId)!.phase);
      return phases.find((phase) => phase !== 'done') ?? phases[0] ?? null;
    },
    get runIds() {
      return live().map(({ runId }) => runId);
    },
    receive(event) {
      const run = progress.get(event.runId);
      if (!run) return;
      if (event.type === 'phase') {
        run.phase = event.phase;
        run.step = event.step;
      }
      if (event.type === 'losses') run.step = event.firstStep + event.losses.length - 1;
      if (event.type === 'backend') backend = event.report.backend;
    },
    setPaused(paused) {
      for (const run of progress.values()) run.paused = paused;
    },
    setSampling(runId, overrides) {
      sampling.set(runId, { ...sampling.get(runId), ...overrides });
    },
    requests(copyOf) {
      const requests = live().map(({ resume, weights, ...run }): RunRequest => {
        const copy = copyOf(run.runId);
        const config = { ...run.config, ...sampling.get(run.runId) };
        const state = copy ? { resume: copy } : { resume, weights };
        return { ...run, config, paused: progress.get(run.runId)!.paused, trainsFirst: true, ...state };
      });
      return requests.length > 1 ? withHeadStarts(requests, firstSteps) : requests;
    },
  };
}

/** Runs of a group train step by step together, from where each began, but their copies may be some steps apart. */
function withHeadStarts(requests: readonly RunRequest[], begun: ReadonlyMap<number, number>): RunRequest[] {
  const trained = requests.map((run) => firstStepOf(run) - begun.get(run.runId)!);
  const most = Math.max(...trained);
  return requests.map((run, i) => (trained[i] < most ? { ...run, headStart: most - trained[i] } : run));
}
