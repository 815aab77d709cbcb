/** What a run is called in the library when it is saved first. */
import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../../src/config/fields';
import type { Ownership } from '../../../../src/state/library/ownership';
import { startSaving } from '../../../../src/state/library/saving';
import { beginRun, type RunState, reduce } from '../../../../src/state/run/run';
import type { RunFacts } from '../../../../src/storage/runs';

/** The name under which a run is saved. @param id of the record that this tab writes for it */
async function savedName(id: string): Promise<string | undefined> {
  const names: string[] = [];
  const begun = beginRun({ runId: 1, recordId: 'first', config: DEFAULT_CONFIG });
  const run = signal<RunState | null>(
    reduce(begun, { type: 'phase', runId: 1, phase: 'training', step: 4 }, 0),
  );
  const values = Float32Array.of(1);
  const saving = startSaving({
    slots: [
      {
        slot: 'train',
        origin: signal('train'),
        run,
        trainer: { state: async () => ({ step: 4, params: values, ema: values, m: values, v: values }) },
        quality: signal(null),
      },
    ],
    storage: {
      async save(_: unknown, { name }: RunFacts) {
        names.push(name);
        return { madeRoom: 0 };
      },
      async change() {},
      async measured() {},
    } as never,
    ownership: { trains() {}, pauses() {}, savedAs: async () => id } as unknown as Ownership,
    nameOf: () => 'moons, linear',
    thumbnail: async () => null,
    onSaved() {},
    onProblem(error) {
      throw error;
    },
  });
  await saving.saveNow();
  saving.stop();
  return names[0];
}

test('what a tab trains from a run that another tab has is named as a copy of it', async () => {
  expect(await savedName('first')).toBe('moons, linear');
  expect(await savedName('branch')).toBe('moons, linear, copy');
});
