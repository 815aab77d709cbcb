import { gzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { FileError } from '../../../src/interop/fileError';
import {
  decodeTrajectoryFile,
  encodeTrajectoryFile,
  type TrajectoryFile,
} from '../../../src/interop/trajectoryFile';
import { readTrajectoryFile } from '../../../src/interop/zippedTrajectory';
import { fillNormal } from '../../../src/lib/rng';

const FRAMES = 5;
const COUNT = 40;

const recording = (): TrajectoryFile => ({
  step: 4000,
  config: { ...DEFAULT_CONFIG, sampler: 'ddim', T: 1000 },
  trajectory: {
    shape: [2],
    states: fillNormal(new Float32Array(FRAMES * COUNT * 2), { seed: 1, stream: 'start', step: 0 }),
    guesses: fillNormal(new Float32Array(FRAMES * COUNT * 2), { seed: 1, stream: 'start', step: 1 }),
    times: Float32Array.of(999, 700, 400, 100, 0),
    alphas: Float32Array.of(0, 0.25, 0.5, 0.75, 1),
    sigmas: Float32Array.of(1, 0.75, 0.5, 0.25, 0),
    count: COUNT,
    frames: FRAMES,
    nfe: 50,
    milliseconds: 12,
  },
});

const largest = (a: Float32Array, b: Float32Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

describe('a recording', () => {
  test('comes back as it was, states to half a 16-bit level, guesses to half an 8-bit one', () => {
    const original = recording();
    const read = decodeTrajectoryFile(encodeTrajectoryFile(original));
    // Ranges of normal draws are below 8 units wide.
    expect(largest(read.trajectory.states, original.trajectory.states)).toBeLessThan(8 / 65_535 / 2 + 1e-6);
    expect(largest(read.trajectory.guesses, original.trajectory.guesses)).toBeLessThan(8 / 255 / 2 + 1e-6);
    expect(read.trajectory.times).toEqual(original.trajectory.times);
    expect(read.trajectory.alphas).toEqual(original.trajectory.alphas);
    expect([read.config, read.step, read.trajectory.nfe]).toEqual([original.config, 4000, 50]);
  });

  test.each(['Ä', 'ÄÖ', 'ÄÖÜ', '😀'])('of data that are named %s comes back', (text) => {
    const original = recording();
    const config = { ...original.config, dataset: 'text' as const, text };
    expect(decodeTrajectoryFile(encodeTrajectoryFile({ ...original, config })).config).toEqual(config);
  });

  test('of images, gzipped and labelled, comes back to half an 8-bit level', async () => {
    const original = recording();
    const size = 6 * 6 * 3;
    const trajectory = {
      ...original.trajectory,
      shape: [6, 6, 3],
      states: fillNormal(new Float32Array(FRAMES * COUNT * size), { seed: 1, stream: 'start', step: 2 }),
      guesses: fillNormal(new Float32Array(FRAMES * COUNT * size), { seed: 1, stream: 'start', step: 3 }),
      labels: Int32Array.from({ length: COUNT }, (_, i) => (i % 11) - 1),
    };
    const read = await readTrajectoryFile(gzipSync(encodeTrajectoryFile({ ...original, trajectory })));
    expect(read.trajectory.shape).toEqual([6, 6, 3]);
    expect(read.trajectory.labels).toEqual(trajectory.labels);
    // Ranges of so many normal draws are below 10 units wide.
    expect(largest(read.trajectory.states, trajectory.states)).toBeLessThan(10 / 255 / 2 + 1e-6);
    expect(largest(read.trajectory.guesses, trajectory.guesses)).toBeLessThan(10 / 255 / 2 + 1e-6);
  });

  test('32 frames of 600 samples take about a hundred kilobytes', () => {
    const { trajectory, ...rest } = recording();
    const frames = 32;
    const count = 600;
    const bytes = encodeTrajectoryFile({
      ...rest,
      trajectory: {
        ...trajectory,
        frames,
        count,
        states: new Float32Array(frames * count * 2).fill(0.5),
        guesses: new Float32Array(frames * count * 2),
        times: new Float32Array(frames),
        alphas: new Float32Array(frames),
        sigmas: new Float32Array(frames),
      },
    });
    expect(bytes.length).toBeLessThan(120_000);
  });

  test.each([
    ['is empty', () => new Uint8Array()],
    ['is of another kind', () => new TextEncoder().encode('PK and so on, no recording')],
    ['is cut short', () => encodeTrajectoryFile(recording()).slice(0, -10)],
    ['has a header longer than itself', () => Uint8Array.of(68, 76, 82, 49, 255, 255, 255, 127)],
  ])('a file that %s is refused by name', (_, bytes) => {
    expect(() => decodeTrajectoryFile(bytes())).toThrow(FileError);
  });

  test('states that are not finite are not recorded', () => {
    const broken = recording();
    broken.trajectory.states[3] = Number.NaN;
    expect(() => encodeTrajectoryFile(broken)).toThrow('finite');
  });
});
