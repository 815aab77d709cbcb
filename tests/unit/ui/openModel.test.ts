/** Train's and Sample's "Open model" read a file in one way: what one opens, the other opens as the same model. */
import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import { openChosenModel } from '../../../src/interop/chosenModel';
import { modelFiles, packModel } from '../../../src/interop/modelFile';
import { modelOf } from '../../../src/interop/runFile';
import { namedWeights } from '../../../src/model/namedWeights';
import { createNotices } from '../../../src/state/notices';
import { createSettings } from '../../../src/state/settings';
import type { FileWeights } from '../../../src/types/weights';
import { loadFiles } from '../../../src/ui/files/models';
import { openFiles } from '../../../src/ui/files/openFiles';
import type { Lab } from '../../../src/ui/shell/lab';

const CONFIG: RunConfig = { ...DEFAULT_CONFIG, dataset: 'moons', width: 8, depth: 1 };
const PIXELS: Partial<RunConfig> = { dataset: 'pixel-faces', model: 'unet', unet: 'rgb-16', classes: false };

function modelWith(changes: Partial<RunConfig>) {
  const config = { ...CONFIG, ...changes };
  const networks = namedWeights(config, { shape: config.model === 'mlp' ? [2] : [16, 16, 3], classes: 0 });
  const tensors = networks.unflatten(Float32Array.from({ length: networks.size }, (_, i) => i / 1024));
  return modelOf({ config }, networks, { tensors, training: null });
}
const zipped = async (changes: Partial<RunConfig>, dtype: 'F32' | 'F16' = 'F32') => {
  const zip = await packModel(modelWith(changes), { dtype });
  return [{ path: 'model.zip', file: new Blob([zip as BlobPart]) }];
};
const folder = async (changes: Partial<RunConfig>) =>
  Array.from(await modelFiles(modelWith(changes)), ([name, bytes]) => ({
    path: `model/${name}`,
    file: new Blob([bytes as BlobPart]),
  }));

test.each([
  ['an MLP', () => zipped({})],
  ['one in half precision', () => zipped({}, 'F16')],
  ['a flow', () => zipped({ process: 'flow', prediction: 'velocity', sampler: 'euler' })],
  ['a learned variance', () => zipped({ variance: 'learned' })],
  ['a folder of an MLP', () => folder({})],
  ['a U-Net', () => zipped(PIXELS)],
  ['a folder of a pipeline', () => folder(PIXELS)],
])('%s', async (_, filesOf) => {
  const files = await filesOf();
  const opened: [RunConfig, FileWeights][] = [];
  const lab = {
    settings: createSettings(DEFAULT_CONFIG),
    notices: createNotices(),
    view: signal('train'),
    preview: signal(null),
    sampleCommands: signal(null),
    openModel: openChosenModel,
    commands: { openWeights: async (...model: [RunConfig, FileWeights]) => opened.push(model) > 0 },
  } as unknown as Lab;
  expect(await openFiles(lab, files, 'model')).toBe(true);
  const { config, weights } = await loadFiles(lab, files);
  expect(opened.map(([config]) => config)).toEqual([config]);
  expect(opened[0][1].ema).toEqual(weights.ema);
});
