/** The clock of a comparison beside its runs. */
import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { createClock } from '../../../src/state/run/clock';
import {
  FIRST_POSITION,
  playFirstSamples,
  showResult,
  stopAtResult,
} from '../../../src/ui/views/compare/model/firstSamples';
import type { SideModel } from '../../../src/ui/views/compare/model/sideModel';

type Reel = SideModel['reel']['value'];
const REEL = {} as NonNullable<Reel>;

/** @param trained whether the sides are trained, or only drawn from */
function comparison(trained: boolean, stills = false) {
  const clock = createClock({ stills: () => stills });
  const side = () => ({ reel: signal<Reel>(null), frozen: signal(!trained) });
  const [a, b] = [side(), side()];
  const over = signal(false);
  clock.seek(FIRST_POSITION);
  playFirstSamples(clock, [a, b]);
  stopAtResult(clock, over);
  showResult(clock, over, [a, b]);
  const end = () => {
    a.reel.value = REEL;
    b.reel.value = REEL;
    over.value = true;
  };
  return { clock, a, over, end };
}

/** Some frames of a playing clock: its longest gap counts as 50 ms. */
const pass = ({ advance }: { advance(milliseconds: number): void }, seconds: number) => {
  for (let i = 0; i < 20 * seconds; i++) advance(50);
};

test('the first samples play once, from noise to the result, where the clock rests', () => {
  const { clock, end } = comparison(false);
  end();
  expect(clock.playing.value).toBe(true);
  expect(clock.position.value).toBe(1);
  pass(clock, 5);
  expect(clock.playing.value).toBe(false);
  expect(clock.position.value).toBe(0);
});

test('without motion the result shows at once', () => {
  const { clock, end } = comparison(false, true);
  end();
  expect([clock.playing.value, clock.position.value]).toEqual([false, 0]);
});

test.each([1, 0.25, 0])('a slider that was put to %f before the samples of models came stays there', (at) => {
  const { clock, end } = comparison(false);
  clock.seek(at);
  end();
  expect([clock.playing.value, clock.position.value]).toEqual([false, at]);
});

test('the samples after a reset play from the result of those before, and not from where the slider was put since', () => {
  const { clock, a, over, end } = comparison(true);
  const reset = () => {
    a.reel.value = null;
    over.value = false;
  };
  const first = () => {
    a.reel.value = REEL;
  };
  first();
  clock.seek(0);
  reset();
  first();
  expect(clock.playing.value).toBe(true);
  clock.seek(0);
  reset();
  clock.seek(0.5);
  first();
  expect([clock.playing.value, clock.position.value]).toEqual([false, 0.5]);
  end();
});

test('the end of a training shows its result, wherever the clock stood', () => {
  const { clock, a, over } = comparison(true);
  clock.seek(0.25);
  a.reel.value = REEL;
  expect([clock.playing.value, clock.position.value]).toEqual([false, 0.25]);
  over.value = true;
  expect([clock.playing.value, clock.position.value]).toEqual([false, 0]);
});
