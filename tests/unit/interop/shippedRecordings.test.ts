/** The samples that ship with each image model are those that the Sample view would draw. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { IMAGE_DATASETS, type ImageDatasetId } from '../../../datasets/images';
import { parseModelCard, parseModelIndex } from '../../../src/interop/modelCard';
import { unpackModelFolder } from '../../../src/interop/modelFile';
import { openedModel } from '../../../src/interop/openedModel';
import { readTrajectoryFile } from '../../../src/interop/zippedTrajectory';
import { samplesAlike } from '../../../src/state/sample/settings';
import { asMeasured } from '../../../src/ui/files/models';

const SHIPPED = join(import.meta.dirname, '../../../public/pretrained');
const read = (...path: string[]) => new Uint8Array(readFileSync(join(SHIPPED, ...path)));
const json = (...path: string[]) => JSON.parse(new TextDecoder().decode(read(...path)));
const IMAGE_MODELS = parseModelIndex(json('index.json')).filter(({ kind }) => kind === 'unet');

/** Mean square of the difference of neighbours in a row over twice the variance: 1 of noise. @param images [n, size, size, channels] */
function roughness(images: Float32Array, size: number, channels: number): number {
  const mean = images.reduce((sum, v) => sum + v, 0) / images.length;
  const variance = images.reduce((sum, v) => sum + (v - mean) ** 2, 0) / images.length;
  let [sum, pairs] = [0, 0];
  for (let i = channels; i < images.length; i++) {
    if (Math.floor(i / channels) % size === 0) continue; // the first of a row has no left neighbour
    sum += (images[i] - images[i - channels]) ** 2;
    pairs++;
  }
  return sum / pairs / (2 * variance);
}

test('there are image models', () => expect(IMAGE_MODELS.length).toBeGreaterThanOrEqual(4));

test.each(IMAGE_MODELS.map(({ id }) => id))('%s: sixty-four, with the settings of its card', async (id) => {
  const card = parseModelCard(json(id, 'card.json'));
  const files = ['unet', 'scheduler'].flatMap((folder) =>
    readdirSync(join(SHIPPED, id, folder)).map(
      (name) => [`${folder}/${name}`, read(id, folder, name)] as const,
    ),
  );
  const { config } = openedModel(await unpackModelFolder(new Map(files)), card.data);
  const recorded = await readTrajectoryFile(read(id, 'samples.dlr'));
  expect(samplesAlike(recorded.config, asMeasured(config, card))).toBe(true);
  const { count, shape, nfe, states, frames } = recorded.trajectory;
  const { height, width, channels } = IMAGE_DATASETS[card.data as ImageDatasetId];
  expect([count, shape]).toEqual([64, [height, width, channels]]);
  expect(nfe).toBeGreaterThanOrEqual(recorded.config.samplingSteps);
  const size = states.length / frames;
  const [first, last] = [states.subarray(0, size), states.subarray(size * (frames - 1))];
  expect(roughness(first, width, channels)).toBeGreaterThan(0.9);
  expect(roughness(last, width, channels)).toBeLessThan(0.4);
});
