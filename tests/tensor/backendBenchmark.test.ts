/** The benchmark of backends: which ones it measures, that it runs once for each device, and that it is short. */
import { beforeAll, describe, expect, test } from 'vitest';
import {
  benchmarkCandidates,
  measureSpeed,
  runBackendBenchmark,
  type SpeedMemory,
} from '../../src/runtime/backendBenchmark';
import type { BackendId, Speeds } from '../../src/types/backend';
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

test('the benchmark compares the first hardware GPU with WASM, and runs only where there is one', () => {
  expect(benchmarkCandidates(probes())).toEqual(['webgpu', 'wasm']);
  expect(benchmarkCandidates(probes(software, hardware))).toEqual(['webgl', 'wasm']);
  expect(benchmarkCandidates(probes(software, software))).toEqual([]);
  expect(benchmarkCandidates(probes(absent, absent))).toEqual([]);
  expect(benchmarkCandidates(probes(hardware, hardware, absent))).toEqual([]);
});

describe('the benchmark of backends', () => {
  const stored = new Map<string, Speeds>();
  const memory: SpeedMemory = {
    recall: async (device) => stored.get(device) ?? null,
    remember: async (device, speeds) => void stored.set(device, speeds),
  };
  const milliseconds: Partial<Record<BackendId, number>> = { webgpu: 40, wasm: 6 };
  let started: BackendId[] = [];
  const hold = (device: string, broken?: BackendId) => {
    started = [];
    return runBackendBenchmark({
      device,
      ids: ['webgpu', 'wasm'],
      memory,
      async start(id) {
        if (id === broken) throw new Error('no device');
        started.push(id);
      },
      measure: async () => milliseconds[started.at(-1)!]!,
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
    const speeds = await runBackendBenchmark({
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

  test('finds a plausible speed for WASM', async () => {
    const speed = await measureSpeed();
    console.log(`WASM: ${speed.toFixed(1)} GFLOP/s`);
    expect(speed).toBeGreaterThan(0.02);
    expect(speed).toBeLessThan(1000);
  });
});
