/**
 * A backend runs the arithmetic. This file chooses one, loads it, and reports which it is and why.
 *
 * Each backend is its own chunk, fetched only when it is tried, so that the worker starts small.
 */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import type { RunConfig } from '../config/fields';
import { messageOf } from '../lib/diagnostic';
import type { BackendId, BackendReport, MemoryLimits, PageQuestion, Speeds } from '../types/backend';
import { threadsAllowed, threadsAreOffered, whyNoModule } from '../wasm/engine';
import { canShareMemory } from '../wasm/module/sharedMemory';
import { hasFusedKernels, missingMembers } from '../webgpu/backend';
import * as words from '../words/errors/run';
import { benchmarkCandidates, fastestFirst, runBackendBenchmark, type SpeedMemory } from './backendBenchmark';
import { countBuffers, guardHeap } from './grantedMemory';
import { type Probe, probeWebgl, probeWebgpu } from './probe';

export type BackendRequest = RunConfig['backend'];

/** An error of a GPU device at any time after it was chosen. */
export interface DeviceTrouble {
  readonly code: 'gpu-error' | 'out-of-memory' | 'device-lost';
  readonly message: string;
  /** Out of memory: bytes that the device had granted before. */
  readonly granted?: number;
}

export type DeviceTroubleHandler = (trouble: DeviceTrouble) => void;

type Probes = Readonly<Record<BackendId, Probe>>;

const PROCESSOR: Probe = { available: true, device: '', software: false };

const NAMES: Readonly<Record<BackendId, string>> = words.backends;

async function probeAll(): Promise<Probes> {
  const wasm = { ...PROCESSOR, available: typeof WebAssembly === 'object' };
  return { webgpu: await probeWebgpu(), webgl: probeWebgl(), wasm, cpu: PROCESSOR };
}

/** Software adapters come after WASM: they run on the same processor, with more overhead. */
const AUTO_ORDER: readonly { readonly id: BackendId; readonly software: boolean }[] = [
  { id: 'webgpu', software: false },
  { id: 'webgl', software: false },
  { id: 'wasm', software: false },
  { id: 'webgpu', software: true },
  { id: 'webgl', software: true },
  { id: 'cpu', software: false },
];

/** An explicit request falls back along this order, whether adapters are hardware or software. */
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

/**
 * Why the chosen backend is not the requested one, or with `auto` not the first of the order; empty if it is. In so few words that the header
 * has room for all of them: without the names of devices.
 */
export function reasonFor(
  request: BackendRequest,
  chosen: BackendId,
  probes: Probes,
  failures: ReadonlyMap<BackendId, string>,
  speeds: Speeds = {},
): string {
  const preferred: BackendId = request === 'auto' ? 'webgpu' : request;
  if (chosen === preferred) return '';
  const before = EXPLICIT_ORDER.slice(EXPLICIT_ORDER.indexOf(preferred), EXPLICIT_ORDER.indexOf(chosen));
  const rejected = [...new Set([...before, ...failures.keys()])].filter(
    // WebGL on hardware was not measured, because WebGPU was, and lost: that reason is enough
    (id) => failures.has(id) || speeds[id] !== undefined || !probes[id].available || probes[id].software,
  );
  const causeOf = (id: BackendId): string | null => {
    const failure = failures.get(id);
    if (failure !== undefined) return words.didNotStart(NAMES[id], failure);
    if (!probes[id].available) return words.noBackend(NAMES[id], id === 'webgpu');
    return speeds[id] === undefined ? null : words.wasSlower(NAMES[id]);
  };
  const software = rejected.filter((id) => causeOf(id) === null);
  const causes = rejected.map(causeOf).filter((cause) => cause !== null);
  if (software.length > 0) causes.push(words.areSoftware(software.map((id) => NAMES[id])));
  return words.causes(causes);
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
      const [{ setWasmPaths }, { WASM_FILES }, { installWasmKernels, shareHeap }] = await Promise.all([
        import('@tensorflow/tfjs-backend-wasm'),
        import('./wasmFiles'),
        import('../wasm/install'),
      ]);
      tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
      const shared = threadsAreOffered() && canShareMemory();
      if (shared) shareHeap();
      setWasmPaths(WASM_FILES, shared); // without effect on a backend that already runs
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
  if (id in tf.engine().registry && isLost(tf.findBackend(id) as GpuBackend)) forget(id);
  if (!(await tf.setBackend(id))) throw new Error(words.notInitialised);
  await tf.ready();
  if (id === 'wasm') await (await import('../wasm/install')).attachWasmModule();
  if (id === 'wasm') guardHeap();
}

/** The members used here of the backends that run on a GPU. */
interface GpuBackend {
  readonly device?: GPUDevice;
  readonly gpgpu?: { readonly gl: WebGL2RenderingContext };
}

const watched = new WeakSet<GPUDevice | WebGL2RenderingContext>();
const lostDevices = new WeakSet<GPUDevice>();
let reportTrouble: DeviceTroubleHandler = () => {};

function isLost({ device, gpgpu }: GpuBackend): boolean {
  return device ? lostDevices.has(device) : (gpgpu?.gl.isContextLost() ?? false);
}

/** Whether the backend in use runs on a GPU, which can be lost. */
export const usesGpu = (): boolean => tf.getBackend() === 'webgpu' || tf.getBackend() === 'webgl';

/** Whether the device of the backend in use is lost: what is read from it then is no answer, and on WebGL zeros. */
export const deviceIsLost = (): boolean =>
  tf.getBackend() in tf.engine().registry && isLost(tf.backend() as GpuBackend);

/** Calls back whenever an operation of TensorFlow.js begins: so also while many of them, one after the other, hold the thread. */
export function onEachOperation(call: () => void): void {
  const engine = tf.engine() as unknown as { startScope(name?: string): void };
  const { startScope } = engine;
  engine.startScope = (name) => {
    call();
    startScope.call(engine, name);
  };
}

/** Watches the device of the backend in use, from the first call for it on. Nothing here ends a device, so that every loss is trouble. */
function watchDevice(): void {
  const { device, gpgpu } = tf.backend() as GpuBackend;
  if (device && !watched.has(device)) watchWebgpu(device);
  if (gpgpu && !watched.has(gpgpu.gl)) watchWebgl(gpgpu.gl);
}

/** An unhandled GPU error drops whole command buffers and leaves plausible stale numbers: it must end the run. */
function watchWebgpu(device: GPUDevice): void {
  watched.add(device);
  countBuffers(device, (message, granted) => reportTrouble({ code: 'out-of-memory', message, granted }));
  device.addEventListener('uncapturederror', ({ error }) =>
    reportTrouble({
      code: error instanceof GPUOutOfMemoryError ? 'out-of-memory' : 'gpu-error',
      message: error.message,
    }),
  );
  void device.lost.then(({ message }) => {
    lostDevices.add(device);
    reportTrouble({ code: 'device-lost', message: message || words.gpuTaken });
  });
}

function watchWebgl(gl: WebGL2RenderingContext): void {
  watched.add(gl);
  gl.canvas.addEventListener('webglcontextlost', (event) => {
    const { statusMessage } = event as WebGLContextEvent;
    reportTrouble({
      code: 'device-lost',
      message: statusMessage || words.webglTaken,
    });
  });
}

/** Why steps go through stock operations and the tape; empty where a step is recorded once and replayed, and on backends without either. */
function whyUnrecorded(id: BackendId): string {
  if (id === 'wasm') return whyNoModule();
  if (id !== 'webgpu' || hasFusedKernels()) return '';
  return words.stepsAreSlow(missingMembers());
}

/** Drops a backend whose device is lost, so that its next start asks for a new one. */
function forget(id: BackendId): void {
  const factory = tf.findBackendFactory(id);
  const { registry } = tf.engine();
  try {
    tf.removeBackend(id);
  } catch {
    delete registry[id]; // a lost device may refuse to free its memory, which went with it
    tf.removeBackend(id);
  }
  tf.registerBackend(id, factory, PRIORITY);
}

/** Of a backend among those that TensorFlow.js would choose by itself; here it is always named. */
const PRIORITY = 3;

/** How many threads may share a step on WASM: each step takes as many as are faster at that moment. */
const threadsText = (): string => (threadsAllowed() > 1 ? words.upToThreads(threadsAllowed()) : '');

/** Bytes that WASM's 32-bit addresses reach. */
const WASM_HEAP = 2 ** 32 - 2 ** 16;

/** The memory limits of the backend in use. WebGL states none, and no GPU states its memory as a whole. */
function memoryLimits(id: BackendId): MemoryLimits | undefined {
  if (id === 'wasm') return { total: WASM_HEAP };
  if (id !== 'webgpu') return undefined;
  const { limits } = (tf.backend() as unknown as { device: GPUDevice }).device;
  return { buffer: Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize) };
}

/**
 * Starts the best backend that there is for the request. Later errors of a GPU device go to `onTrouble` of the latest call.
 * @param memory stores which backend was faster here
 * @throws Error when not even plain JavaScript starts, which is a bug
 */
export async function chooseBackend(
  request: BackendRequest,
  onTrouble: DeviceTroubleHandler = () => {},
  pageHasWebgl: PageQuestion = () => true,
  memory?: SpeedMemory,
): Promise<BackendReport> {
  reportTrouble = onTrouble;
  const probes = await probeAll();
  const failures = new Map<BackendId, string>();
  const use = async (id: BackendId) => {
    if (id === 'webgl' && !(await pageHasWebgl())) throw new Error(words.switchedOff);
    await start(id);
    watchDevice();
  };
  const ids = request === 'auto' ? benchmarkCandidates(probes) : [];
  const speeds =
    ids.length > 1
      ? await runBackendBenchmark({ device: `${ids[0]}: ${probes[ids[0]].device}`, ids, memory, start: use })
      : {};
  for (const id of fastestFirst(backendOrder(request, probes), speeds)) {
    try {
      await use(id);
      const { software } = probes[id];
      const device = id === 'wasm' ? threadsText() : probes[id].device;
      const because = reasonFor(request, id, probes, failures, speeds);
      const reason = [because, whyUnrecorded(id)].filter(Boolean).join('; ');
      return { backend: id, device, software, reason, memory: memoryLimits(id), speeds };
    } catch (error) {
      failures.set(id, messageOf(error));
    }
  }
  throw new Error(words.nothingStarts([...failures].map(([id, why]) => `${id}: ${why}`)));
}
