/** Crashes in a row lead to slower backends, and time without a crash leads back. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  backendLimit,
  CRASH_WINDOW,
  type Crash,
  limited,
  REST,
} from '../../../../src/state/run/backendLimit';
import type { BackendId } from '../../../../src/types/backend';

const crash = (at: number, backend: BackendId | null = 'webgpu'): Crash => ({ at, backend });

describe('the backend after crashes', () => {
  test.each<[string, readonly Crash[], BackendId | null]>([
    ['no crash: no limit', [], null],
    ['the first crash: the same backend', [crash(0)], null],
    ['two within two minutes: WebGL', [crash(0), crash(CRASH_WINDOW)], 'webgl'],
    ['two that are further apart: the same backend', [crash(0), crash(CRASH_WINDOW + 1)], null],
    ['a third, on WebGL: WASM', [crash(0), crash(10), crash(20, 'webgl')], 'wasm'],
    ['a third before its backend started: WASM', [crash(0), crash(10), crash(20, null)], 'wasm'],
    ['two on WebGL: WASM', [crash(0, 'webgl'), crash(10, 'webgl')], 'wasm'],
    ['many on WASM: WASM', [0, 1, 2, 3].map((at) => crash(at, 'wasm')), 'wasm'],
  ])('%s', (_, crashes, limit) => {
    expect(backendLimit(crashes, (crashes.at(-1)?.at ?? 0) + 1)).toBe(limit);
  });

  test('has no limit any more after 125 s without a crash, nor has the crash that follows', () => {
    const crashes = [crash(0), crash(10), crash(20, 'webgl')];
    expect(backendLimit(crashes, 20 + REST - 1)).toBe('wasm');
    expect(backendLimit(crashes, 20 + REST)).toBeNull();
    expect(backendLimit([...crashes, crash(20 + REST)], 21 + REST)).toBeNull();
  });

  test('never gets better by one more crash without a rest', () => {
    const rank = (limit: BackendId | null) => [null, 'webgl', 'wasm'].indexOf(limit);
    const backends = fc.constantFrom<(BackendId | null)[]>('webgpu', 'webgl', 'wasm', null);
    const gaps = fc.array(fc.tuple(fc.integer({ min: 0, max: REST - 1 }), backends), { maxLength: 12 });
    fc.assert(
      fc.property(gaps, (steps) => {
        let at = 0;
        let worst = 0;
        const crashes: Crash[] = [];
        for (const [gap, backend] of steps) {
          at += gap;
          crashes.push(crash(at, backend));
          const now = rank(backendLimit(crashes, at));
          expect(now).toBeGreaterThanOrEqual(worst);
          worst = now;
        }
      }),
    );
  });
});

test('a limit replaces a better backend and Automatic, and leaves a worse one', () => {
  expect([limited('webgpu', 'webgl'), limited('auto', 'webgl'), limited('wasm', 'webgl')]).toEqual([
    'webgl',
    'webgl',
    'wasm',
  ]);
  expect([limited('webgpu', null), limited('cpu', 'wasm')]).toEqual(['webgpu', 'cpu']);
});
