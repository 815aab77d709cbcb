/** The README.md of a model is a card that a hub reads: a YAML head, and figures that stand beside their floor and their n. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../../../src/config/family';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import { parseModelCard } from '../../../src/interop/modelCard';
import type { ModelFile } from '../../../src/interop/modelFile';
import { modelFiles, packModel, statedRun, unpackModelFolder } from '../../../src/interop/modelFile';
import { openedModel } from '../../../src/interop/openedModel';
import { modelReadme } from '../../../src/interop/readme';
import { schedulerOf } from '../../../src/interop/runFile';
import type { Json } from '../../../src/interop/strictJson';
import { readZip } from '../../../src/interop/zip';
import { unetConfigOf } from '../../../src/model/unet/config';
import { UNET_PRESETS } from '../../../src/model/unet/presets';
import type { Score } from '../../../src/types/score';

const SCORE: Score = { kind: 'energy distance', value: 0.00123, floor: 0.0007, spread: 0.0001, n: 2000 };
const tensors = new Map([['input.weight', { shape: [2, 3], data: new Float32Array(6) }]]);
const stated = (config: RunConfig) => ({ ...config }) as unknown as Json;
const mlp: ModelFile = { kind: 'mlp', config: {}, tensors, run: stated(DEFAULT_CONFIG), training: null };

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
  expect(body).toMatch(/\| energy distance: .*\| 0\.00123 \| 0\.00070 ± 0\.00010 \| 2000 \|/);
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
    run: stated(defaultsOf('mnist')),
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
    run: stated(config),
    training: null,
  };
  const readme = modelReadme(unet, config, { steps: null, base: 'new', scores: [] });
  expect(readme).toContain('for images of 16 × 16 × 3. Trained');
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
  run: stated(config),
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
  expect(text).toMatch(/\| 0\.00123 \| 0\.00070 ± 0\.00010 \| 2000 \|/);
});

test('figures of samples that were drawn in another way than the settings say name that way', () => {
  const facts = { steps: 3000, base: 'new', scores: [SCORE] } as const;
  const drawnWith = { ...DEFAULT_CONFIG, sampler: 'ddim', samplingSteps: 1, seed: 5 } as const;
  const readme = modelReadme(mlp, DEFAULT_CONFIG, { ...facts, drawnWith });
  expect(readme).toMatch(/The samples were drawn with `sampler=ddim&samplingSteps=1&[^`]*seed=5`\./);
  expect(modelReadme(mlp, DEFAULT_CONFIG, facts)).not.toContain('were drawn with');
});

test('the share of images of their class stands beside that of real images, where the card has it', () => {
  const card = parseModelCard(JSON.parse(readFileSync('public/pretrained/mnist-classes/card.json', 'utf8')));
  const rowWith = (floor: object) => {
    const quality = { ...card.quality, askedClassRight: 0.9, deviation: undefined, floor };
    const facts = { steps: null, base: 'new', card: { ...card, quality }, scores: [] } as const;
    return /\| share of images that show .*/.exec(modelReadme(mlp, DEFAULT_CONFIG, facts as never))?.[0];
  };
  expect(rowWith({ frechet: 1, askedClassRight: 0.95 })).toMatch(/condition \| 0\.9 \| 0\.95 \| 3 sets of/);
  expect(rowWith({ frechet: 1 })).toMatch(/condition \| 0\.9 \| – \| 3 sets of/);
});

describe('a model whose files do not say how it was trained', () => {
  const shipped = async () => {
    const folder = 'public/pretrained/mnist-linear';
    const bytes = (name: string) => [name, new Uint8Array(readFileSync(`${folder}/${name}`))] as const;
    const names = ['unet/config.json', 'unet/diffusion_pytorch_model.safetensors'];
    const file = await unpackModelFolder(
      new Map([...names, 'scheduler/scheduler_config.json'].map((name) => bytes(name))),
    );
    const card = parseModelCard(JSON.parse(readFileSync(`${folder}/card.json`, 'utf8')));
    const { config } = openedModel(file, card.data);
    return { card, config, file: { ...file, run: statedRun(config, file) } };
  };

  test('is described by its card where it ships, with the figures of the card and the licence of the app', async () => {
    const { card, config, file } = await shipped();
    const facts = { steps: null, base: 'new', card, scores: [] } as const;
    const readme = modelReadme(file, config, facts);
    expect(readme).toContain('license: mit\n');
    expect(readme).toContain(card.trained);
    expect(readme).toContain('after 52250 steps');
    expect(readme).toContain('| 1.09 ± 0.14 | 0.629 ± 0.081 | 3 sets of 2000 |');
    expect(readme).not.toMatch(/in a browser|10000 training|were measured|`(steps|optimizer|lr|emaDecay)=/);
    expect(readme).toMatch(/`prediction=v`[\s\S]*`sampler=/);
    expect(modelReadme(file, config, { ...facts, scores: [SCORE] })).toMatch(
      /3 sets of 2000[\s\S]*newer samples[\s\S]*\| 2000 \|/,
    );
  });

  test('keeps in run.json what sampling reads, so that it opens alike, and nothing of training', async () => {
    const { config, file } = await shipped();
    expect(Object.keys(file.run as object)).not.toEqual(expect.arrayContaining(['learningRate']));
    expect(openedModel(file).config).toEqual(config);
  });

  test('is said to be of unknown training and data where it is of no gallery', async () => {
    const { file } = await shipped();
    const { config } = openedModel({ ...file, run: null });
    const readme = modelReadme({ ...file, run: null }, config, { steps: null, base: null, scores: [] });
    expect(readme).toContain('do not say how it was trained');
    expect(readme).toContain('Data: the file does not name them.');
    expect(readme).not.toMatch(/in a browser|yours to choose|`lr=/);
  });
});

test('as many sampling steps stand in a card as a chain has levels for', () => {
  const config: RunConfig = { ...DEFAULT_CONFIG, T: 50, samplingSteps: 200 };
  const facts = { steps: 7, base: 'new', scores: [SCORE], drawnWith: config } as const;
  const readme = modelReadme({ ...mlp, run: stated(config) }, config, facts);
  expect(readme.match(/samplingSteps=\d+/g)).toEqual(['samplingSteps=50', 'samplingSteps=50']);
});

test('training examples that are not limited are all of them', () => {
  const rowOf = (examples: number) => {
    const config: RunConfig = { ...DEFAULT_CONFIG, examples };
    const facts = { steps: 7, base: 'new', scores: [] } as const;
    const readme = modelReadme({ ...mlp, run: stated(config) }, config, facts);
    return /\| Training examples \| (.*) \|/.exec(readme)?.[1];
  };
  expect([rowOf(0), rowOf(600)]).toEqual(['`examples=0`, all', '`examples=600`']);
});
