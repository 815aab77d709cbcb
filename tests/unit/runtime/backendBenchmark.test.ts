/** The benchmark against devices that are simulated: each compiles, answers late, and has a speed. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  FLOPS,
  fastestFirst,
  millisecondsPerRound,
  runBackendBenchmark,
} from '../../../src/runtime/backendBenchmark';
import type { Speeds } from '../../../src/types/backend';

interface Device {
  /** Milliseconds that the first round takes longer. */
  readonly compile: number;
  /** Milliseconds from the end of the work to the answer, or between the ticks at which the browser answers. */
  readonly latency: number;
  readonly ticks: boolean;
  /** Share by which a latency may be longer, at random. */
  readonly jitter: number;
  /** GFLOP/s */
  readonly speed: number;
}

const device = fc.record({
  compile: fc.double({ min: 20, max: 500, noNaN: true }),
  latency: fc.double({ min: 1, max: 100, noNaN: true }),
  ticks: fc.boolean(),
  jitter: fc.double({ min: 0, max: 0.1, noNaN: true }),
  // as many slow devices as fast ones
  speed: fc.double({ min: Math.log(5), max: Math.log(20_000), noNaN: true }).map(Math.exp),
});

function simulate({ compile, latency, ticks, jitter, speed }: Device, random: () => number) {
  let time = 0;
  let compiled = false;
  return {
    now: () => time,
    async run(rounds: number) {
      if (!compiled) time += compile;
      compiled = true;
      time += (rounds * FLOPS) / speed / 1e6;
      const late = latency * (1 + jitter * random());
      time = ticks ? Math.ceil(time / latency) * latency + late - latency : time + late;
    },
  };
}

const PROCESSOR: Omit<Device, 'speed'> = { compile: 1, latency: 0, ticks: false, jitter: 0 };

test('compiling and latency do not count as work: the speed is right within a factor of two', async () => {
  await fc.assert(
    fc.asyncProperty(
      device,
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      async (of, stream) => {
        const { run, now } = simulate(of, () => stream.next().value);
        const measured = FLOPS / (await millisecondsPerRound(run, now)) / 1e6;
        expect(measured / of.speed).toBeGreaterThan(0.5);
        expect(measured / of.speed).toBeLessThan(2);
        expect(now() - of.compile).toBeLessThan(4000);
      },
    ),
    { numRuns: 500 },
  );
});

test('a usual GPU is measured in a quarter of a second, after it has compiled', async () => {
  const { run, now } = simulate({ ...PROCESSOR, compile: 300, latency: 2, speed: 1000 }, () => 0);
  await millisecondsPerRound(run, now);
  expect(now() - 300).toBeLessThan(250);
});

test('the faster of a GPU and the processor is chosen', async () => {
  await fc.assert(
    fc.asyncProperty(device, fc.double({ min: 2, max: 60, noNaN: true }), async (gpu, speed) => {
      fc.pre(Math.max(gpu.speed / speed, speed / gpu.speed) > 1.5);
      let inUse = simulate(gpu, () => 0);
      const speeds = await runBackendBenchmark({
        device: 'a GPU',
        ids: ['webgpu', 'wasm'],
        async start(id) {
          inUse = simulate(id === 'webgpu' ? gpu : { ...PROCESSOR, speed }, () => 0);
        },
        measure: async () => FLOPS / (await millisecondsPerRound(inUse.run, inUse.now)) / 1e6,
      });
      const [first] = fastestFirst(['webgpu', 'wasm'], speeds);
      expect(first).toBe(gpu.speed > speed ? 'webgpu' : 'wasm');
    }),
    { numRuns: 500 },
  );
});

test('a backend that does not start has no speed, and speeds that are stored are not measured again', async () => {
  const stored = new Map<string, Speeds>();
  const memory = {
    recall: async (name: string) => stored.get(name) ?? null,
    remember: async (name: string, speeds: Speeds) => void stored.set(name, speeds),
  };
  let started = 0;
  const benchmark = () =>
    runBackendBenchmark({
      device: 'a GPU',
      ids: ['webgpu', 'wasm'],
      memory,
      async start() {
        started += 1;
      },
      measure: async () => 10 * started,
    });
  expect(await benchmark()).toEqual({ webgpu: 10, wasm: 20 });
  expect(await benchmark()).toEqual({ webgpu: 10, wasm: 20 });
  expect(started).toBe(2);
  const failing = await runBackendBenchmark({
    device: 'another',
    ids: ['webgpu', 'wasm'],
    start: async (id) => {
      if (id === 'webgpu') throw new Error('no adapter');
    },
    measure: async () => 7,
  });
  expect(failing).toEqual({ wasm: 7 });
});
