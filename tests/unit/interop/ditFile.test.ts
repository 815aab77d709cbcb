/** A model file of a transformer: what a run saves is opened as that run, with names and shapes of facebookresearch/DiT. */
import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../../../src/config/family';
import type { RunConfig } from '../../../src/config/fields';
import { packModel, unpackModel } from '../../../src/interop/modelFile';
import { openedModel } from '../../../src/interop/openedModel';
import { modelOf } from '../../../src/interop/runFile';
import { readZip, writeZip } from '../../../src/interop/zip';
import { namedWeights } from '../../../src/model/namedWeights';

const CONFIG: RunConfig = {
  ...defaultsOf('mnist', 'flow'),
  model: 'dit',
  patchSize: 7,
  hiddenSize: 8,
  blocks: 1,
  heads: 2,
  classes: true,
};

const kind = { shape: [28, 28, 1], classes: 10 };

function savedFile(config: RunConfig = CONFIG) {
  const networks = namedWeights(config, kind);
  const flat = Float32Array.from({ length: networks.size }, (_, i) => Math.sin(i));
  const tensors = networks.unflatten(flat);
  return { networks, flat, file: modelOf({ config }, networks, { tensors, training: null }) };
}

/** Without run.json, as from elsewhere. */
async function changedConfig(
  change: (fields: Record<string, unknown>) => void,
  saved: RunConfig = CONFIG,
): Promise<Uint8Array> {
  const files = await readZip(await packModel(savedFile(saved).file));
  const fields = JSON.parse(new TextDecoder().decode(files.get('config.json')));
  change(fields);
  files.set('config.json', new TextEncoder().encode(JSON.stringify(fields)));
  files.delete('run.json');
  return writeZip(files);
}

describe('the file of a transformer', () => {
  test('has the names, the shapes and the arguments of the reference', async () => {
    const { tensors } = await unpackModel(await packModel(savedFile().file));
    const shapes = Object.fromEntries([...tensors].map(([name, { shape }]) => [name, shape]));
    expect(shapes).toEqual({
      'x_embedder.proj.weight': [8, 1, 7, 7],
      'x_embedder.proj.bias': [8],
      't_embedder.mlp.0.weight': [8, 256],
      't_embedder.mlp.0.bias': [8],
      't_embedder.mlp.2.weight': [8, 8],
      't_embedder.mlp.2.bias': [8],
      'y_embedder.embedding_table.weight': [11, 8],
      'blocks.0.attn.qkv.weight': [24, 8],
      'blocks.0.attn.qkv.bias': [24],
      'blocks.0.attn.proj.weight': [8, 8],
      'blocks.0.attn.proj.bias': [8],
      'blocks.0.mlp.fc1.weight': [32, 8],
      'blocks.0.mlp.fc1.bias': [32],
      'blocks.0.mlp.fc2.weight': [8, 32],
      'blocks.0.mlp.fc2.bias': [8],
      'blocks.0.adaLN_modulation.1.weight': [48, 8],
      'blocks.0.adaLN_modulation.1.bias': [48],
      'final_layer.linear.weight': [49, 8],
      'final_layer.linear.bias': [49],
      'final_layer.adaLN_modulation.1.weight': [16, 8],
      'final_layer.adaLN_modulation.1.bias': [16],
    });
    const config = (await readZip(await packModel(savedFile().file))).get('config.json')!;
    expect(JSON.parse(new TextDecoder().decode(config))).toMatchObject({
      _class_name: 'DiT',
      input_size: 28,
      patch_size: 7,
      in_channels: 1,
      hidden_size: 8,
      depth: 1,
      num_heads: 2,
      mlp_ratio: 4,
      num_classes: 10,
      learn_sigma: false,
      process: 'flow',
      prediction: 'velocity',
    });
  });

  test('opens as the run it was, bit for bit, with run.json and without', async () => {
    const { file, flat, networks } = savedFile();
    const opened = openedModel(await unpackModel(await packModel(file)));
    expect(opened.config).toEqual(CONFIG);
    expect(networks.flatten(opened.weights.ema)).toEqual(flat);
    const alone = openedModel(await unpackModel(await changedConfig(() => {})));
    expect(alone.config).toMatchObject({
      model: 'dit',
      dataset: 'mnist',
      process: 'flow',
      prediction: 'velocity',
      patchSize: 7,
      hiddenSize: 8,
      blocks: 1,
      heads: 2,
      classes: true,
    });
  });

  test('with a learned variance opens with the sampler that draws with it', async () => {
    const saved: RunConfig = { ...CONFIG, process: 'ddpm', prediction: 'eps', variance: 'learned' };
    const { config } = openedModel(await unpackModel(await changedConfig(() => {}, saved)));
    expect(config).toMatchObject({ process: 'ddpm', variance: 'learned', sampler: 'ddpm' });
  });

  test('of images of the user’s own says their size until some are opened', async () => {
    const own: RunConfig = { ...CONFIG, dataset: 'images', variance: 'learned' };
    const { config } = openedModel(await unpackModel(await packModel(savedFile(own).file)));
    expect(namedWeights(config, { shape: null, classes: 0 }).dit).toEqual(savedFile(own).networks.dit);
  });

  test.each([
    ['another size', { input_size: 35 }, '35 × 35 × 1'],
    ['points', { dataset: 'moons' }, '28 × 28 × 1'],
  ])('of a data set of %s is one of images of the user’s own, and says so', async (_, changes, size) => {
    const zip = await changedConfig((fields) => Object.assign(fields, changes));
    const { config, notices } = openedModel(await unpackModel(zip));
    expect(notices).toEqual([expect.stringContaining(`no images of ${size}`)]);
    expect(config).toMatchObject({ model: 'dit', dataset: 'images' });
    const { dit } = namedWeights(config, { shape: null, classes: 0 });
    expect(dit).toMatchObject({ inputSize: Number(size.slice(0, 2)), patchSize: 7, numClasses: 10 });
  });

  test('takes the positions of a file from elsewhere where they are those of the network', () => {
    const { networks, flat } = savedFile();
    const tensors = networks.unflatten(flat);
    const side = 4;
    const data = Float32Array.from({ length: side * side * 8 }, (_, i) => {
      const [patch, part] = [Math.floor(i / 8), i % 8];
      const place = part < 4 ? patch % side : Math.floor(patch / side);
      const angle = place * [1, 0.01][part % 2];
      return part % 4 < 2 ? Math.sin(angle) : Math.cos(angle);
    });
    const shape = [1, side * side, 8];
    expect(networks.flatten(new Map([...tensors, ['pos_embed', { shape, data }]]))).toEqual(flat);
    const other = data.map((value) => value + 0.01);
    expect(() => networks.flatten(new Map([...tensors, ['pos_embed', { shape, data: other }]]))).toThrow(
      'not the fixed sines and cosines',
    );
  });

  test.each([
    ['mlp_ratio', 2, /mlp_ratio is 2; supported: 4/],
    ['hidden_size', 4096, /hidden_size is 4096/],
    ['qk_norm', true, /"qk_norm" is true; this field is not known here/],
    ['depth', undefined, /depth is missing/],
  ])('is refused with %s = %s, by name', async (name, value, message) => {
    const zip = await changedConfig((fields) => {
      fields[name] = value;
    });
    await expect(unpackModel(zip)).rejects.toThrow(message);
  });
});
