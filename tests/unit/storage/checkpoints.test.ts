/** Which checkpoints of a run stay, which count as the best, and which run of a file is here already. */
import { openDB } from 'idb';
import { expect, test } from 'vitest';
import { removeOldest } from '../../../src/storage/checkpoints';
import { connect } from '../../../src/storage/database';
import type { Manifest, RunQuality } from '../../../src/storage/schema';
import { facts } from './facts';
import { checkpoint, newDatabase, openTab, quality } from './library';

const stepsOf = async (name: string): Promise<number[]> => {
  const database = await openDB(name);
  const manifests: Manifest[] = await database.getAll('manifests');
  database.close();
  return manifests.map(({ step }) => step);
};

/** The steps that stay of these checkpoints, each saved with the newest measurement of then. */
async function staying(saves: readonly (readonly [step: number, measured: RunQuality | null])[]) {
  const name = newDatabase();
  const tab = openTab(name);
  for (const [step, measured] of saves) await tab.save(checkpoint('one', step), facts({ quality: measured }));
  return stepsOf(name);
}

const frechet = (step: number, value: number): RunQuality => {
  const { score, second } = quality(step, value);
  return { step, score: { ...score, kind: 'Fréchet distance' }, second };
};

test('a checkpoint that is saved again takes no place of another one', async () => {
  expect(
    await staying([
      [10, null],
      [20, null],
      [20, null],
    ]),
  ).toEqual([10, 20]);
});

test('a measurement between two checkpoints counts for the later one', async () => {
  expect(
    await staying([
      [10, quality(10, 0.5)],
      [20, quality(15, 0.1)],
      [30, quality(30, 0.4)],
      [40, quality(40, 0.6)],
      [50, quality(50, 0.7)],
    ]),
  ).toEqual([20, 40, 50]);
});

test('a measurement of a later step counts for no checkpoint before it', async () => {
  expect(
    await staying([
      [10, quality(10, 0.5)],
      [20, quality(25, 0.1)],
      [30, quality(30, 0.4)],
      [40, quality(40, 0.6)],
      [50, quality(50, 0.7)],
    ]),
  ).toEqual([30, 40, 50]);
});

test('the best is that of the measure of the newest measurement', async () => {
  expect(
    await staying([
      [10, quality(10, 0.001)],
      [20, frechet(20, 3)],
      [30, frechet(30, 5)],
      [40, frechet(40, 4)],
    ]),
  ).toEqual([20, 30, 40]);
});

test('a run of a file is here already where step, moment and all numbers are the same', async () => {
  const tab = openTab(newDatabase());
  await tab.save(checkpoint('one', 10), facts());
  const { record, checkpoint: own } = await tab.load('one');
  const { state } = own;
  const copies = [
    { ...own, savedAt: 5 },
    { ...own, savedAt: 5 },
    { ...own, savedAt: 6 },
    { ...own, savedAt: 5, state: { ...state, v: Float32Array.of(9, 9, 9) } },
  ];
  const added = [];
  for (const copy of copies) added.push(await tab.add({ record, checkpoint: copy }));
  expect(added).toEqual([true, false, true, true]);
  expect(await tab.list()).toHaveLength(4);
});

test('the checkpoint that was saved first goes first where room is short, and no newest one of a run', async () => {
  const name = newDatabase();
  const tab = openTab(name);
  const saved = async (id: string, step: number, savedAt: number) =>
    tab.save(checkpoint(id, step, { savedAt }), facts());
  await saved('old', 7, 1);
  await saved('one', 10, 4);
  await saved('one', 20, 5);
  await saved('two', 30, 2);
  await saved('two', 40, 3);
  const connection = connect(name);
  const remove = () => connection.use('write', removeOldest);
  expect(await remove()).toBe('checkpoint');
  expect(await stepsOf(name)).toEqual([7, 10, 20, 40]);
  expect(await remove()).toBe('checkpoint');
  expect(await stepsOf(name)).toEqual([7, 20, 40]);
  expect(await remove()).toBeNull();
  await connection.close();
});
