/** The files of the Sample view say what their samples and figures are of, and its model goes on in Train under the page's own settings. */
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import { createNotices } from '../../../src/state/notices';
import type { Lab } from '../../../src/ui/shell/lab';
import { downloadSamples } from '../../../src/ui/views/sample/files';
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
