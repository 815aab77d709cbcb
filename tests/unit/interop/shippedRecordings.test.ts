/** The samples that ship with each image model are those that the Sample view would draw. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
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
  expect([count, shape]).toEqual([64, [28, 28, 1]]);
  expect(nfe).toBeGreaterThanOrEqual(recorded.config.samplingSteps);
  // the last frame is images: nearly all pixels are near black or white, which noise is not
  const last = states.subarray((states.length / frames) * (frames - 1));
  expect(last.filter((value) => Math.abs(value) > 0.6).length / last.length).toBeGreaterThan(0.6);
});
