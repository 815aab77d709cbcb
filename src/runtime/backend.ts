/**
 * A backend is what runs the arithmetic. This file chooses one, loads it, and says what was chosen and why.
 *
 * Each backend is its own chunk, fetched only when it is tried, so the worker starts small.
 */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import type { BackendId, BackendReport, MemoryLimits, PageQuestion, Speeds } from '../../workers/protocol';
import type { RunConfig } from '../config/fields';
import { missingMembers, ownShaders } from '../kernels/webgpu/backend';
import { contestants, fastestFirst, holdContest, type SpeedMemory } from './contest';
import { type Probe, probeWebgl, probeWebgpu } from './probe';

export type BackendRequest = RunConfig['backend'];

/** What can go wrong with a GPU at any time after it was chosen. */
export interface DeviceTrouble {
  readonly code: 'gpu-error' | 'device-lost';
  readonly message: string;
}

export type DeviceTroubleHandler = (trouble: DeviceTrouble) => void;

type Probes = Readonly<Record<BackendId, Probe>>;

const PROCESSOR: Probe = { available: true, device: '', software: false };

const NAMES: Readonly<Record<BackendId, string>> = {
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WASM',
  cpu: 'plain JavaScript',
};

async function probeAll(): Promise<Probes> {
  const wasm = { ...PROCESSOR, available: typeof WebAssembly === 'object' };
  return { webgpu: await probeWebgpu(), webgl: probeWebgl(), wasm, cpu: PROCESSOR };
}

/** Software adapters come after WASM: they run the same processor with more on their way. */
const AUTO_ORDER: readonly { readonly id: BackendId; readonly software: boolean }[] = [
  { id: 'webgpu', software: false },
  { id: 'webgl', software: false },
  { id: 'wasm', software: false },
  { id: 'webgpu', software: true },
  { id: 'webgl', software: true },
  { id: 'cpu', software: false },
];

/** An explicit wish falls back along this order, whatever the adapters are made of. */
const EXPLICIT_ORDER: readonly BackendId[] = ['webgpu', 'webgl', 'wasm', 'cpu'];

/** The backends to try in turn. */
export function backendOrder(request: BackendRequest, probes: Probes): readonly BackendId[] {
  if (request === 'auto') {
    return AUTO_ORDER.filter(
      ({ id, software }) => probes[id].available && probes[id].software === software,
    ).map(({ id }) => id);
  }
  const after = EXPLICIT_ORDER.slice(EXPLICIT_ORDER.indexOf(request) + 1);
  return [request, ...after].filter((id) => probes[id].available);
}

/** Why the chosen backend is not the one asked for, or with `auto` not the first of the order; empty if it is. */
export function reasonFor(
  request: BackendRequest,
  chosen: BackendId,
  probes: Probes,
  failures: ReadonlyMap<BackendId, string>,
  speeds: Speeds = {},
): string {
  const wished: BackendId = request === 'auto' ? 'webgpu' : request;
  if (chosen === wished) return '';
  const before = EXPLICIT_ORDER.slice(EXPLICIT_ORDER.indexOf(wished), EXPLICIT_ORDER.indexOf(chosen));
  const passedOver = [...new Set([...before, ...failures.keys()])].filter(
    // WebGL on hardware stood back for WebGPU, which lost: that one says it all
    (id) => failures.has(id) || speeds[id] !== undefined || !probes[id].available || probes[id].software,
  );
  const causes = passedOver.map((id) => {
    const failure = failures.get(id);
    const { available, device } = probes[id];
    if (failure !== undefined) return `${NAMES[id]} did not start (${failure})`;
    if (!available) return `this browser has no ${NAMES[id]}${id === 'webgpu' ? ' adapter' : ''}`;
    if (speeds[id] !== undefined) return `${NAMES[id]} was measured slower here`;
    return `the ${NAMES[id]} adapter here is a program on the processor (${device})`;
  });
  return `${causes.join(', and ')}: training on ${NAMES[chosen]}`;
}

async function load(id: BackendId): Promise<void> {
  switch (id) {
    case 'webgpu':
      await import('@tensorflow/tfjs-backend-webgpu');
      break;
    case 'webgl':
      await import('@tensorflow/tfjs-backend-webgl');
      break;
    case 'wasm': {
      const [{ setWasmPaths }, { WASM_FILES }, { installWasmKernels }] = await Promise.all([
        import('@tensorflow/tfjs-backend-wasm'),
        import('./wasmFiles'),
        import('../kernels/wasm/install'),
      ]);
      tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
      setWasmPaths(WASM_FILES); // without effect on a backend that already runs
      installWasmKernels();
      break;
    }
    case 'cpu':
      await import('@tensorflow/tfjs-backend-cpu');
      break;
    default:
      id satisfies never;
  }
}

async function start(id: BackendId): Promise<void> {
  await load(id);
  if (!(await tf.setBackend(id))) throw new Error('its initialisation failed');
  await tf.ready();
}

const watched = new WeakSet<GPUDevice>();
let tell: DeviceTroubleHandler = () => {};

/** A GPU error that nobody hears drops whole command buffers and leaves plausible stale numbers: it must end the run. */
function watchDevice(): void {
  const { device } = tf.backend() as unknown as { device: GPUDevice };
  if (watched.has(device)) return;
  watched.add(device);
  device.addEventListener('uncapturederror', ({ error }) =>
    tell({ code: 'gpu-error', message: error.message }),
  );
  void device.lost.then(({ reason, message }) => {
    forgetWebgpu();
    if (reason !== 'destroyed')
      tell({ code: 'device-lost', message: message || 'the browser took the GPU away' });
  });
}

/** Why each step goes the long way, through stock operations and the tape; empty where it is recorded once and replayed. */
function whyTheLongWay(): string {
  if (ownShaders()) return '';
  return `steps are slow, because this version of TensorFlow.js has no ${missingMembers().join(', ')}`;
}

/** Drops a lost device; the next choice of WebGPU asks for a new one. */
function forgetWebgpu(): void {
  const factory = tf.findBackendFactory('webgpu');
  tf.removeBackend('webgpu');
  if (factory) tf.registerBackend('webgpu', factory, 3);
}

/** WASM's memory is addressed by 32 bits. */
const WASM_HEAP = 2 ** 32 - 2 ** 16;

/** What the backend in use has room for. WebGL and the memory of a GPU as a whole do not say. */
function memoryLimits(id: BackendId): MemoryLimits | undefined {
  if (id === 'wasm') return { total: WASM_HEAP };
  if (id !== 'webgpu') return undefined;
  const { limits } = (tf.backend() as unknown as { device: GPUDevice }).device;
  return { buffer: Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize) };
}

/**
 * Starts the best backend there is for the request. Trouble with a GPU device later on goes to `onTrouble`, the latest one given.
 * @param memory where it is kept which backend was faster here
 * @throws Error when not even plain JavaScript starts, which is a bug
 */
export async function chooseBackend(
  request: BackendRequest,
  onTrouble: DeviceTroubleHandler = () => {},
  pageHasWebgl: PageQuestion = () => true,
  memory?: SpeedMemory,
): Promise<BackendReport> {
  tell = onTrouble;
  const probes = await probeAll();
  const failures = new Map<BackendId, string>();
  const use = async (id: BackendId) => {
    if (id === 'webgl' && !(await pageHasWebgl())) throw new Error('it is switched off in this browser');
    await start(id);
    if (id === 'webgpu') watchDevice();
  };
  const ids = request === 'auto' ? contestants(probes) : [];
  const speeds =
    ids.length > 1
      ? await holdContest({ device: `${ids[0]}: ${probes[ids[0]].device}`, ids, memory, start: use })
      : {};
  for (const id of fastestFirst(backendOrder(request, probes), speeds)) {
    try {
      await use(id);
      const { device, software } = probes[id];
      const because = reasonFor(request, id, probes, failures, speeds);
      const reason = [because, id === 'webgpu' ? whyTheLongWay() : ''].filter(Boolean).join('; ');
      return { backend: id, device, software, reason, memory: memoryLimits(id), speeds };
    } catch (error) {
      failures.set(id, error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(`no backend starts here: ${[...failures].map(([id, why]) => `${id}: ${why}`).join('; ')}`);
}
