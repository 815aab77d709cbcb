/**
 * A contest tells which of two backends is faster on this machine, where one cannot know: a GPU may be a weak one, and the processor
 * beside it a strong one. It is held once for a device, in the worker, and remembered.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { BackendId, Speeds } from '../../workers/protocol';
import type { Probe } from './probe';

/** Where the outcome of a contest is kept between visits. */
export interface SpeedMemory {
  /** @returns what was measured on this device, or null */
  recall(device: string): Promise<Speeds | null>;
  remember(device: string, speeds: Speeds): Promise<void>;
}

/** Milliseconds that a backend has to show what it can: two of them take less than 300. */
const MILLISECONDS = 120;

/** A layer of the size that the lab trains: points in a batch, numbers in, numbers out. */
const [POINTS, INPUTS, OUTPUTS] = [256, 128, 128];

/** Forward, and the two products of the backward pass. */
const FLOPS = 3 * 2 * POINTS * INPUTS * OUTPUTS;

/**
 * The speed of the backend in use at the products of a training step.
 * @param now milliseconds of a clock
 * @returns GFLOP/s
 */
export async function measureSpeed(now: () => number = () => performance.now()): Promise<number> {
  const x = tf.ones([POINTS, INPUTS]);
  const w = tf.ones([INPUTS, OUTPUTS]);
  const dy = tf.ones([POINTS, OUTPUTS]);
  const rounds = async (n: number) => {
    const last = tf.tidy(() => {
      let dw = tf.matMul(x, dy, true, false);
      for (let i = 0; i < n; i++) {
        const y = tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D);
        const dx = tf.matMul(y as tf.Tensor2D, w as tf.Tensor2D, false, true);
        dw = tf.matMul(dx as tf.Tensor2D, dy as tf.Tensor2D, true, false);
      }
      return dw;
    });
    await last.data();
    last.dispose();
  };
  try {
    const began = now();
    await rounds(1); // compiles
    let [done, spent] = [0, 0];
    for (let n = 1; ; n = Math.max(1, Math.min(2 * n, Math.floor((done * (left() - 1)) / spent)))) {
      const since = now();
      await rounds(n);
      spent += now() - since;
      done += n;
      if (left() <= spent / done) break; // not one more fits
    }
    function left(): number {
      return MILLISECONDS - (now() - began);
    }
    return (done * FLOPS) / Math.max(spent, 1e-3) / 1e6;
  } finally {
    tf.dispose([x, w, dy]);
  }
}

/**
 * The backends between which only a measurement decides: the first GPU that is hardware, and WASM. A software adapter runs on the
 * processor like WASM, with more on its way: it has lost without a contest.
 */
export function contestants(probes: Readonly<Record<BackendId, Probe>>): readonly BackendId[] {
  const gpu = (['webgpu', 'webgl'] as const).find((id) => probes[id].available && !probes[id].software);
  return gpu && probes.wasm.available ? [gpu, 'wasm'] : [];
}

/** The same backends, those that were measured moved up before all others, the fastest first. */
export function fastestFirst(order: readonly BackendId[], speeds: Speeds): readonly BackendId[] {
  const measured = order.filter((id) => speeds[id] !== undefined);
  const rest = order.filter((id) => speeds[id] === undefined);
  return [...measured.sort((a, b) => speeds[b]! - speeds[a]!), ...rest];
}

export interface Contest {
  /** Names the machine. */
  readonly device: string;
  readonly ids: readonly BackendId[];
  readonly memory?: SpeedMemory;
  /** Makes a backend the one in use. */
  start(id: BackendId): Promise<void>;
  measure?(): Promise<number>;
}

/** What each backend does on this device, from memory or measured now; one that does not start is left out. */
export async function holdContest({
  device,
  ids,
  memory,
  start,
  measure = measureSpeed,
}: Contest): Promise<Speeds> {
  const known = await memory?.recall(device).catch(() => null);
  if (known && ids.every((id) => known[id] !== undefined)) return known;
  const speeds: { -readonly [K in keyof Speeds]: Speeds[K] } = {};
  for (const id of ids) {
    try {
      await start(id);
      speeds[id] = await measure();
    } catch {
      // whoever starts it for good will hear why it does not
    }
  }
  await memory?.remember(device, speeds).catch(() => {}); // measured again on the next visit
  return speeds;
}
