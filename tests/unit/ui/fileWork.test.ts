/** The samples that Train saves: drawn for the file, or not saved where the draw was cancelled. */
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { createNotices } from '../../../src/state/notices';
import type { Lab } from '../../../src/ui/shell/lab';
import { cancelDraw, SAVING } from '../../../src/ui/views/train/fileWork';
import type { DrawRequest } from '../../../workers/protocol';

/** A lab with a run of points, whose draws end when the test says so, or when they are cancelled. */
function labOf() {
  const draws: { readonly request: DrawRequest; readonly end: (points: number) => void }[] = [];
  const run = { runId: 1, config: { ...DEFAULT_CONFIG, dataset: 'moons' }, samples: {} };
  const lab = {
    store: { run: () => ({ value: run }) },
    notices: createNotices(),
    trainer: {
      draw: (request: DrawRequest) =>
        new Promise<Float32Array>((resolve) => {
          draws.push({ request, end: (points) => resolve(new Float32Array(2 * points)) });
        }),
      cancelDraw: async () => draws.at(-1)?.end(3000),
    },
  } as unknown as Lab;
  return { lab, draws };
}

test('samples are drawn anew for each file', async () => {
  const { lab, draws } = labOf();
  const names: string[] = [];
  for (let i = 0; i < 2; i++) {
    const saved = SAVING.samples(lab, (name) => names.push(name));
    draws[i].end(draws[i].request.count);
    await saved;
  }
  expect(names).toHaveLength(2);
  expect(draws[0].request.seed).not.toBe(draws[1].request.seed);
});

test('a draw that is cancelled saves nothing, also where most points are there, and is no problem', async () => {
  const { lab } = labOf();
  const names: string[] = [];
  const saved = SAVING.samples(lab, (name) => names.push(name));
  cancelDraw();
  await saved;
  expect(names).toEqual([]);
  expect(lab.notices.list.value).toEqual([]);
});
