/** The contest of backends: between whom it is held, that it is held once, and that it is short. */
import { beforeAll, describe, expect, test } from 'vitest';
import { contestants, holdContest, measureSpeed, type SpeedMemory } from '../../src/runtime/contest';
import type { BackendId, Speeds } from '../../workers/protocol';
import { useNodeBackend } from './nodeBackends';

const hardware = { available: true, device: 'a GPU', software: false };
const software = { available: true, device: 'SwiftShader', software: true };
const absent = { available: false, device: '', software: false };
const processor = { available: true, device: '', software: false };
const probes = (webgpu = hardware, webgl = hardware, wasm = processor) => ({
  webgpu,
  webgl,
  wasm,
  cpu: processor,
});

test('a contest is between the first GPU of hardware and WASM, and otherwise there is none', () => {
  expect(contestants(probes())).toEqual(['webgpu', 'wasm']);
  expect(contestants(probes(software, hardware))).toEqual(['webgl', 'wasm']);
  expect(contestants(probes(software, software))).toEqual([]);
  expect(contestants(probes(absent, absent))).toEqual([]);
  expect(contestants(probes(hardware, hardware, absent))).toEqual([]);
});

describe('a contest', () => {
  const kept = new Map<string, Speeds>();
  const memory: SpeedMemory = {
    recall: async (device) => kept.get(device) ?? null,
    remember: async (device, speeds) => void kept.set(device, speeds),
  };
  const told: Partial<Record<BackendId, number>> = { webgpu: 40, wasm: 6 };
  let started: BackendId[] = [];
  const hold = (device: string, broken?: BackendId) => {
    started = [];
    return holdContest({
      device,
      ids: ['webgpu', 'wasm'],
      memory,
      async start(id) {
        if (id === broken) throw new Error('no device');
        started.push(id);
      },
      measure: async () => told[started.at(-1)!]!,
    });
  };

  test('measures each backend on the first visit, and none on the next', async () => {
    expect(await hold('a GPU')).toEqual({ webgpu: 40, wasm: 6 });
    expect(started).toEqual(['webgpu', 'wasm']);
    expect(await hold('a GPU')).toEqual({ webgpu: 40, wasm: 6 });
    expect(started).toEqual([]);
    await hold('another GPU');
    expect(started).toEqual(['webgpu', 'wasm']);
  });

  test('leaves out a backend that does not start, and asks it again next time', async () => {
    expect(await hold('a broken GPU', 'webgpu')).toEqual({ wasm: 6 });
    expect(await hold('a broken GPU')).toEqual({ webgpu: 40, wasm: 6 });
  });

  test('goes on without a memory that refuses', async () => {
    const refuse = async () => {
      throw new Error('private browsing');
    };
    const speeds = await holdContest({
      device: 'x',
      ids: ['wasm'],
      memory: { recall: refuse, remember: refuse },
      start: async () => {},
      measure: async () => 6,
    });
    expect(speeds).toEqual({ wasm: 6 });
  });
});

describe('the measurement', () => {
  beforeAll(() => useNodeBackend('wasm'));

  test('ends within its share of 300 ms by the clock, however fast the backend is', async () => {
    // A clock of its own: a busy machine would fail the test and not the code. Each look at it takes 5 ms.
    let time = 0;
    const speed = await measureSpeed(() => {
      time += 5;
      return time;
    });
    expect(time).toBeLessThan(150);
    expect(speed).toBeGreaterThan(0);
  });

  test('finds a plausible speed for WASM', async () => {
    const speed = await measureSpeed();
    console.log(`WASM: ${speed.toFixed(1)} GFLOP/s`);
    expect(speed).toBeGreaterThan(0.02);
    expect(speed).toBeLessThan(1000);
  });
});
