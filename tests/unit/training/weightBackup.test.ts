import { expect, test } from 'vitest';
import { isLostAnswer } from '../../../src/lib/lostAnswer';
import { lostAnswer } from '../../../src/training/deviceLoss';
import { createWeightBackup } from '../../../src/training/weightBackup';

/** A backup of a run that does a step each 100 milliseconds of a false clock. */
function createScene() {
  const clock = { time: 0, step: 0, reads: 0 };
  const device = new AbortController();
  const learner = {
    async read() {
      clock.reads++;
      const values = Float32Array.of(clock.step);
      return { step: clock.step, params: values, ema: values, m: values, v: values };
    },
  };
  const backup = createWeightBackup(learner, true, device.signal, () => clock.time);
  /** @param asks milliseconds between two questions of the page; none if absent */
  async function train(milliseconds: number, asks = Number.POSITIVE_INFINITY) {
    let oldest = 0;
    for (const end = clock.time + milliseconds; clock.time < end; ) {
      clock.time += 100;
      clock.step += 1;
      backup.update();
      if (clock.time % asks === 0) await backup.read();
      await new Promise((resolve) => setTimeout(resolve));
      oldest = Math.max(oldest, 100 * (clock.step - (backup.last?.step ?? 0)));
    }
    return oldest;
  }
  return { clock, device, backup, train };
}

test('a copy off the GPU is at most 5 seconds old where the page asks for none', async () => {
  const { clock, train } = createScene();
  expect(await train(30_000)).toBeLessThanOrEqual(5000);
  expect(clock.reads).toBe(6);
});

test('what the page reads is the copy: the weights are not read again for it', async () => {
  const { clock, backup, train } = createScene();
  expect(await train(30_000, 4000)).toBeLessThanOrEqual(4000);
  expect(clock.reads).toBe(7);
  const state = await backup.read();
  structuredClone(state, { transfer: [state.params.buffer] }); // as a worker sends it
  expect(backup.last?.params).toHaveLength(1);
});

test('the copy is all that training needs to go on, and stays as it was', async () => {
  const values = Float32Array.of(1);
  const lossMoments = Float32Array.of(2, 3);
  const state = { step: 5, params: values, ema: values, m: values, v: values, lossMoments };
  const backup = createWeightBackup({ read: async () => state }, true, new AbortController().signal);
  await backup.read();
  lossMoments.fill(9);
  expect(backup.last).toEqual({ ...state, lossMoments: Float32Array.of(2, 3) });
});

test('after a loss a read is refused and the copy stays; where the run ends with its device, a read gives the copy', async () => {
  const { device, backup, train } = createScene();
  await train(6000);
  device.abort(lostAnswer());
  await expect(backup.read()).rejects.toSatisfy(isLostAnswer);
  expect(backup.last?.step).toBe(50);
  const other = createScene();
  await other.train(6000);
  other.device.abort();
  expect((await other.backup.read()).step).toBe(50);
});
