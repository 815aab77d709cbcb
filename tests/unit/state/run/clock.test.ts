import { describe, expect, test } from 'vitest';
import { createClock } from '../../../../src/state/run/clock';

const run = (clock: ReturnType<typeof createClock>, seconds: number) => {
  for (let i = 0; i < seconds * 50; i++) clock.advance(20);
};

describe('the clock', () => {
  test('plays from noise to data in 4.2 s, holds the result, and starts again', () => {
    const clock = createClock();
    clock.play();
    expect(clock.position.value).toBe(1);
    run(clock, 4.2);
    expect(clock.position.value).toBeCloseTo(0, 6);
    run(clock, 1.9);
    expect([clock.position.value, clock.loops.value]).toEqual([0, 0]);
    run(clock, 0.2);
    expect(clock.loops.value).toBe(1);
    expect(clock.position.value).toBeGreaterThan(0.9);
  });

  test('slows near the data', () => {
    const clock = createClock();
    clock.play();
    run(clock, 2.1);
    expect(clock.position.value).toBeLessThan(0.35); // half the time, two thirds of the way
  });

  test('stops as soon as it is set, and stays', () => {
    const clock = createClock();
    clock.play();
    clock.seek(0.3);
    run(clock, 1);
    expect([clock.position.value, clock.playing.value]).toEqual([0.3, false]);
  });

  test('plays from its present position', () => {
    const clock = createClock();
    clock.seek(0.3);
    clock.play();
    expect(clock.position.value).toBeCloseTo(0.3, 9);
  });

  test('a gap of an hour, as in a hidden tab, counts as one frame', () => {
    const clock = createClock();
    clock.play();
    clock.advance(3_600_000);
    expect(clock.position.value).toBeGreaterThan(0.95);
  });

  test('in stills it stops at nine positions, and starts at the result', () => {
    const clock = createClock({ stills: () => true });
    clock.begin();
    expect([clock.position.value, clock.playing.value]).toEqual([0, false]);
    clock.play();
    const places = new Set<number>();
    for (let i = 0; i < 300; i++) {
      places.add(clock.position.value);
      clock.advance(20);
    }
    expect(places.size).toBe(9);
  });
});
