import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { positionAfterKey, tilePosition, timeAt } from '../../../src/ui/time/axis';

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
