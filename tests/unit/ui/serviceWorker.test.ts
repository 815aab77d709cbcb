/** A press on Reload loads the new version as soon as the browser has activated it, and asks again where the browser does not. */
import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createNotices } from '../../../src/state/notices';
import type { Lab } from '../../../src/ui/shell/lab';
import { followUpdates } from '../../../src/ui/shell/serviceWorker';

/** A version of the service worker whose state the test sets. */
class Version extends EventTarget {
  state = 'installed';
  readonly messages: unknown[] = [];
  postMessage(message: unknown): void {
    this.messages.push(message);
  }
  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

const reload = vi.fn();
beforeEach(() => {
  vi.useFakeTimers();
  reload.mockReset();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A page to which a version is offered, after a press on Reload. */
async function pressed() {
  const waiting = new Version();
  const registration = Object.assign(new EventTarget(), { active: new Version(), waiting });
  vi.stubGlobal('navigator', { serviceWorker: { register: async () => registration } });
  vi.stubGlobal('document', Object.assign(new EventTarget(), { baseURI: 'https://site/' }));
  vi.stubGlobal('location', { reload });
  const startEmptyWorker = vi.fn(async () => {});
  const notices = createNotices();
  const run = signal<{ readonly phase: string } | null>(null);
  await followUpdates({
    notices,
    store: { run: () => run },
    extra: signal({}),
    startEmptyWorker,
  } as unknown as Lab);
  notices.list.value[0].actions![0].run();
  return { waiting, startEmptyWorker, notices, run };
}

test('the page loads when the waiting version is activated, and requests no worker for a browser that activates it', async () => {
  const { waiting, startEmptyWorker } = await pressed();
  expect(waiting.messages).toEqual(['activate']);
  waiting.become('activating');
  vi.advanceTimersByTime(60_000);
  expect(reload).not.toHaveBeenCalled();
  waiting.become('activated');
  expect(reload).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(60_000);
  expect(startEmptyWorker).not.toHaveBeenCalled();
});

test('while the version still waits a worker is requested again and again, at which Chromium looks for it', async () => {
  const { waiting, startEmptyWorker } = await pressed();
  vi.advanceTimersByTime(10_000);
  const { length } = startEmptyWorker.mock.calls;
  expect(length).toBeGreaterThan(1);
  waiting.become('activating');
  vi.advanceTimersByTime(60_000);
  expect(startEmptyWorker).toHaveBeenCalledTimes(length);
});

test('it is requested a minute or two at most, and a worker that cannot be loaded is no error', async () => {
  const { startEmptyWorker } = await pressed();
  startEmptyWorker.mockRejectedValue(new Error('no network'));
  await vi.advanceTimersByTimeAsync(130_000);
  const { length } = startEmptyWorker.mock.calls;
  await vi.advanceTimersByTimeAsync(600_000);
  expect(startEmptyWorker).toHaveBeenCalledTimes(length);
});

test('a run that began since the press is not ended: the page offers to load once more when it has ended', async () => {
  const { waiting, notices, run } = await pressed();
  notices.dismiss(notices.list.value[0].id);
  run.value = { phase: 'training' };
  waiting.become('activated');
  expect(reload).not.toHaveBeenCalled();
  expect(notices.list.value).toEqual([]);
  run.value = { phase: 'done' };
  expect(reload).not.toHaveBeenCalled();
  notices.list.value[0].actions![0].run();
  expect(reload).toHaveBeenCalledOnce();
});
