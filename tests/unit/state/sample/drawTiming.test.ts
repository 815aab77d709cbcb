/** The seconds beside a button that draws come from the samples that are changes, or from a short draw of their own. */
import { signal } from '@preact/signals';
import { expect, test, vi } from 'vitest';
import { DEFAULT_CONFIG } from '../../../../src/config/fields';
import { drawingTime } from '../../../../src/state/drawingTime';
import type { Activity, SessionSamples } from '../../../../src/state/sample/drawing';
import { createDrawTiming } from '../../../../src/state/sample/drawTiming';
import type { LoadedModel } from '../../../../src/state/sample/session';
import { createForm } from '../../../../src/state/settings';
import type { Trajectory } from '../../../../src/types/trajectory';

const CONFIG = { ...DEFAULT_CONFIG, sampler: 'ddim' as const, samplingSteps: 50 };
const model = (id: string) => ({ id }) as LoadedModel;
const trajectory = (count: number, nfe: number, milliseconds: number) =>
  ({ count, nfe, milliseconds }) as Trajectory;

/** A session that draws a sample's step in 10 ms; the first draw takes 5 s more. */
function createScene(changes: Partial<SessionSamples> = {}) {
  let time = 0;
  const parts = {
    model: signal<LoadedModel | null>(model('one')),
    form: createForm(signal(CONFIG), () => {}),
    samples: signal<SessionSamples | null>({
      trajectory: trajectory(64, 50, 0),
      config: CONFIG,
      preview: false,
      recorded: true,
      ...changes,
    }),
    activity: signal<Activity | null>(null),
    draw: vi.fn(async (count: number, { samplingSteps }: { samplingSteps?: number }) => {
      time += (time === 0 ? 5000 : 0) + 10 * count * samplingSteps!;
      return new Float32Array(2 * count);
    }),
  };
  return { ...parts, timing: createDrawTiming({ session: parts, now: () => time }) };
}

test('after recorded samples a short draw is timed once, without what compiles', async () => {
  const { timing, draw } = createScene();
  expect(timing.timed.value).toBeNull();
  await timing.measure();
  expect(drawingTime(1000, CONFIG, timing.timed.value)).toBeCloseTo(1000 * 50 * 10, 6);
  const { length } = draw.mock.calls;
  await timing.measure();
  expect(draw.mock.calls.length).toBe(length);
});

test('samples that were drawn here are the better measure', async () => {
  const { timing, samples, draw } = createScene({ recorded: false, trajectory: trajectory(64, 50, 32_000) });
  await timing.measure();
  expect(draw).not.toHaveBeenCalled();
  expect(drawingTime(1000, CONFIG, timing.timed.value)).toBeCloseTo(500_000, 6);
  samples.value = { ...samples.value!, preview: true };
  expect(timing.timed.value).toBeNull();
});

test('guidance takes two evaluations, whether the timed draw had it or not', () => {
  const guided = { ...CONFIG, dataset: 'moons', classes: true, guidance: 2 } as const;
  const plain = { ...guided, guidance: 1 } as const;
  const { timing, samples } = createScene({
    recorded: false,
    config: plain,
    trajectory: trajectory(64, 50, 32_000),
  });
  expect(drawingTime(64, plain, timing.timed.value)).toBeCloseTo(32_000, 6);
  expect(drawingTime(64, guided, timing.timed.value)).toBeCloseTo(64_000, 6);
  samples.value = { ...samples.value!, config: guided, trajectory: trajectory(64, 50, 64_000) };
  expect(drawingTime(64, plain, timing.timed.value)).toBeCloseTo(32_000, 6);
});

test('nothing is timed while something is drawn, and no time is of another model', async () => {
  const { timing, activity, model: present, draw } = createScene();
  activity.value = { kind: 'sampling', done: 0.5 };
  await timing.measure();
  expect(draw).not.toHaveBeenCalled();
  activity.value = null;
  await timing.measure();
  expect(timing.timed.value).not.toBeNull();
  present.value = model('another');
  expect(timing.timed.value).toBeNull();
});

test('a draw that fails leaves the time unknown', async () => {
  const { timing, draw } = createScene();
  draw.mockRejectedValueOnce(new Error('gone'));
  await timing.measure();
  expect(timing.timed.value).toBeNull();
  await timing.measure();
  expect(timing.timed.value).not.toBeNull();
});
