/** What lies in public/pretrained is a complete diffusers folder that the app's own readers take, small enough to ship. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../../../src/config/family';
import { openPlan } from '../../../src/config/openPlan';
import { createProcess } from '../../../src/diffusion/processes';
import { parseModelCard, parseModelIndex } from '../../../src/interop/modelCard';
import { unpackModelFolder } from '../../../src/interop/modelFile';
import { asMeasured } from '../../../src/ui/files/models';

const SHIPPED = join(import.meta.dirname, '../../../public/pretrained');
const json = (path: string): unknown => JSON.parse(readFileSync(join(SHIPPED, path), 'utf8'));
const FILES = [
  'model_index.json',
  'unet/config.json',
  'unet/diffusion_pytorch_model.safetensors',
  'scheduler/scheduler_config.json',
];
const unets = parseModelIndex(json('index.json')).filter(({ kind }) => kind === 'unet');

describe('the shipped image models', () => {
  test('are at least MNIST with two schedules, MNIST by class, Fashion-MNIST, and flowers in colour', () => {
    const ids = unets.map(({ id }) => id);
    for (const id of [
      'mnist-linear',
      'mnist-cosine',
      'mnist-classes',
      'fashion-mnist-cosine',
      'flowers-cosine',
    ])
      expect(ids).toContain(id);
  });

  test.each(unets.map(({ id }) => id))(
    '%s is read, with as many finite weights as its card says',
    async (id) => {
      const card = parseModelCard(json(`${id}/card.json`));
      const files = new Map(
        FILES.map((name) => [name, new Uint8Array(readFileSync(join(SHIPPED, id, name)))]),
      );
      const model = await unpackModelFolder(files);
      expect(model.kind).toBe('unet');
      let count = 0;
      for (const { data } of model.tensors.values()) {
        count += data.length;
        expect(data.every(Number.isFinite)).toBe(true);
      }
      expect(count).toBe(card.parameters);
    },
  );

  test('MNIST linear and cosine differ in the schedule alone: same network, batch, seed and steps', () => {
    const config = (id: string) => readFileSync(join(SHIPPED, id, 'unet/config.json'), 'utf8');
    expect(config('mnist-linear')).toBe(config('mnist-cosine'));
    const [linear, cosine] = ['mnist-linear', 'mnist-cosine'].map((id) =>
      parseModelCard(json(`${id}/card.json`)),
    );
    expect(linear.steps).toBe(cosine.steps);
    expect(linear.batch).toBe(cosine.batch);
  });

  test.each(unets.map(({ id }) => id))(
    '%s begins with the sampler that its figures were measured with',
    (id) => {
      const card = parseModelCard(json(`${id}/card.json`));
      const config = asMeasured(defaultsOf('mnist'), card);
      expect(card.sampler.startsWith(`${config.sampler}, ${config.samplingSteps} steps`)).toBe(true);
      expect(openPlan(config, createProcess(config)).nfe).toBeLessThanOrEqual(100);
    },
  );

  test('weigh at most 14 MB together with the others', () => {
    const files = readdirSync(SHIPPED, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const bytes = files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
    expect(bytes).toBeLessThanOrEqual(14_000_000);
  });
});
