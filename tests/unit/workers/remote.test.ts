/** No call of a worker waits for ever once the worker has ended. */

import { expose } from 'comlink';
import { expect, test } from 'vitest';
import { isLostAnswer } from '../../../src/lib/lostAnswer';
import { createRemote, type WorkerLike } from '../../../workers/remote';

interface Api {
  twice(n: number): Promise<number>;
  never(): Promise<number>;
  refuse(): Promise<number>;
}

/** A worker on a message channel. */
function createWorker() {
  const { port1, port2 } = new MessageChannel();
  const api: Api = {
    twice: async (n) => 2 * n,
    never: () => new Promise(() => {}),
    refuse: async () => {
      throw new Error('no');
    },
  };
  expose(api, port2);
  port1.start();
  let fail = (_: Event) => {};
  const worker = {
    postMessage: port1.postMessage.bind(port1),
    addEventListener(type: string, call: (event: Event) => void) {
      if (type === 'error') fail = call;
      else port1.addEventListener(type, call);
    },
    removeEventListener: port1.removeEventListener.bind(port1),
    terminate() {
      port1.close();
      port2.close();
    },
  } as unknown as WorkerLike;
  const crash = (message: string) =>
    fail(Object.assign(new Event('error', { cancelable: true }), { message }));
  return { worker, crash };
}

const fate = (promise: Promise<unknown>) =>
  promise.then(
    (value) => value,
    (error: unknown) => (isLostAnswer(error) ? 'lost' : (error as Error).message),
  );

test('answers and exceptions pass; what waits when the worker ends is lost, and so is every later call', async () => {
  const { worker } = createWorker();
  const { api, end } = createRemote<Api>(worker);
  expect(await api.twice(4)).toBe(8);
  expect(await fate(api.refuse())).toBe('no');
  const waiting = fate(api.never());
  end();
  expect(await waiting).toBe('lost');
  expect(await fate(api.twice(1))).toBe('lost');
});

test('a crash of the worker loses what waits, and is reported with its message', async () => {
  const { worker, crash } = createWorker();
  const crashes: string[] = [];
  const { api } = createRemote<Api>(worker, (message) => crashes.push(message));
  const waiting = fate(api.never());
  crash('out of luck');
  expect(await waiting).toBe('lost');
  expect(crashes).toEqual(['out of luck']);
});
