/** The README.md of a model is a card that a hub reads: a YAML head, and figures that stand beside their floor and their n. */
import { expect, test } from 'vitest';
import { defaultsOf } from '../../../src/config/family';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import type { ModelFile } from '../../../src/interop/modelFile';
import { modelFiles } from '../../../src/interop/modelFile';
import { modelReadme } from '../../../src/interop/readme';
import { UNET_PRESETS } from '../../../src/model/unet/presets';
import type { Score } from '../../../src/types/score';

const SCORE: Score = { kind: 'energy distance', value: 0.00123, floor: 0.0007, spread: 0.0001, n: 2000 };
const tensors = new Map([['input.weight', { shape: [2, 3], data: new Float32Array(6) }]]);
const mlp: ModelFile = { kind: 'mlp', config: {}, tensors, run: null, training: null };

test('a head in YAML, then the figure with its floor, its spread and its n', async () => {
  const readme = modelReadme(mlp, DEFAULT_CONFIG, { steps: 3000, scores: [SCORE] });
  const [, head, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(readme)!;
  expect(head.split('\n')).toEqual([
    '# The licence of your model is yours to choose before you publish it.',
    'license: unknown',
    'library_name: ddpm-lab',
    'tags:',
    '- "diffusion"',
    '- "ddpm-lab"',
    '- "ddpm"',
    '- "eps"',
    'metrics:',
    '- "energy distance"',
  ]);
  expect(body).toContain('An MLP of 6 weights');
  expect(body).toContain('after 3000 steps');
  expect(body).toMatch(/\| energy distance: .*\| 0\.00123 \| 0\.0007 ± 0\.0001 \| 2000 \|/);
  expect(body).toContain('`lr=0.002`');
  expect(body).not.toContain('sigmaMin'); // of another process
  expect([...(await modelFiles({ ...mlp, readme })).keys()]).toContain('README.md');
});

test('a U-Net of digits names its data set, its licence and its library; what was not measured is said', () => {
  const unet: ModelFile = {
    kind: 'unet',
    config: UNET_PRESETS['grey-28'],
    scheduler: null,
    tensors,
    run: null,
    training: null,
  };
  const readme = modelReadme(unet, defaultsOf('mnist'), { steps: null, scores: [] });
  expect(readme).toContain('library_name: diffusers');
  expect(readme).toContain('datasets:\n- "ylecun/mnist"\n');
  expect(readme).toContain('licence: CC BY-SA 3.0), 10000 training images.');
  expect(readme).toContain('No samples of these weights were measured.');
  expect(readme).not.toContain('metrics:');
  expect(readme).not.toContain('from_pretrained'); // without a scheduler it is no pipeline
});
