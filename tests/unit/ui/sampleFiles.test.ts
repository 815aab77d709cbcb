/** The files of the Sample view say what their samples and figures are of, and its model goes on in Train under the page's own settings. */
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import { readZip } from '../../../src/interop/zip';
import { createNotices } from '../../../src/state/notices';
import { createSettings } from '../../../src/state/settings';
import type { Lab } from '../../../src/ui/shell/lab';
import { continueTraining, downloadModel, downloadSamples } from '../../../src/ui/views/sample/files';
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

test('the points of a model with classes have their classes beside them', async () => {
  const config: RunConfig = { ...DEFAULT_CONFIG, dataset: 'gaussians-8', classes: true };
  const session = {
    model: { value: { id: 'eight', config } },
    samples: { value: { trajectory: { shape: [2] }, config } },
    draw: async (count: number) => new Float32Array(2 * count),
  };
  const texts: string[] = [];
  const lab = { notices: createNotices() } as Lab;
  await downloadSamples(lab, { session } as unknown as SampleModel, (_, text) => texts.push(String(text)));
  const [header, ...rows] = texts[0].split('\n');
  expect(header).toBe('x,y,class');
  const classes = rows.map((row) => row.split(',')[2]);
  expect(new Set(classes.slice(0, 8)).size).toBe(8);
  expect(classes[8]).toBe(classes[0]);
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
  const session = { model: { value: { label: 'Moons', config, weights, file: { run: null } } } };
  await continueTraining(lab, { session } as unknown as SampleModel);
  expect(opened).toEqual([{ ...config, backend: 'wasm', seed }]);
});

describe('the card of a saved model', () => {
  const score = { kind: 'energy distance', value: 0.002, floor: 0.001, spread: null, n: 2000 };
  const measurement = { score, second: score };

  /** The sentence on how the measured samples were drawn; undefined where there is none. @param probed whether others than those on the stage were measured */
  async function drawnWith(drawn: Partial<RunConfig>, probed: boolean) {
    const tensors = new Map([['input.weight', { shape: [1], data: new Float32Array(1) }]]);
    const file = { kind: 'mlp', config: {}, tensors, run: null, training: null };
    const model = {
      quality: { value: measurement },
      probe: { result: { value: probed ? measurement : null } },
      session: {
        model: { value: { id: 'moons', config: MOONS, file } },
        samples: { value: { config: { ...MOONS, ...drawn } } },
      },
    } as unknown as SampleModel;
    const saved: Uint8Array[] = [];
    const lab = { notices: createNotices() } as Lab;
    await downloadModel(lab, model, (_, bytes) => saved.push(bytes as unknown as Uint8Array));
    const readme = new TextDecoder().decode((await readZip(saved[0])).get('README.md'));
    expect(readme).toContain('| 0.002 | 0.001 | 2000 |');
    return /drawn with `(.*)`/.exec(readme)?.[1];
  }

  test('names what its figures were drawn with, where its settings do not', async () => {
    const named = await drawnWith({ sampler: 'ddim', samplingSteps: 9, seed: 99 }, false);
    expect(named).toMatch(/^sampler=ddim&samplingSteps=9&.*seed=99$/);
    expect(await drawnWith({}, false)).toBeUndefined();
  });

  test('names no seed of samples that were drawn in parts to be measured, which have many', async () => {
    const named = await drawnWith({ sampler: 'ddim', samplingSteps: 9, seed: 99 }, true);
    expect(named).toMatch(/^sampler=ddim&samplingSteps=9&/);
    expect(named).not.toContain('seed');
    expect(await drawnWith({ seed: 99 }, true)).toBeUndefined();
  });
});
