import { signal } from '@preact/signals';
import { beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { startAutosave } from '../../../src/state/autosave';
import { beginRun, type RunState, reduce } from '../../../src/state/run';
import { type Checkpoint, StorageError } from '../../../src/storage/checkpoints';

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A run at some step, its losses 1, 1/2, 1/3, … */
function runAt(runId: number, phase: RunState['phase'], steps: number): RunState {
  let state = beginRun({ runId, config: { ...DEFAULT_CONFIG, seed: 3 } });
  const losses = Float32Array.from({ length: steps }, (_, i) => 1 / (i + 1));
  state = reduce(state, { type: 'losses', runId, firstStep: 1, losses, stepsPerSecond: 10 }, 0);
  return reduce(state, { type: 'phase', runId, phase, step: steps }, 0);
}

describe('autosave', () => {
  let time = 0;
  let saved: Checkpoint[] = [];
  let problems: string[] = [];
  let refuse = false;
  const run = signal<RunState | null>(null);
  const checkpoints = {
    async save(checkpoint: Checkpoint) {
      if (refuse) throw new StorageError('full');
      saved.push(checkpoint);
    },
    load: async () => saved.at(-1) ?? null,
    remove: async () => void (saved = []),
  };
  const trainer = {
    state: async () => ({
      step: run.value!.step,
      parameters: Float32Array.of(run.value!.step),
      ema: Float32Array.of(0),
    }),
  };
  const start = () =>
    startAutosave({
      name: 'train',
      run,
      trainer,
      checkpoints,
      onProblem: (message) => problems.push(message),
      now: () => time,
    });

  beforeEach(() => {
    [time, saved, problems, refuse] = [0, [], [], false];
    run.value = null;
  });

  test('saves every five seconds of training, not at every event', async () => {
    const { stop } = start();
    for (let step = 1; step <= 100; step++) {
      time += 100;
      run.value = runAt(1, 'training', step);
      await settled();
    }
    stop();
    expect(saved.map(({ state }) => state.step)).toEqual([50, 100]);
    expect(saved[0].losses).toHaveLength(50);
    expect(saved[0].losses[9]).toBeCloseTo(0.1, 6);
    expect(saved[0].config.seed).toBe(3);
  });

  test('saves at once when a run pauses or is done, and once only', async () => {
    const { stop, left } = start();
    run.value = runAt(1, 'paused', 7);
    await settled();
    run.value = { ...run.value };
    await settled();
    run.value = runAt(1, 'done', 20);
    await settled();
    stop();
    expect(saved.map(({ state }) => state.step)).toEqual([7, 20]);
    expect((await left())?.state.step).toBe(20);
  });

  test('says once that the browser keeps nothing, and keeps the copy in memory', async () => {
    refuse = true;
    const { stop, latest } = start();
    run.value = runAt(1, 'paused', 7);
    await settled();
    run.value = runAt(1, 'paused', 9);
    await settled();
    stop();
    expect(problems).toEqual(['full']);
    expect(latest(1)?.state.step).toBe(9);
    expect(latest(2)).toBeNull();
  });

  test('saves nothing of a run without a step, or of one that was replaced', async () => {
    const { stop, latest } = start();
    run.value = runAt(1, 'paused', 0);
    await settled();
    run.value = runAt(2, 'paused', 5);
    run.value = runAt(3, 'training', 1);
    await settled();
    stop();
    expect(saved).toEqual([]);
    expect(latest(2)).toBeNull();
  });
});
