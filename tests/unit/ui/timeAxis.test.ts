import { signal } from '@preact/signals';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import type { Compare } from '../../../src/state/compare/compare';
import { chosenProcess, type ProcessFacts } from '../../../src/ui/chosenProcess';
import { timeTicks } from '../../../src/ui/islands/lossMap';
import { positionAfterKey, signalAt, tilePosition, timeAt, timeTextAt } from '../../../src/ui/time/axis';
import { createSideRun } from '../../../src/ui/views/compare/model/sideModel';

const press = (config: Parameters<typeof timeAt>[0], position: number, ...keys: string[]) =>
  keys.reduce((at, key) => positionAfterKey(config, at, { key, shiftKey: false }) ?? at, position);

test('the first tile of a strip is t = 0, the last the most noise, and each covers its own time', () => {
  const chain = { ...DEFAULT_CONFIG, process: 'ddpm', T: 200 } as const;
  expect(timeAt(chain, tilePosition(0, 9))).toBe(0);
  expect(timeAt(chain, tilePosition(8, 9))).toBe(199);
  for (let tile = 0; tile < 9; tile++) {
    expect(tilePosition(tile, 9)).toBeGreaterThanOrEqual(tile / 9);
    expect(tilePosition(tile, 9)).toBeLessThanOrEqual((tile + 1) / 9);
  }
});

test('the share of signal is that of the time which stands beside it, also while the clock is between two steps', () => {
  const config = { ...DEFAULT_CONFIG, process: 'ddpm', schedule: 'cosine', T: 100 } as const;
  // Nichol & Dhariwal 2021, Eq. 17, after 41 of 100 steps: position 0.4 lies at 39.6, where it is 64%
  const f = (u: number) => Math.cos((((u + 0.008) / 1.008) * Math.PI) / 2) ** 2;
  const exact = f(0.41) / f(0);
  const process = signal(chosenProcess(config));
  const { facts } = process.value as { facts: ProcessFacts };
  expect(timeTextAt(config, 0.4)).toBe('40');
  expect(signalAt(config, facts.signal, 0.4)).toBeCloseTo(exact, 2);
  expect(signalAt(config, facts.signal, 1)).toBe(facts.signal.at(-1));
  const compare = {
    runs: { a: signal(null) },
    sides: { a: { config: signal(config) } },
    pretrained: signal({ a: null, b: null }),
  } as unknown as Compare;
  const parts = { compare, config: signal(config), process, real: signal(null), position: signal(0.4) };
  const now = createSideRun({ ...parts, side: 'a' }).signalNow();
  expect(now.t).toBe('40');
  expect(now.signal).toBeCloseTo(exact, 6);
});

describe('keys of the time slider', () => {
  const chain = { ...DEFAULT_CONFIG, process: 'ddpm', T: 200 } as const;

  test('Home and three quick arrows stand at t = 3, wherever the clock was', () => {
    for (const position of [0, 0.237, 0.5, 1]) {
      const at = press(chain, position, 'Home', 'ArrowRight', 'ArrowRight', 'ArrowRight');
      expect(timeAt(chain, at)).toBe(3);
    }
  });

  test('every arrow moves one step of the chain, and back', () => {
    for (let t = 1; t < 199; t++) {
      expect(timeAt(chain, press(chain, t / 199, 'ArrowRight'))).toBe(t + 1);
      expect(timeAt(chain, press(chain, t / 199, 'ArrowLeft'))).toBe(t - 1);
    }
  });

  test('the ends hold, and page keys move a tenth', () => {
    expect(press(chain, 1, 'ArrowRight')).toBe(1);
    expect(press(chain, 0, 'ArrowDown', 'PageDown')).toBe(0);
    expect(press(chain, 0, 'PageUp')).toBeCloseTo(0.1, 12);
    expect(press(chain, 0.2, 'End')).toBe(1);
  });

  test('a continuous time moves a thousandth', () => {
    const sde = { ...DEFAULT_CONFIG, process: 'vp-sde' } as const;
    expect(timeAt(sde, press(sde, 0.5, 'ArrowRight'))).toBeCloseTo(0.501, 12);
  });

  test('other keys are not the slider\u2019s', () => {
    expect(positionAfterKey(chain, 0.5, { key: 'a', shiftKey: false })).toBeNull();
  });
});

test('no two numbers of a time axis overlap, on a phone neither, and its ends are among them', () => {
  /** Of 11 px digits, generously. */
  const widthOf = (t: number) => 6.5 * String(t).length;
  fc.assert(
    fc.property(
      fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 3999 })),
      fc.integer({ min: 60, max: 900 }),
      (lastTime, width) => {
        const ticks = timeTicks(lastTime, width);
        expect([ticks[0], ticks.at(-1)]).toEqual([0, lastTime]);
        let right = Number.NEGATIVE_INFINITY;
        ticks.forEach((t, i) => {
          const x = (width * t) / lastTime;
          // the first begins at the left end of the axis, the last ends at its right one
          const left = i === 0 ? 0 : i === ticks.length - 1 ? width - widthOf(t) : x - widthOf(t) / 2;
          expect(left).toBeGreaterThanOrEqual(right + 3);
          right = left + widthOf(t);
        });
      },
    ),
  );
  expect(timeTicks(199, 250)).toEqual([0, 50, 100, 150, 199]);
  expect(timeTicks(999, 250)).toEqual([0, 200, 400, 600, 800, 999]);
  expect(timeTicks(999, 200)).toEqual([0, 200, 400, 600, 999]);
  expect(timeTicks(1, 120)).toEqual([0, 0.5, 1]);
});
