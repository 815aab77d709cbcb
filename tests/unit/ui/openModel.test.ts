/** Train's and Sample's "Open model" read a file in one way: what one opens, the other opens as the same model. */
import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import { type MlpFile, modelFiles, packModel } from '../../../src/interop/modelFile';
import { modelOf } from '../../../src/interop/runFile';
import { namedWeights } from '../../../src/model/namedWeights';
import { createNotices } from '../../../src/state/notices';
import { openModel } from '../../../src/state/openModel';
import type { FileFacts } from '../../../src/state/run/modelSource';
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
  const { lab, opened } = labInTrain();
  expect(await openFiles(lab, files, 'model')).toBe(true);
  const { config, weights, file } = await loadFiles(lab, files);
  expect(opened.map(([config]) => config)).toEqual([config]);
  expect(opened[0][1].ema).toEqual(weights.ema);
  expect(opened[0][2]).toMatchObject({ statesTraining: file.run !== null });
});

/** Train with nothing in it, and the models that were opened there. */
function labInTrain() {
  const opened: [RunConfig, FileWeights, FileFacts?][] = [];
  const lab = {
    settings: createSettings(DEFAULT_CONFIG),
    notices: createNotices(),
    view: signal('train'),
    preview: signal(null),
    sampleCommands: signal(null),
    openModel,
    commands: {
      openWeights: async (...model: [RunConfig, FileWeights, FileFacts?]) => opened.push(model) > 0,
    },
  } as unknown as Lab;
  return { lab, opened };
}

test('a model changes neither the backend of the page nor, where its training does not go on exactly, the seed', async () => {
  const { lab, opened } = labInTrain();
  lab.settings.replace({ ...DEFAULT_CONFIG, backend: 'wasm', seed: 42 });
  const hint = () => lab.notices.list.value[0].hint;
  await openFiles(lab, await zipped({}), 'model');
  expect(hint()).toMatch(/count from 0/);
  const training = { step: 30, params: new Map(), m: new Map(), v: new Map() };
  const { openModel: read } = lab;
  Object.assign(lab, {
    openModel: async (...files: Parameters<typeof read>) => {
      const model = await read(...files);
      return { ...model, weights: { ...training, ...model.weights } };
    },
  });
  await openFiles(lab, await zipped({ seed: 3 }), 'model');
  expect(opened.map(([{ backend, seed }]) => [backend, seed])).toEqual([
    ['wasm', 42],
    ['wasm', 3],
  ]);
  expect(hint()).toMatch(/at its step 30/);
});

test('weights of another network take the place of no run, and the notice names the tensor', async () => {
  const { config, ...file } = modelWith({}) as MlpFile;
  const zip = await packModel({ ...file, config: { ...config, width: 16 }, run: null });
  const { lab, opened } = labInTrain();
  const files = [{ path: 'other.zip', file: new Blob([zip as BlobPart]) }];
  expect(await openFiles(lab, files, 'model')).toBe(false);
  expect(opened).toEqual([]);
  const [notice] = lab.notices.list.value;
  expect(`${notice.message} ${notice.hint}`).toMatch(
    /other\.zip.*"input\.weight" has the shape \[.*\].*Nothing was changed/,
  );
});

test('a refusal in Train begins with the name of the file as it is written', async () => {
  const { lab } = labInTrain();
  await openFiles(lab, [{ path: 'notes.txt', file: new Blob(['none']) }], 'model');
  expect(lab.notices.list.value[0].hint).toMatch(/^config\.json: found only "notes\.txt"/);
});

test('an exported ONNX file is refused with the file that can be opened', async () => {
  const { lab } = labInTrain();
  await openFiles(lab, [{ path: 'model.onnx', file: new Blob([Uint8Array.of(8, 8)]) }], 'model');
  const [{ hint }] = lab.notices.list.value;
  expect(hint).toMatch(/^"model\.onnx": found an ONNX graph.*open the ZIP that "Download model" saved/);
});
