import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onBeat } from '../../../src/ui/widgets/beat';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** An interval of its own for each test: beats last as long as the page. */
let interval = 1000;
beforeEach(() => {
  interval += 1;
});

test('what changes at different moments between two beats shows at the same one', () => {
  const shown: [string, number][] = [];
  const show = (name: string) => () => void shown.push([name, performance.now()]);
  onBeat(interval, show('header'));
  onBeat(interval, show('transport'));
  vi.advanceTimersByTime(0);
  expect(shown.map(([name]) => name)).toEqual(['header', 'transport']);
  vi.advanceTimersByTime(100);
  onBeat(interval, show('header'));
  vi.advanceTimersByTime(300);
  onBeat(interval, show('transport'));
  vi.advanceTimersByTime(interval - 401);
  expect(shown).toHaveLength(2);
  vi.advanceTimersByTime(1);
  expect(shown).toHaveLength(4);
  expect(shown[3][1]).toBe(shown[2][1]);
});

test('a beat calls once, however often it was requested, and not what was forgotten', () => {
  const call = vi.fn();
  const other = vi.fn();
  for (let i = 0; i < 5; i++) onBeat(interval, call);
  onBeat(interval, other)();
  vi.advanceTimersByTime(3 * interval);
  expect(call).toHaveBeenCalledOnce();
  expect(other).not.toHaveBeenCalled();
});
