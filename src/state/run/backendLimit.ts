/**
 * The backend limit is the best backend that a trainer may use after crashes, a pure function of their history: the first crash changes
 * nothing, a second one within two minutes forbids the backend that crashed, and each further one the backend below it, down to WASM.
 * After 125 s without a crash there is no limit any more: Chromium blocks WebGL for two minutes after it reset a GPU.
 */
import type { RunConfig } from '../../config/fields';
import type { BackendId } from '../../types/backend';

export interface Crash {
  /** Milliseconds of a clock that only goes forward. */
  readonly at: number;
  /** The backend in use; null where none had started. */
  readonly backend: BackendId | null;
}

/** Milliseconds: two crashes that are further apart have nothing to do with each other. */
export const CRASH_WINDOW = 120_000;
/** Milliseconds without a crash after which the requested backend is used again. */
export const REST = 125_000;

/** The best first; plain JavaScript is no way out of a crash. */
const LADDER = ['webgpu', 'webgl', 'wasm'] as const satisfies readonly BackendId[];
type Limit = (typeof LADDER)[number];

const rankOf = (backend: BackendId): number => {
  const rank = LADDER.indexOf(backend as Limit);
  return rank < 0 ? LADDER.length - 1 : rank;
};

const below = (backend: BackendId): Limit => LADDER[Math.min(rankOf(backend) + 1, LADDER.length - 1)];

/**
 * @param crashes in the order of their time
 * @returns null where every backend may be used
 */
export function backendLimit(crashes: readonly Crash[], now: number): BackendId | null {
  let limit: Limit | null = null;
  let before = Number.NEGATIVE_INFINITY;
  for (const { at, backend } of crashes) {
    if (at - before >= REST) limit = null;
    else if (limit) limit = LADDER[Math.max(rankOf(limit), rankOf(below(backend ?? limit)))];
    else if (at - before <= CRASH_WINDOW) limit = below(backend ?? 'webgpu');
    before = at;
  }
  return now - before >= REST ? null : limit;
}

/** The backend to request where `limit` is the best that may be used. */
export function limited(requested: RunConfig['backend'], limit: BackendId | null): RunConfig['backend'] {
  if (limit === null || requested === 'cpu') return requested;
  return requested === 'auto' || rankOf(requested) < rankOf(limit) ? limit : requested;
}
