/** `npm run pretrain` on images: a few steps of the smallest network, stopped on the way and gone on with, give what the page opens. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { type ImagePretraining, pretrainImages } from '../../scripts/pretrain/imagePreset';
import { configOf } from '../../src/config/presets';
import { parseModelCard } from '../../src/interop/modelCard';
import { unpackModelFolder } from '../../src/interop/modelFile';
import { useNodeBackend } from './nodeBackends';

const work = mkdtempSync(join(tmpdir(), 'pretrain-'));
afterAll(() => rmSync(work, { recursive: true }));

const FILES = [
  'model_index.json',
  'unet/config.json',
  'unet/diffusion_pytorch_model.safetensors',
  'scheduler/scheduler_config.json',
];

const options = (name: string, changes: Partial<ImagePretraining> = {}): ImagePretraining => ({
  id: 'mnist-tiny',
  label: 'MNIST, a few steps',
  config: { ...configOf('mnist-tiny'), trainingSteps: 6, batchSize: 2, samplingSteps: 2 },
  folder: join(work, name),
  checkpoint: join(work, `${name}.zip`),
  every: 1e9,
  measured: 4,
  classifier: 'public/classifier/mnist.safetensors',
  report: { backend: 'wasm', device: '', software: false, reason: '' },
  read: async (url) => new Uint8Array(await readFile(fileURLToPath(url))),
  interrupted: () => false,
  log: () => {},
  ...changes,
});

const weightsIn = (name: string) => readFileSync(join(work, name, FILES[2]));

test('stopped and gone on with, it ends with the same weights as in one go, and a card of its figures', async () => {
  await useNodeBackend('wasm');
  expect(await pretrainImages(options('whole'))).toBe(true);
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  expect(await pretrainImages(options('parts', { log, interrupted: () => lines.length > 0 }))).toBe(false);
  expect(existsSync(join(work, 'parts'))).toBe(false);
  expect(await pretrainImages(options('parts', { log }))).toBe(true);
  const resumed = lines.map((line) => /resumes from step (\d)/.exec(line)?.[1]).filter(Boolean);
  expect(resumed).toHaveLength(1);
  expect(Number(resumed[0])).toBeLessThan(6);
  expect(weightsIn('parts').equals(weightsIn('whole'))).toBe(true);
  expect(existsSync(join(work, 'parts.zip'))).toBe(false); // nothing is left to go on with

  const card = parseModelCard(JSON.parse(readFileSync(join(work, 'parts', 'card.json'), 'utf8')));
  expect(card).toMatchObject({ id: 'mnist-tiny', kind: 'unet', data: 'mnist', parameters: 67_673, steps: 6 });
  expect(card.quality).toMatchObject({ samples: 4, frechet: expect.any(Number), floor: expect.any(Object) });
  const model = await unpackModelFolder(
    new Map(FILES.map((file) => [file, readFileSync(join(work, 'parts', file))])),
  );
  expect(model).toMatchObject({ kind: 'unet', scheduler: { T: 1000, schedule: 'cosine' } });
  for (const { data } of model.tensors.values()) expect(data.every(Number.isFinite)).toBe(true);
});
