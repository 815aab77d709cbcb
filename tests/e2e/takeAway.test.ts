/** What is made in the page leaves it in the form that the next tool reads: code, half precision, a model card, ONNX. */
import { expect, test } from 'vitest';
import { unpackModel } from '../../src/interop/modelFile';
import { readSafetensors } from '../../src/interop/safetensors';
import { readZip } from '../../src/interop/zip';
import { browserOn, download, open } from './browser';

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

test('a shipped model of points leaves Sample as code, and in full and half precision with a model card', async () => {
  const { page, faults } = await open(
    await browserOn('webgl'),
    '?view=sample&pretrained=swiss-roll-cosine&sampler=ddim',
  );
  await expect.poll(() => page.getByRole('button', { name: 'Download code' }).isEnabled()).toBe(true);
  const code = await readZip(await download(page, 'Download code'));
  expect(text(code.get('train.py'))).toContain('"""DDIM (Song, Meng & Ermon 2021, Eqs. 12 and 16)."""');
  expect(JSON.parse(text(code.get('train.ipynb'))).nbformat).toBe(4);
  expect(code.has('data.npz')).toBe(true);

  const full = await readZip(await download(page, 'Download model'));
  const half = await readZip(await download(page, 'Download half precision'));
  expect(text(full.get('README.md'))).toMatch(/^---\n[\s\S]*library_name: ddpm-lab/);
  const stored = readSafetensors(half.get('model.safetensors')!);
  expect([...stored.values()].every(({ dtype }) => dtype === 'F16')).toBe(true);
  expect(half.get('model.safetensors')!.length).toBeLessThan(0.52 * full.get('model.safetensors')!.length);
  expect((await unpackModel(await download(page, 'Download half precision'))).kind).toBe('mlp');
  const onnx = await download(page, 'Download ONNX');
  expect(onnx.includes('LayerNormalization')).toBe(true);
  expect(onnx.length).toBeGreaterThan(4 * 81_954); // every weight, four bytes each
  expect(faults).toEqual([]);
});

test('a second press while a file of Train is made makes no second file', async () => {
  const query =
    '?dataset=moons&T=20&samplingSteps=10&width=16&depth=1&batch=32&steps=5&backend=wasm&autostart=1';
  const { page, faults, waitForStep } = await open(await browserOn('wasm'), query);
  let fetched = () => {};
  const held = new Promise<void>((resolve) => {
    fetched = resolve;
  });
  await page.route(/fileWork-/, async (route) => {
    await held;
    await route.continue();
  });
  await waitForStep(5);
  const files: string[] = [];
  page.on('download', (file) => files.push(file.suggestedFilename()));
  const button = page.getByRole('button', { name: 'Download samples' });
  const work = page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const look = () => resolve(document.querySelector('.files .work label')?.textContent ?? '');
        new MutationObserver(() => document.querySelector('.files .work') && look()).observe(document.body, {
          subtree: true,
          childList: true,
        });
      }),
  );
  await button.click();
  await expect.poll(() => button.isDisabled()).toBe(true);
  await button.dispatchEvent('click');
  fetched();
  expect(await work).toContain('Drawing the samples');
  await expect.poll(() => button.isEnabled()).toBe(true);
  await download(page, 'Download metrics');
  expect(files.map((name) => name.split('-')[0])).toEqual(['samples', 'metrics']);
  expect(faults).toEqual([]);
});
