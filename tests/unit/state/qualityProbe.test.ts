/** A quality on demand is drawn in parts, belongs to its subject, and ends with it. */
import { signal } from '@preact/signals';
import { describe, expect, test, vi } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { drawingTime, sweepDrawingTime } from '../../../src/state/drawingTime';
import { createNotices } from '../../../src/state/notices';
import { createQualityProbe, type ProbeSubject } from '../../../src/state/qualityProbe';
import { isReliable, measurementOfImages } from '../../../src/state/score';

const figures = (count: number) => ({ count, confident: 1, histogram: new Float64Array(10), frechet: 5 });
const measurement = (count: number) => measurementOfImages({ ...figures(count), floor: figures(count) });

function probing(draw: ProbeSubject['draw']) {
  let time = 0;
  const subject = signal<ProbeSubject | null>({
    identity: {},
    data: { config: DEFAULT_CONFIG, source: undefined },
    seed: 7,
    draw,
  });
  const measure = vi.fn(async (_: unknown, samples: Float32Array) => measurement(samples.length));
  const notices = createNotices();
  const now = () => (time += 1000);
  const parts = { subject, measure, notices, about: 'quality', notAffected: 'Training goes on.', now };
  return { subject, measure, notices, probe: createQualityProbe(parts) };
}

describe('a quality probe', () => {
  test('draws all samples in parts of different seeds, and measures them together', async () => {
    const seeds: number[] = [];
    const { probe } = probing(async (count, seed) => {
      seeds.push(seed);
      return new Float32Array(count);
    });
    await probe.measure(150);
    expect(seeds).toEqual([8, 9, 10]);
    expect(probe.result.value?.score.n).toBe(150);
    expect(probe.progress.value).toBeNull();
  });

  test('says how much is left from its own rate', async () => {
    const left: (number | null)[] = [];
    const { probe } = probing(async (count) => {
      left.push(probe.progress.peek()?.left ?? null);
      return new Float32Array(count);
    });
    await probe.measure(256);
    // one second of the test's clock for each batch of 64
    expect(left).toEqual([null, 3000, 2000, 1000]);
  });

  test('has no result of another subject, and ends when its subject has gone', async () => {
    const { probe, subject, measure } = probing(async (count) => new Float32Array(count));
    await probe.measure(64);
    expect(probe.result.value).not.toBeNull();
    subject.value = { ...subject.value!, identity: {} };
    expect(probe.result.value).toBeNull();
    const running = probe.measure(640);
    subject.value = null;
    await running;
    expect(measure).toHaveBeenCalledTimes(1);
    expect(probe.progress.value).toBeNull();
  });

  test('reports a failure, and nothing after Cancel', async () => {
    const { probe, notices } = probing(() => Promise.reject(new Error('the GPU is lost')));
    await probe.measure(64);
    expect(notices.list.value).toMatchObject([
      { message: 'The quality could not be measured.', hint: 'the GPU is lost. Training goes on.' },
    ]);
    const running = probe.measure(64);
    probe.cancel();
    await running;
    expect(notices.list.value).toEqual([]);
  });

  test('takes the notice of a failure back with its subject, and with a measurement that does not fail', async () => {
    let fails = true;
    const { probe, subject, notices } = probing(async (count) => {
      if (fails) throw new Error('the GPU is lost');
      return new Float32Array(count);
    });
    await probe.measure(64);
    expect(notices.list.value).toHaveLength(1);
    subject.value = { ...subject.value!, identity: {} };
    expect(notices.list.value).toEqual([]);
    await probe.measure(64);
    expect(notices.list.value).toHaveLength(1);
    fails = false;
    await probe.measure(64);
    expect(notices.list.value).toEqual([]);
  });
});

test('a Fréchet distance is shown from 512 images, and an estimate follows the measured rate', () => {
  expect(isReliable(measurement(511).score)).toBe(false);
  expect(isReliable(measurement(512).score)).toBe(true);
  expect(isReliable({ kind: 'energy distance', n: 100 })).toBe(true);
  const config = { ...DEFAULT_CONFIG, sampler: 'ddim' as const, samplingSteps: 50 };
  const timed = { count: 64, nfe: 25, milliseconds: 4000 }; // a preview has fewer steps
  expect(drawingTime(512, config, timed)).toBeCloseTo(64_000, 6);
  expect(sweepDrawingTime(64, config, [1, 2, 22], timed)).toBeCloseTo(4000, 6);
  expect(drawingTime(512, config, null)).toBeNull();
  expect(sweepDrawingTime(64, config, [1, 2], { ...timed, milliseconds: 0 })).toBeNull();
});
