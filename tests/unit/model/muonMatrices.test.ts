/** Muon updates the matrices and filters between the layers at either end, of each network. */
import { expect, test } from 'vitest';
import { defaultsOf } from '../../../src/config/family';
import { DEFAULT_CONFIG, FIELDS } from '../../../src/config/fields';
import { ditConfigOf } from '../../../src/model/dit/config';
import { ditParameters } from '../../../src/model/dit/parameters';
import { layoutOf, type Parameter } from '../../../src/model/layout';
import { mlpParameters } from '../../../src/model/mlpParameters';
import { muonMatrices } from '../../../src/model/muonMatrices';
import { unetConfigOf } from '../../../src/model/unet/config';
import { unetParameters } from '../../../src/model/unet/parameters';

const IMAGES = { shape: [28, 28, 1], classes: 10 };

/** Names without their end, with rows and columns. */
function matricesOf(parameters: readonly Parameter[]): string[] {
  const layout = layoutOf(parameters);
  return muonMatrices(layout).map(({ parameter, rows, columns }) => {
    const { name, size } = layout.parameters[parameter];
    expect(rows * columns).toBe(size);
    return `${name.replace('.weight', '')} ${rows}×${columns}`;
  });
}

test('of an MLP: the modulations and the hidden layers', () => {
  const config = { ...DEFAULT_CONFIG, width: 16, depth: 1 };
  expect(matricesOf(mlpParameters(config, 2))).toEqual([
    'blocks.0.scale 16×16',
    'blocks.0.shift 16×16',
    'blocks.0.dense 16×16',
  ]);
});

test('of the smallest MLP that can be chosen there is one, however it sees the time: the page says Muon', () => {
  const { width, depth, conditioning } = FIELDS;
  const smallest = { ...DEFAULT_CONFIG, width: width.min, depth: depth.min };
  for (const each of Object.keys(conditioning.labels) as (typeof DEFAULT_CONFIG.conditioning)[])
    expect(matricesOf(mlpParameters({ ...smallest, conditioning: each }))).toContain('blocks.0.dense 4×4');
});

test('of a U-Net: every filter and matrix but the first and the last filter and the rows of classes', () => {
  const config = { ...defaultsOf('images'), unet: 'grey-28' as const, classes: true };
  const parameters = unetParameters(unetConfigOf(config, IMAGES));
  const names = matricesOf(parameters).map((each) => each.split(' ')[0]);
  const left = parameters
    .filter(({ shape, name }) => shape.length > 1 && !names.includes(name.replace('.weight', '')))
    .map(({ name }) => name);
  expect(left).toEqual(['conv_in.weight', 'class_embedding.weight', 'conv_out.weight']);
  expect(names).toContain('time_embedding.linear_1');
  expect(parameters.filter(({ shape }) => shape.length > 1)).toHaveLength(names.length + left.length);
});

test('of a transformer: all but patches, classes, modulations and the last layer', () => {
  const config = { ...defaultsOf('images'), model: 'dit' as const, hiddenSize: 24, blocks: 1, heads: 3 };
  expect(matricesOf(ditParameters(ditConfigOf({ ...config, classes: true }, IMAGES)))).toEqual([
    't_embedder.mlp.0 256×24',
    't_embedder.mlp.2 24×24',
    'blocks.0.attn.query 24×24',
    'blocks.0.attn.key 24×24',
    'blocks.0.attn.value 24×24',
    'blocks.0.attn.proj 24×24',
    'blocks.0.mlp.fc1 24×96',
    'blocks.0.mlp.fc2 96×24',
  ]);
});
