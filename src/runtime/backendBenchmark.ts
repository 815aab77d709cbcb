/**
 * The backend benchmark measures which of two backends is faster on this machine, where nothing else says it: a GPU may be weak, and the
 * processor beside it strong. It runs once for a device, in the worker, and its result is stored.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { BackendId, Speeds } from '../types/backend';
import { createCostTimer, latencyAndCostOf, type Timing } from './latencyAndCost';
import type { Probe } from './probe';

/** Stores results of the benchmark between visits. */
export interface SpeedMemory {
  /** @returns the speeds measured on this device, or null */
  recall(device: string): Promise<Speeds | null>;
  remember(device: string, speeds: Speeds): Promise<void>;
}

/** A layer of the size that the app trains: points in a batch, inputs, outputs. */
const [POINTS, INPUTS, OUTPUTS] = [256, 128, 128];

/** Operations of a round: forward, and the two products of the backward pass. */
export const FLOPS = 3 * 2 * POINTS * INPUTS * OUTPUTS;

/** Most rounds of a timing: enough for the fastest GPU to need 300 ms. */
const MOST_ROUNDS = 2 ** 18;

/** Milliseconds that a timing should not exceed: latencies of 100 ms need it. */
const LONGEST = 500;

/** The longest timing is so many times the shortest, so that most of it is work, not latency. */
const RATIO = 4;

/** Milliseconds of a timing that is not worth a second one. */
const LONG = 150;

/**
 * How long a round takes on a device, without what it takes to compile, and without the way to the device and back.
 * @param run does that many rounds, and resolves when their numbers have arrived
 * @param now milliseconds of a clock
 * @returns milliseconds
 */
export async function millisecondsPerRound(
  run: (rounds: number) => Promise<void>,
  now: () => number,
): Promise<number> {
  const timeOf = async (rounds: number) => {
    const began = now();
    await run(rounds);
    return now() - began;
  };
  await run(1); // compiles
  const timer = createCostTimer({ most: MOST_ROUNDS, longest: LONGEST, ratio: RATIO });
  while (!timer.add(await timeOf(timer.count)));
  // Once more: whatever else the machine did, such as allocate memory, made a time longer, never shorter.
  const again = async ({ count, milliseconds }: Timing): Promise<Timing> => ({
    count,
    milliseconds: milliseconds > LONG ? milliseconds : Math.min(milliseconds, await timeOf(count)),
  });
  const [short, long] = timer.timings;
  return latencyAndCostOf(await again(short), await again(long)).cost;
}

/**
 * The speed of the backend in use at the products of a training step.
 * @param now milliseconds of a clock
 * @returns GFLOP/s
 */
export async function measureSpeed(now: () => number = () => performance.now()): Promise<number> {
  const x = tf.ones([POINTS, INPUTS]) as tf.Tensor2D;
  const w = tf.ones([INPUTS, OUTPUTS]) as tf.Tensor2D;
  const dy = tf.ones([POINTS, OUTPUTS]) as tf.Tensor2D;
  const round = () =>
    tf.tidy(() => {
      const y = tf.matMul(x, w);
      const dx = tf.matMul(y, w, false, true);
      return tf.matMul(dx, dy, true, false);
    });
  const run = async (rounds: number) => {
    for (let i = 1; i < rounds; i++) round().dispose();
    const last = round();
    await last.data();
    last.dispose();
  };
  try {
    return FLOPS / (await millisecondsPerRound(run, now)) / 1e6;
  } finally {
    tf.dispose([x, w, dy]);
  }
}

/**
 * The backends between which only a measurement decides: the first GPU that is hardware, and WASM. A software adapter runs on the
 * processor like WASM, with more overhead, so that it needs no measurement to lose.
 */
export function benchmarkCandidates(probes: Readonly<Record<BackendId, Probe>>): readonly BackendId[] {
  const gpu = (['webgpu', 'webgl'] as const).find((id) => probes[id].available && !probes[id].software);
  return gpu && probes.wasm.available ? [gpu, 'wasm'] : [];
}

/** The same backends, the measured ones before all others, the fastest first. */
export function fastestFirst(order: readonly BackendId[], speeds: Speeds): readonly BackendId[] {
  const measured = order.filter((id) => speeds[id] !== undefined);
  const unmeasured = order.filter((id) => speeds[id] === undefined);
  return [...measured.sort((a, b) => speeds[b]! - speeds[a]!), ...unmeasured];
}

export interface BenchmarkOptions {
  /** Names the machine. */
  readonly device: string;
  readonly ids: readonly BackendId[];
  readonly memory?: SpeedMemory;
  /** Makes a backend the one in use. */
  start(id: BackendId): Promise<void>;
  measure?(): Promise<number>;
}

/** The speed of each backend on this device, stored or measured now; a backend that does not start is left out. */
export async function runBackendBenchmark({
  device,
  ids,
  memory,
  start,
  measure = measureSpeed,
}: BenchmarkOptions): Promise<Speeds> {
  const known = await memory?.recall(device).catch(() => null);
  if (known && ids.every((id) => known[id] !== undefined)) return known;
  const speeds: { -readonly [K in keyof Speeds]: Speeds[K] } = {};
  for (const id of ids) {
    try {
      await start(id);
      speeds[id] = await measure();
    } catch {
      // the real start of this backend will report why it fails
    }
  }
  await memory?.remember(device, speeds).catch(() => {}); // measured again on the next visit
  return speeds;
}
