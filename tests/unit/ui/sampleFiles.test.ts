/** The files of the Sample view say what their samples and figures are of, and its model goes on in Train under the page's own settings. */
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import { createNotices } from '../../../src/state/notices';
import { createSettings } from '../../../src/state/settings';
import type { Lab } from '../../../src/ui/shell/lab';
import { continueTraining, downloadSamples } from '../../../src/ui/views/sample/files';
import type { SampleModel } from '../../../src/ui/views/sample/model/sampleModel';

const MOONS: RunConfig = { ...DEFAULT_CONFIG, dataset: 'moons' };

test('points are drawn as those on the stage were, other ones for each file', async () => {
  const config: RunConfig = { ...MOONS, sampler: 'ddim', samplingSteps: 9, seed: 5 };
  const draws: Partial<RunConfig>[] = [];
  const session = {
    model: { value: { id: 'moons', config: MOONS } },
    samples: { value: { trajectory: { shape: [2] }, config } },
    async draw(count: number, overrides: Partial<RunConfig>) {
      draws.push(overrides);
      return new Float32Array(2 * count);
    },
  };
  const names: string[] = [];
  const lab = { notices: createNotices() } as Lab;
  for (let i = 0; i < 2; i++)
    await downloadSamples(lab, { session } as unknown as SampleModel, (name) => names.push(name));
  expect(names).toEqual(['samples-moons.csv', 'samples-moons.csv']);
  for (const each of draws) expect(each).toMatchObject({ sampler: 'ddim', samplingSteps: 9 });
  expect(new Set([config.seed, ...draws.map(({ seed }) => seed)]).size).toBe(3);
});

test.each([
  { weights: { ema: new Map() }, seed: 11 },
  { weights: { ema: new Map(), step: 300 }, seed: 5 }, // the batches of its next steps follow from the seed
])('training continues on the backend of the page, with seed $seed', async ({ weights, seed }) => {
  const opened: RunConfig[] = [];
  const lab = {
    settings: createSettings({ ...DEFAULT_CONFIG, backend: 'wasm', seed: 11 }),
    view: { value: 'sample' },
    notices: createNotices(),
    commands: {
      async openWeights(config: RunConfig) {
        opened.push(config);
        return true;
      },
    },
  } as unknown as Lab;
  const config: RunConfig = { ...MOONS, backend: 'webgl', seed: 5 };
  const session = { model: { value: { label: 'Moons', config, weights } } };
  await continueTraining(lab, { session } as unknown as SampleModel);
  expect(opened).toEqual([{ ...config, backend: 'wasm', seed }]);
});
