/** What the library has of a run: its name when it is saved first, and its last steps where it is removed or replaced. */
import { computed, signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../../src/config/fields';
import { createComparisonCommands } from '../../../../src/state/compare/commands';
import { createComparison } from '../../../../src/state/compare/comparison';
import type { Ownership } from '../../../../src/state/library/ownership';
import { type SavedSlot, startSaving } from '../../../../src/state/library/saving';
import { createNotices } from '../../../../src/state/notices';
import { createCommands, type TrainerCommands } from '../../../../src/state/run/commands';
import { beginRun, reduce } from '../../../../src/state/run/run';
import { createRunStore, SLOTS, type Slot } from '../../../../src/state/run/store';
import { createSettings } from '../../../../src/state/settings';
import type { RunFacts } from '../../../../src/storage/runs';
import type { Checkpoint } from '../../../../src/storage/schema';
import { quality } from '../../storage/library';

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

const ARRAYS = {
  params: Float32Array.of(1),
  ema: Float32Array.of(1),
  m: Float32Array.of(1),
  v: Float32Array.of(1),
};

/**
 * Saves runs in a list instead of a database.
 * @param savedAs the id under which a run is saved
 */
function saveInList(slots: readonly SavedSlot[], savedAs: (recordId: string) => string = (id) => id) {
  const saved: { copy: Checkpoint; facts: RunFacts }[] = [];
  const log: string[] = [];
  const saving = startSaving({
    slots,
    storage: {
      async save(copy: Checkpoint, facts: RunFacts) {
        saved.push({ copy, facts: { ...facts } });
        log.push(`save ${copy.state.step}`);
        return { madeRoom: 0 };
      },
      async change() {},
      async measured() {},
    } as never,
    ownership: {
      trains() {},
      pauses: () => void log.push('release'),
      savedAs: async (recordId: string) => savedAs(recordId),
    } as unknown as Ownership,
    nameOf: () => 'moons, linear',
    thumbnail: async () => null,
    onSaved() {},
    onProblem(error) {
      throw error;
    },
  });
  return { saving, saved, log };
}

/** The name under which a run is saved. @param id of the record that this tab writes for it */
async function savedName(id: string): Promise<string | undefined> {
  const begun = beginRun({ runId: 1, recordId: 'first', config: DEFAULT_CONFIG });
  const { saving, saved } = saveInList(
    [
      {
        slot: 'train',
        origin: signal('train'),
        run: signal(reduce(begun, { type: 'phase', runId: 1, phase: 'training', step: 4 }, 0)),
        trainer: { state: async () => ({ step: 4, ...ARRAYS }) },
        quality: signal(null),
      },
    ],
    () => id,
  );
  await saving.saveNow();
  saving.stop();
  return saved[0]?.facts.name;
}

test('what a tab trains from a run that another tab has is named as a copy of it', async () => {
  expect(await savedName('first')).toBe('moons, linear');
  expect(await savedName('branch')).toBe('moons, linear, copy');
});

/** A page with runs of Train and Compare, saved from the beginning; its trainer has the weights of a run until it starts others or stops. */
function createPage() {
  const store = createRunStore();
  const settings = createSettings({ ...DEFAULT_CONFIG, trainingSteps: 100 });
  const comparison = createComparison(settings);
  const notices = createNotices();
  /** The steps that each run of the trainer has done. */
  const steps = new Map<number, number>();
  const trainer: TrainerCommands = {
    async start(runs) {
      steps.clear();
      for (const { runId } of runs) steps.set(runId, 0);
    },
    async stop() {
      steps.clear();
    },
    async state(runId) {
      const step = steps.get(runId);
      await Promise.resolve();
      if (step === undefined) throw new Error('no such run');
      return { step, ...ARRAYS };
    },
    async pause() {},
    async resume() {},
    async step() {},
    async setSampling() {},
  };
  const slotOf = (slot: Slot): SavedSlot => ({
    slot,
    origin: signal('train'),
    run: store.run(slot),
    trainer,
    quality: computed(() => (store.run(slot).value ? { ...quality(2, 0.1), images: null } : null)),
  });
  const list = saveInList(SLOTS.map(slotOf));
  const { latest } = list.saving;
  return {
    ...list,
    settings,
    steps,
    commands: createCommands({ trainer, store, settings, notices, latestCopy: latest }),
    compare: createComparisonCommands({ trainer, store, comparison, notices }),
    /** The page knows that a run trains, and its first two losses; the trainer is ahead. */
    trains(slot: Slot, step: number) {
      const { runId, recordId } = store.run(slot).peek()!;
      const losses = Float32Array.of(0.5, 0.25);
      store.receive({ runId, type: 'phase', phase: 'training', step: 0 });
      store.receive({ runId, type: 'losses', firstStep: 1, losses, stepsPerSecond: 10 });
      steps.set(runId, step);
      return recordId;
    },
    pauses(slot: Slot, step: number) {
      store.receive({ runId: store.run(slot).peek()!.runId, type: 'phase', phase: 'paused', step });
    },
  };
}

describe('the unsaved steps of a run that trains are saved', () => {
  test('when it is removed, before other tabs may have it; it is offered no more', async () => {
    const { commands, trains, saved, log } = createPage();
    await commands.train();
    const recordId = trains('train', 4);
    await commands.reset();
    await settled();
    expect(log).toEqual(['save 4', 'release']);
    const [{ copy, facts }] = saved;
    expect([copy.recordId, facts.current, facts.curve.steps]).toEqual([
      recordId,
      false,
      Float32Array.of(1, 2),
    ]);
    expect(copy.losses).toEqual(Float32Array.of(0.5, 0.25, Number.NaN, Number.NaN)); // the last two never arrive
  });

  test('when another one takes its place, without the figures of that one', async () => {
    const { commands, trains, settings, saved } = createPage();
    await commands.train();
    const recordId = trains('train', 4);
    settings.set('learningRate', 0.01);
    await commands.train();
    await settled();
    expect(saved.map(({ copy }) => [copy.recordId, copy.state.step])).toEqual([[recordId, 4]]);
    expect([saved[0].copy.config.learningRate, saved[0].facts.quality]).toEqual([
      DEFAULT_CONFIG.learningRate,
      null,
    ]);
  });

  test.each(['reset', 'train'] as const)('of both sides of Compare: %s', async (command) => {
    const { compare, trains, settings, saved, log } = createPage();
    await compare.train();
    const records = [trains('a', 4), trains('b', 5)];
    settings.set('learningRate', 0.01);
    await compare[command]();
    await settled();
    expect(new Map(saved.map(({ copy }) => [copy.recordId, copy.state.step]))).toEqual(
      new Map([
        [records[0], 4],
        [records[1], 5],
      ]),
    );
    expect(log.toSorted()).toEqual(['release', 'release', 'save 4', 'save 5']);
    expect(log[0]).toMatch(/^save/); // a lock is held until its run is saved
  });

  test('from the trainer, also where it has paused and its copy is still awaited', async () => {
    const { commands, trains, pauses, saved } = createPage();
    await commands.train();
    trains('train', 4);
    pauses('train', 4);
    await commands.reset();
    await settled();
    expect(saved.map(({ copy }) => copy.state.step)).toEqual([4]);
  });

  test('and nothing is where they are lost with the worker: the reset goes on', async () => {
    const { commands, steps, trains, saved, log } = createPage();
    await commands.train();
    trains('train', 4);
    steps.clear();
    await commands.reset();
    await settled();
    expect([saved, log]).toEqual([[], ['release']]);
  });
});
