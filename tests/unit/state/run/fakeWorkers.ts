/** Training workers without threads: each holds the step of its runs, and can be made to fail in every way that a worker can. */
import { DEFAULT_CONFIG, type RunConfig } from '../../../../src/config/fields';
import { LostAnswerError } from '../../../../src/lib/lostAnswer';
import type { BackendId } from '../../../../src/types/backend';
import type { TrainState } from '../../../../src/types/weights';
import type {
  RunRequest,
  TrainerApi,
  TrainerClient,
  TrainerFault,
  TrainerHandlers,
} from '../../../../workers/protocol';

const ARRAY = new Float32Array(1);
export const stateAt = (step: number): TrainState<Float32Array> => ({
  step,
  params: ARRAY,
  ema: ARRAY,
  m: ARRAY,
  v: ARRAY,
});

export const requestOf = (runId: number, changes: Partial<RunConfig> = {}): RunRequest => ({
  runId,
  config: { ...DEFAULT_CONFIG, backend: 'webgpu', ...changes },
});

interface FakeRun {
  readonly runId: number;
  step: number;
  paused: boolean;
}

/** How long things take: at once, or whenever a scheduler of the test says. */
export type Delay = <T>(promise: Promise<T>) => Promise<T>;

export class FakeWorker implements TrainerClient {
  /** Of the latest start. */
  requests: readonly RunRequest[] = [];
  runs: FakeRun[] = [];
  backend: BackendId | null = null;
  /** The calls that arrived. */
  readonly asked: (keyof TrainerApi)[] = [];
  isTerminated = false;
  private isDead = false;
  private isLost = false;
  private readonly waiting = new Set<(error: Error) => void>();
  /** Calls and events arrive in their order. */
  private received: Promise<void> = Promise.resolve();
  private sent: Promise<void> = Promise.resolve();

  constructor(
    private readonly handlers: TrainerHandlers,
    private readonly delay: Delay,
    private readonly onStart: (worker: FakeWorker) => void,
  ) {}

  readonly api = new Proxy({} as TrainerApi, {
    get: (_, name) =>
      name === 'then'
        ? undefined
        : (...parameters: never[]) => this.answer(name as keyof TrainerApi, parameters),
  });

  terminate(): void {
    this.isTerminated = true;
    this.die();
  }

  /** Trains the runs that are not paused. */
  train(steps: number): void {
    if (this.isDead) return;
    for (const run of this.runs) if (!run.paused) this.sendLosses(run, steps);
  }

  fail(fault: TrainerFault): void {
    this.isLost ||= fault.kind === 'gpu';
    if (fault.kind === 'crashed') this.die(); // a worker that hangs or has no GPU ends when it is ended
    this.handlers.onFault(fault);
  }

  runOutOfMemory(runId: number): void {
    const message = 'cannot enlarge memory';
    this.send(() =>
      this.handlers.onEvent({ type: 'failed', runId, code: 'out-of-memory', message, hint: '', step: 0 }),
    );
  }

  /** An event that was on its way when the worker ended. */
  sendLate(runId: number, step: number): void {
    void this.handlers.onEvent({ type: 'phase', runId, phase: 'training', step });
  }

  private die(): void {
    this.isDead = true;
    for (const reject of this.waiting) reject(new LostAnswerError('ended'));
    this.waiting.clear();
  }

  private answer(name: keyof TrainerApi, parameters: readonly unknown[]): Promise<unknown> {
    this.asked.push(name);
    if (this.isDead) return Promise.reject(new LostAnswerError('ended'));
    return new Promise((resolve, reject) => {
      this.waiting.add(reject);
      this.received = this.received.then(() => this.delay(Promise.resolve()));
      void this.received.then(() => {
        if (this.isDead) return;
        this.waiting.delete(reject);
        try {
          resolve(this.perform(name, parameters));
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  private perform(name: keyof TrainerApi, parameters: readonly unknown[]): unknown {
    switch (name) {
      case 'start':
        return this.start(parameters[0] as readonly RunRequest[]);
      case 'pause':
      case 'resume':
        for (const run of this.runs) this.setPhase(run, name === 'pause');
        return undefined;
      case 'stop':
        this.runs = [];
        return undefined;
      case 'lastCopy': // these workers copy each step
      case 'state': {
        if (name === 'state' && this.isLost) throw new LostAnswerError('its GPU is lost');
        const run = this.runs.find(({ runId }) => runId === parameters[0]);
        if (!run) throw new Error('no such run');
        return stateAt(run.step);
      }
      default:
        return undefined;
    }
  }

  private start(requests: readonly RunRequest[]): void {
    this.requests = requests;
    this.runs = requests.map(({ runId, resume, paused }) => ({
      runId,
      step: resume?.step ?? 0,
      paused: paused ?? false,
    }));
    const { backend } = requests[0].config;
    this.backend = backend === 'auto' ? 'wasm' : backend;
    const report = { backend: this.backend, device: '', software: true, reason: '' };
    this.onStart(this);
    for (const run of this.runs) {
      this.send(() => this.handlers.onEvent({ type: 'backend', runId: run.runId, report }));
      this.setPhase(run, run.paused);
    }
  }

  private setPhase(run: FakeRun, paused: boolean): void {
    run.paused = paused;
    const { runId, step } = run;
    this.send(() =>
      this.handlers.onEvent({ type: 'phase', runId, phase: paused ? 'paused' : 'training', step }),
    );
  }

  private sendLosses(run: FakeRun, steps: number): void {
    const losses = new Float32Array(steps).fill(1);
    const firstStep = run.step + 1;
    run.step += steps;
    const { runId } = run;
    this.send(() => this.handlers.onEvent({ type: 'losses', runId, firstStep, losses, stepsPerSecond: 1 }));
  }

  private send(event: () => unknown): void {
    this.sent = this.sent.then(() => this.delay(Promise.resolve())).then(() => void event());
  }
}
