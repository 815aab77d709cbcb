/** A trainer obeys commands between two network evaluations, and keeps its weights when its device is lost. */
import { expect, test } from 'vitest';
import { chooseBackend } from '../../src/runtime/backend';
import { createTrainer } from '../../src/training/trainer';
import type { TrainerEvent } from '../../workers/protocol';
import { TINY } from './runs';

async function pausedTrainer(deviceLost?: AbortSignal) {
  const report = await chooseBackend('wasm');
  return createTrainer(
    { runId: 1, config: { ...TINY, backend: 'wasm' }, paused: true },
    { report, deviceLost },
  );
}

const previewsIn = (events: readonly TrainerEvent[]) =>
  events.flatMap((event) => (event.type === 'samples' ? [event.trajectory] : []));

test('a sampler that is chosen while a preview is drawn has its own preview, and the old one is dropped', async () => {
  const trainer = await pausedTrainer();
  await trainer.advance();
  const drawing = trainer.advance(); // the preview of the untrained network, in 20 steps
  trainer.setSampling({ sampler: 'ddim', samplingSteps: 4 });
  expect(previewsIn(await drawing)).toEqual([]);
  const events: TrainerEvent[] = [];
  for await (const event of trainer.run()) events.push(event);
  expect(previewsIn(events).map(({ frames }) => frames)).toEqual([5]);
  trainer.dispose();
});

test('a sampling that is refused leaves the present one as it was', async () => {
  const trainer = await pausedTrainer();
  const before = trainer.inference.sampling;
  expect(() => trainer.setSampling({ samplingSteps: 0 })).toThrow();
  expect(trainer.inference.sampling).toBe(before);
  trainer.dispose();
});

test('a lost device fails the run by its code, and the message says that weights without a copy are lost', async () => {
  const device = new AbortController();
  const trainer = await pausedTrainer(device.signal);
  expect((await trainer.state()).step).toBe(0);
  device.abort();
  const events = trainer.fail({ code: 'device-lost', message: 'gone', hint: 'Start again.' });
  expect(events.filter(({ type }) => type === 'failed')).toEqual([
    { runId: 1, type: 'failed', code: 'device-lost', message: 'gone', hint: 'Start again.', step: 0 },
  ]);
  expect(trainer.idle).toBe(true);
  expect(trainer.fail({ code: 'bug', message: '', hint: '' })).toEqual([]);
  await expect(trainer.state()).rejects.toThrow('before the weights were first copied');
});
