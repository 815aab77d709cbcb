/** Edits on tensors by an untrained network: what stays of a sample and how an edit begins do not depend on training. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { reduced } from '../../src/diffusion/editing/upscale';
import { fillNormal } from '../../src/lib/rng';
import type { Edit } from '../../src/types/edit';
import { createImageScene, halves, type ImageScene } from './images';
import { TINY } from './runs';

let scene: ImageScene;
beforeAll(async () => {
  scene = await createImageScene();
  await scene.reach('paused', { source: halves(), paused: true });
});

const SIZE = 64;
/** Values that no arithmetic leaves as they are. */
const SAMPLE = Float32Array.from({ length: SIZE }, (_, i) => Math.fround(Math.sin(7.3 * i)));
const COUNT = 3;
const overrides = { sampler: 'ddpm', samplingSteps: 12 } as const;
const request = { runId: 1, count: COUNT, seed: 4, weights: 'ema', overrides } as const;
const draw = async (edit?: Edit) => (await scene.host.draw({ ...request, edit }))!;

describe('inpainting', () => {
  const known = Uint8Array.from({ length: SIZE }, (_, i) => Number(i % 8 < 4));
  const edit: Edit = { kind: 'inpaint', sample: SAMPLE, known, resamplings: 2, jumpLength: 3 };

  test('gives the known pixels back bit for bit, and draws the others anew for each sample', async () => {
    const samples = await draw(edit);
    expect(samples).toHaveLength(COUNT * SIZE);
    let differing = 0;
    for (let i = 0; i < COUNT * SIZE; i++) {
      if (known[i % SIZE] === 1) expect(Object.is(samples[i], SAMPLE[i % SIZE])).toBe(true);
      else if (samples[i] !== samples[i % SIZE]) differing++;
    }
    expect(differing).toBeGreaterThan(SIZE / 2);
    expect(Array.from(await draw(edit))).toEqual(Array.from(samples)); // the seed decides
  });

  test('never reads what is not known', async () => {
    const hidden = SAMPLE.map((value, i) => (known[i] === 1 ? value : Number.NaN));
    expect(Array.from(await draw({ ...edit, sample: hidden }))).toEqual(Array.from(await draw(edit)));
  });

  test('with nothing known is a fresh sample, where it goes back no time', async () => {
    const nothing = { ...edit, known: new Uint8Array(SIZE), resamplings: 1 };
    const fresh = await draw();
    // One walks on tensors, the other is recorded: float32 sums in another order.
    for (const [i, value] of (await draw(nothing)).entries()) expect(value).toBeCloseTo(fresh[i], 3);
  });
});

describe('editing from a drawing', () => {
  const at = (strength: number) => draw({ kind: 'sdedit', sample: SAMPLE, strength });

  test('at strength 0 is the drawing, at 1 a fresh sample, to the last bit', async () => {
    expect(Array.from(await at(0))).toEqual([...SAMPLE, ...SAMPLE, ...SAMPLE]);
    expect(Array.from(await at(1))).toEqual(Array.from(await draw()));
  });

  test('between them goes away from the drawing as the strength grows', async () => {
    const distance = (samples: Float32Array) =>
      Math.sqrt(samples.reduce((sum, value, i) => sum + (value - SAMPLE[i % SIZE]) ** 2, 0));
    const distances = [];
    for (const strength of [0, 0.2, 0.5, 0.8]) distances.push(distance(await at(strength)));
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    expect(distances[1]).toBeGreaterThan(0);
  });
});

describe('upscaling', () => {
  const how = { factor: 2, grey: false };
  const edit: Edit = { kind: 'upscale', sample: SAMPLE, ...how, resamplings: 2, jumpLength: 3 };

  test('draws samples whose reduced version is that of the given image to 1e-5, each another one', async () => {
    const samples = await draw(edit);
    const given = reduced(SAMPLE, [8, 8, 1], how);
    const each = [0, 1, 2].map((k) => samples.slice(k * SIZE, (k + 1) * SIZE));
    for (const sample of each)
      for (const [i, mean] of reduced(sample, [8, 8, 1], how).entries())
        expect(Math.abs(mean - given[i])).toBeLessThan(1e-5);
    expect(each[0].filter((value, i) => Math.abs(value - each[1][i]) > 0.01).length).toBeGreaterThan(
      SIZE / 2,
    );
  });

  test('by a factor that does not divide the image is refused', async () => {
    await expect(draw({ ...edit, factor: 3 })).rejects.toThrow(/3 times/);
  });
});

describe('encoding and decoding', () => {
  const few = {
    ...request,
    count: 2,
    overrides: { sampler: 'heun', samplingSteps: 30, spacing: 'trailing' },
  } as const;

  test('leads samples to a noise from which they come back', async () => {
    const samples = Float32Array.of(...SAMPLE, ...SAMPLE.map((value) => -value));
    const states = (await scene.host.draw({ ...few, edit: { kind: 'encode', samples } }))!;
    const back = (await scene.host.draw({ ...few, edit: { kind: 'decode', states, encoded: true } }))!;
    const norm = (values: Float32Array) => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0));
    // An untrained network finds no noise in the first state; noise alone would be as far as 1.4 norms.
    expect(norm(back.map((value, i) => value - samples[i])) / norm(samples)).toBeLessThan(0.3);
    expect(norm(states.map((value, i) => value - samples[i])) / norm(samples)).toBeGreaterThan(0.2);
  });

  test('of the noise of a seed is the sample that the seed draws', async () => {
    const states = fillNormal(new Float32Array(2 * SIZE), { seed: request.seed, stream: 'start', step: 0 });
    const decoded = (await scene.host.draw({ ...few, edit: { kind: 'decode', states } }))!;
    const drawn = (await scene.host.draw(few))!;
    // the process preserves variance: its noise has the scale 1 but for rounding
    for (const [i, value] of decoded.entries()) expect(value).toBeCloseTo(drawn[i], 3);
  });
});

test('a sample of another size is refused', async () => {
  const edit = { kind: 'sdedit', sample: new Float32Array(9), strength: 0.5 } as const;
  await expect(draw(edit)).rejects.toThrow(/8 × 8 × 1 numbers, 64 here, and this edit has 9/);
});

test('an edit tells its progress, can be cancelled, and leaves no tensor behind', async () => {
  const before = tf.memory().numTensors;
  const { length } = scene.events;
  const known = new Uint8Array(SIZE).fill(1, 0, 20);
  const edit: Edit = { kind: 'inpaint', sample: SAMPLE, known, resamplings: 10, jumpLength: 10 };
  const long = {
    ...request,
    count: 32,
    overrides: { sampler: 'ddpm', samplingSteps: 100 },
    edit,
    id: 7,
  } as const;
  const cancelled = scene.host.draw(long);
  await new Promise((resolve) => setTimeout(resolve, 400));
  await scene.host.cancelDraw(1, 7);
  expect(await cancelled).toBeNull();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(tf.memory().numTensors).toBe(before);
  const shares = scene.events
    .slice(length)
    .flatMap((event) => (event.type === 'editing' ? [event.done] : []));
  expect(shares.length).toBeGreaterThan(0);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  for (const share of shares) expect(share > 0 && share <= 1).toBe(true);
});

describe('a model of points', () => {
  let points: ImageScene;
  beforeAll(async () => {
    points = await createImageScene();
    await points.reach('paused', { changes: { ...TINY, backend: 'wasm' }, paused: true });
  });
  const drawPoints = async (edit?: Edit) => (await points.host.draw({ ...request, edit }))!;

  test('draws one coordinate and gives the other back bit for bit', async () => {
    const edit: Edit = {
      kind: 'inpaint',
      sample: Float32Array.of(Number.NaN, 0.3),
      known: Uint8Array.of(0, 1),
      resamplings: 2,
      jumpLength: 3,
    };
    const drawn = await drawPoints(edit);
    expect(drawn).toHaveLength(2 * COUNT);
    const [x, y] = [0, 1].map((axis) => drawn.filter((_, i) => (i & 1) === axis));
    expect([...y]).toEqual(new Array(COUNT).fill(Math.fround(0.3)));
    expect(new Set(x).size).toBe(COUNT);
    expect(x.every(Number.isFinite)).toBe(true);
  });

  test('edits each point of a drawing: at strength 0 it stays, at 1 it is a fresh sample, and between the others do not matter', async () => {
    const drawing = Float32Array.of(0.5, 0.25, -1.5, 1, 0.125, -0.75);
    const at = (strength: number, sample = drawing) => drawPoints({ kind: 'sdedit', sample, strength });
    expect([...(await at(0))]).toEqual([...drawing]);
    expect([...(await at(1))]).toEqual([...(await drawPoints())]);
    const near = await at(0.2);
    const farther = await at(
      0.2,
      drawing.map((value, i) => (i < 2 ? value + 1 : value)),
    );
    for (const [i, value] of near.entries())
      if (i < 2) expect(Math.abs(farther[i] - value)).toBeGreaterThan(0.1);
      else expect(farther[i]).toBeCloseTo(value, 5);
  });

  test('leads points up to a noise from which they come back', async () => {
    const samples = Float32Array.of(0.5, 0.25, -1, 0.75);
    const few = {
      ...request,
      count: 2,
      overrides: { sampler: 'ddim', samplingSteps: 20, spacing: 'trailing' },
    } as const;
    const states = (await points.host.draw({ ...few, edit: { kind: 'encode', samples } }))!;
    const back = (await points.host.draw({ ...few, edit: { kind: 'decode', states, encoded: true } }))!;
    for (const [i, value] of back.entries()) expect(Math.abs(value - samples[i])).toBeLessThan(0.2);
    expect(Math.hypot(...states.map((value, i) => value - samples[i]))).toBeGreaterThan(0.5);
  });
});
