/** A lazy island shows the newest data, and nothing once it is gone. */
import { expect, test } from 'vitest';
import type { Mount } from '../../../src/ui/canvas/island';
import { lazyIsland } from '../../../src/ui/canvas/lazyIsland';

function recorded() {
  const seen: (number | 'gone')[] = [];
  const mount: Mount<number> = () => ({
    update: (data) => void seen.push(data),
    destroy: () => void seen.push('gone'),
  });
  return { seen, mount };
}
const canvas = {} as HTMLCanvasElement;

test('what came while the code was loading is shown once, the newest of it', async () => {
  const { seen, mount } = recorded();
  const island = lazyIsland(async () => mount)(canvas);
  island.update(1);
  island.update(2);
  await new Promise((done) => setTimeout(done));
  island.update(3);
  island.destroy();
  expect(seen).toEqual([2, 3, 'gone']);
});

test('nothing is mounted on a canvas that is gone by then', async () => {
  const { seen, mount } = recorded();
  const island = lazyIsland(async () => mount)(canvas);
  island.update(1);
  island.destroy();
  await new Promise((done) => setTimeout(done));
  expect(seen).toEqual([]);
});

test('a load that fails is reported', async () => {
  const reported: string[] = [];
  lazyIsland(
    () => Promise.reject(new Error('offline')),
    () => reported.push('failed'),
  )(canvas);
  await new Promise((done) => setTimeout(done));
  expect(reported).toEqual(['failed']);
});
