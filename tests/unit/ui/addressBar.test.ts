import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ViewId } from '../../../src/config/address';
import { followView } from '../../../src/ui/shell/addressBar';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A browser's history of one page. */
function createScene() {
  const entries = ['?view=train&T=20'];
  let at = 0;
  let returned = () => {};
  const view = signal<ViewId>('train');
  const steps = signal(20);
  const known = signal(true);
  followView({
    view,
    address: () => (known.value ? `?view=${view.value}&T=${steps.value}` : null),
    bar: {
      push(address) {
        entries.splice(++at, entries.length, address);
      },
      replace(address) {
        entries[at] = address;
      },
      onReturn(call) {
        returned = call;
      },
      view: () => (/view=(\w+)/.exec(entries[at])?.[1] ?? null) as ViewId | null,
    },
  });
  const go = (by: number) => {
    at += by;
    returned();
    vi.runAllTimers();
  };
  return { entries, view, steps, known, go };
}

test('a change of view is an entry of its own, a change of a setting is none', () => {
  const { entries, view, steps } = createScene();
  steps.value = 30;
  vi.runAllTimers();
  view.value = 'process';
  vi.runAllTimers();
  steps.value = 40;
  vi.runAllTimers();
  expect(entries).toEqual(['?view=train&T=30', '?view=process&T=40']);
});

test('Back and Forward go through the views, and the settings stay those of now', () => {
  const { entries, view, steps, go } = createScene();
  view.value = 'process';
  view.value = 'sample';
  steps.value = 40;
  vi.runAllTimers();
  go(-1);
  expect(view.value).toBe('process');
  go(-1);
  expect(view.value).toBe('train');
  expect(entries).toEqual(['?view=train&T=40', '?view=process&T=40', '?view=sample&T=40']);
  go(1);
  expect(view.value).toBe('process');
  expect(entries).toHaveLength(3);
});

test('an entry waits until the address of the view is known', () => {
  const { entries, view, known } = createScene();
  known.value = false;
  view.value = 'compare';
  vi.runAllTimers();
  expect(entries).toHaveLength(1);
  known.value = true;
  expect(entries).toEqual(['?view=train&T=20', '?view=compare&T=20']);
});
