/** The README.md of a model is a card that a hub reads: a YAML head, and figures that stand beside their floor and their n. */
import { expect, test } from 'vitest';
import { defaultsOf } from '../../../src/config/family';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import type { ModelFile } from '../../../src/interop/modelFile';
import { modelFiles, packModel } from '../../../src/interop/modelFile';
import { modelReadme } from '../../../src/interop/readme';
import { schedulerOf } from '../../../src/interop/runFile';
import { readZip } from '../../../src/interop/zip';
import { unetConfigOf } from '../../../src/model/unet/config';
import { UNET_PRESETS } from '../../../src/model/unet/presets';
import type { Score } from '../../../src/types/score';

const SCORE: Score = { kind: 'energy distance', value: 0.00123, floor: 0.0007, spread: 0.0001, n: 2000 };
const tensors = new Map([['input.weight', { shape: [2, 3], data: new Float32Array(6) }]]);
const mlp: ModelFile = { kind: 'mlp', config: {}, tensors, run: null, training: null };

test('a head in YAML, then the figure with its floor, its spread and its n', async () => {
  const readme = modelReadme(mlp, DEFAULT_CONFIG, { steps: 3000, base: 'new', scores: [SCORE] });
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
  const readme = modelReadme(unet, defaultsOf('mnist'), { steps: null, base: 'new', scores: [] });
  expect(readme).toContain('library_name: diffusers');
  expect(readme).toContain('datasets:\n- "ylecun/mnist"\n');
  expect(readme).toContain('licence: CC BY-SA 3.0), 10000 training images.');
  expect(readme).toContain('No samples of these weights were measured.');
  expect(readme).not.toContain('metrics:');
  expect(readme).not.toContain('from_pretrained'); // without a scheduler it is no pipeline
});

test('the size and the colours are those of the network, whatever a preset is called', () => {
  const config = { ...defaultsOf('images'), unet: 'grey-28' } as const;
  const unet: ModelFile = {
    kind: 'unet',
    config: unetConfigOf(config, { shape: [16, 16, 3], classes: 0 }),
    scheduler: null,
    tensors,
    run: null,
    training: null,
  };
  const readme = modelReadme(unet, config, { steps: null, base: 'new', scores: [] });
  expect(readme).toContain('for images of 16 × 16 × 3, trained');
});

const chosen = { ...defaultsOf('mnist'), classes: false };
const FLOW = {
  ...chosen,
  process: 'flow',
  prediction: 'velocity',
  sampler: 'euler',
  samplingSteps: 12,
} as const;
const pipeline = (config: typeof chosen, numClassEmbeds: number | null = null): ModelFile => ({
  kind: 'unet',
  config: {
    ...unetConfigOf({ ...config, unet: 'grey-28' }, { shape: [28, 28, 1], classes: 0 }),
    numClassEmbeds,
  },
  scheduler: schedulerOf(config),
  tensors,
  run: null,
  training: null,
});
const cardOf = (config: typeof chosen, numClassEmbeds?: number) =>
  modelReadme(pipeline(config, numClassEmbeds), config, { steps: 7, base: 'new', scores: [SCORE] });

test('steps from the weights of a model are further ones, which the card says where it knows', () => {
  const line = (base: 'new' | 'model' | null) =>
    /average \(EMA\)(.*)\./.exec(modelReadme(mlp, DEFAULT_CONFIG, { steps: 50, base, scores: [] }))?.[1];
  expect(line('new')).toBe(' after 50 steps');
  expect(line(null)).toBe(' after 50 steps');
  expect(line('model')).toMatch(/^ after 50 further steps from .* a flow that was straightened$/);
});

test('the lines for diffusers ask for as many steps as the scheduler has, and a flow for its own', () => {
  expect(cardOf({ ...chosen, T: 50, samplingSteps: 20 })).toContain('num_inference_steps=50)');
  const flow = cardOf(FLOW);
  expect(flow).toContain('num_inference_steps=12)');
  expect(flow).toContain('- "flow"\n- "velocity"');
});

test('a network with classes has no lines for pipelines of diffusers, which give it none', () => {
  expect(cardOf({ ...chosen, classes: true }, 11)).not.toContain('from_pretrained');
});

test('a learned variance is among the settings, and diffusers reads it as the range of its second output', () => {
  const config = { ...chosen, sampler: 'ddpm', variance: 'learned' } as const;
  const model = pipeline(config);
  expect(model).toMatchObject({ config: { outChannels: 2 }, scheduler: { variance: 'learned-range' } });
  expect(modelReadme(model, config, { steps: 7, base: 'new', scores: [] })).toContain('`variance=learned`');
});

test('a card in half precision counts the same weights', async () => {
  const model = { ...pipeline(chosen), readme: cardOf(chosen) };
  const files = await readZip(await packModel(model, { dtype: 'F16' }));
  const text = new TextDecoder().decode(files.get('README.md'));
  expect(text).toContain('A U-Net of 6 weights');
  expect(text).toMatch(/\| 0\.00123 \| 0\.0007 ± 0\.0001 \| 2000 \|/);
});

test('figures of samples that were drawn in another way than the settings say name that way', () => {
  const facts = { steps: 3000, base: 'new', scores: [SCORE] } as const;
  const drawnWith = { ...DEFAULT_CONFIG, sampler: 'ddim', samplingSteps: 1, seed: 5 } as const;
  const readme = modelReadme(mlp, DEFAULT_CONFIG, { ...facts, drawnWith });
  expect(readme).toMatch(/The samples were drawn with `sampler=ddim&samplingSteps=1&[^`]*seed=5`\./);
  expect(modelReadme(mlp, DEFAULT_CONFIG, facts)).not.toContain('were drawn with');
});
