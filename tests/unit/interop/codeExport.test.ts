/** Exported code is complete, for every setting that the app offers, and its archive is still a model file. */
import { describe, expect, it } from 'vitest';
import { defaultsOf } from '../../../src/config/family';
import { DEFAULT_CONFIG, FIELDS, type RunConfig } from '../../../src/config/fields';
import { openDataset } from '../../../src/config/openDataset';
import { openPlan } from '../../../src/config/openPlan';
import { trainingPoints } from '../../../src/config/trainingPoints';
import { createProcess } from '../../../src/diffusion/processes';
import { RefusedError } from '../../../src/diffusion/refusal';
import { type CodeSource, packCode } from '../../../src/interop/code/codeArchive';
import {
  diffusersScript,
  diffusersScriptOf,
  notebook,
  pythonScript,
  type ScriptSource,
  scriptOf,
} from '../../../src/interop/code/script';
import { constantName, pythonLiteral } from '../../../src/interop/code/settings';
import type { MlpFile } from '../../../src/interop/modelFile';
import { unpackModel } from '../../../src/interop/modelFile';
import { readNpz } from '../../../src/interop/npz';
import { modelReadme } from '../../../src/interop/readme';
import { mlpFields } from '../../../src/interop/runFile';
import type { Json } from '../../../src/interop/strictJson';
import { readZip } from '../../../src/interop/zip';
import { ditConfigOf } from '../../../src/model/dit/config';
import { initialWeights, layoutOf } from '../../../src/model/layout';
import { mlpParameters } from '../../../src/model/mlpParameters';
import { namedMlpWeights } from '../../../src/model/namedWeights';
import { UNET_PRESETS } from '../../../src/model/unet/presets';

const box = { min: [-2, -2], max: [2, 2] };
const sourceOf = (changes: Partial<RunConfig>): ScriptSource => {
  const images = changes.model === 'unet' || changes.model === 'dit';
  const config = { ...(images ? defaultsOf('mnist') : DEFAULT_CONFIG), ...changes };
  const unet =
    config.model === 'unet'
      ? { ...UNET_PRESETS['grey-28'], numClassEmbeds: config.classes ? 11 : null }
      : null;
  const kind = { shape: [28, 28, 1], classes: 10 };
  const dit = config.model === 'dit' ? ditConfigOf(config, kind) : null;
  return { config, unet, dit, box, dataClasses: 10, flips: false };
};

/** Python without its strings and comments. */
const bare = (code: string): string =>
  code
    .replace(/"""[\s\S]*?"""/g, '')
    .replace(/"[^"\n]*"/g, '""')
    .replace(/#.*$/gm, '');

/** Names in capitals that code reads and nothing defines. */
function undefinedConstants(code: string): string[] {
  const text = bare(code);
  const defined = new Set<string>();
  for (const [, names] of text.matchAll(/^ *([A-Z][A-Z_\d]*(?:, [A-Z][A-Z_\d]*)*) = /gm))
    for (const name of names.split(', ')) defined.add(name);
  const read = new Set([...text.matchAll(/(?<![.\w])[A-Z][A-Z_\d]*\b(?![\w(])/g)].map(([name]) => name));
  return [...read].filter((name) => !defined.has(name) && name !== 'F');
}

/** Functions and classes that a script is made of, each defined somewhere at its top level. */
const PARTS = [
  'Data',
  'Trainer',
  'make_batch',
  'training_loss',
  'trained_network',
  'grid',
  'reverse',
  'draw',
  'main',
];
const missingParts = (code: string): string[] =>
  PARTS.filter((name) => !new RegExp(`^(def|class) ${name}\\b`, 'm').test(code));

/** Every combination of two fields that changes which pieces stand in a script, where the app accepts it. */
function* combinations(): Generator<Partial<RunConfig>> {
  for (const model of ['mlp', 'unet', 'dit'] as const)
    for (const process of FIELDS.process.values)
      for (const sampler of FIELDS.sampler.values)
        for (const spacing of FIELDS.spacing.values)
          for (const variance of ['fixed-small', 'learned'] as const)
            yield { model, process, sampler, spacing, variance };
  for (const process of ['ddpm', 'vp-sde'] as const)
    for (const schedule of FIELDS.schedule.values) yield { process, schedule };
  for (const prediction of FIELDS.prediction.values)
    for (const weighting of FIELDS.weighting.values)
      for (const lossSpace of FIELDS.lossSpace.values) yield { prediction, weighting, lossSpace };
  for (const timeSampling of FIELDS.timeSampling.values) yield { timeSampling };
  yield { model: 'unet', classes: true };
  yield { model: 'dit', classes: true };
  yield { zeroTerminalSnr: true, prediction: 'v' };
}

const isOffered = (config: RunConfig): boolean => {
  try {
    openPlan(config, createProcess(config));
    return true;
  } catch {
    return false;
  }
};

describe('a script', () => {
  it('defines every constant that it reads, and every part, for all that the app offers', () => {
    let scripts = 0;
    for (const changes of combinations()) {
      const source = sourceOf({ samplingSteps: 20, ...changes });
      if (!isOffered(source.config)) continue;
      scripts += 1;
      const code = pythonScript(scriptOf(source), '');
      expect(undefinedConstants(code), JSON.stringify(changes)).toEqual([]);
      expect(missingParts(code), JSON.stringify(changes)).toEqual([]);
    }
    expect(scripts).toBeGreaterThan(250);
  });

  it('names the settings that matter and no others', () => {
    const { settings } = scriptOf(sourceOf({ sampler: 'ddim', eta: 0.5, learningRate: 1e-9 }));
    expect(settings).toContain('# Optimizer');
    expect(settings).toContain('\nETA = 0.5\n');
    expect(settings).toContain('\nLEARNING_RATE = 1.0e-9\n');
    expect(settings).not.toContain('SOLVER_ORDER');
    expect(settings).not.toContain('SIGMA_MAX');
    expect(settings).not.toContain('BACKEND');
  });

  it('is refused with the name of the setting for which there is no code', () => {
    const source = sourceOf({ timeSampling: 'sometimes' as never });
    expect(() => scriptOf(source)).toThrow('There is no Python code for the sampling of t "sometimes".');
  });

  it('is refused where the app refuses to sample', () => {
    const source = sourceOf({ sampler: 'euler-maruyama' });
    expect(() => scriptOf(source)).toThrow('a discrete chain of betas has none');
  });

  it('is a notebook with the same code, in sections', () => {
    const script = scriptOf(sourceOf({}));
    const { cells } = JSON.parse(notebook(script, 'About.', false));
    const code = cells.filter(({ cell_type }: { cell_type: string }) => cell_type === 'code');
    const headings = cells
      .filter(({ cell_type }: { cell_type: string }) => cell_type === 'markdown')
      .map(({ source }: { source: string[] }) => source[0].trim());
    expect(headings).toEqual([
      '# DDPM Lab',
      ...[
        'Settings',
        'Random numbers',
        'Files',
        'Data',
        'Network',
        'Process',
        'Prediction',
        'Sampling',
        'Loss',
        'Training',
      ].map((name) => `## ${name}`),
      '## Draw samples',
      '## Train',
    ]);
    const text = code.map(({ source }: { source: string[] }) => source.join('')).join('\n');
    for (const piece of script.body)
      expect(text).toContain(piece.trim().split('\n').slice(1).join('\n').trim());
  });
});

it('writes values and names as Python does', () => {
  expect(pythonLiteral([1, true, 'a"b', 1e21])).toBe('(1, True, "a\\"b", 1.0e+21)');
  expect([constantName('T'), constantName('adamBeta1'), constantName('zeroTerminalSnr')]).toEqual([
    'T',
    'ADAM_BETA1',
    'ZERO_TERMINAL_SNR',
  ]);
});

it('an archive holds script, notebook, weights and data, and opens as a model', async () => {
  const config: RunConfig = { ...DEFAULT_CONFIG, width: 8, depth: 1 };
  const dataset = openDataset(config);
  const { points } = trainingPoints(dataset, config);
  const tensors = namedMlpWeights(config).unflatten(initialWeights(layoutOf(mlpParameters(config)), 1));
  const model: MlpFile = {
    kind: 'mlp',
    config: mlpFields(config, undefined),
    tensors,
    run: { ...config } as unknown as Json,
    training: null,
  };
  const source: CodeSource = {
    config,
    model,
    box: dataset.box,
    data: { kind: 'points', points },
    dataClasses: 0,
    flips: false,
    base: 'new',
  };
  const readme = modelReadme(model, config, { steps: 7, base: 'new', scores: [] });
  const zip = await packCode({ ...source, model: { ...model, readme } });
  const files = await readZip(zip);
  const text = new TextDecoder().decode(files.get('README.md'));
  expect(text).toMatch(/^---\n[\s\S]*library_name: ddpm-lab[\s\S]*\n---\n/);
  expect(text).toContain(' after 7 steps.');
  expect(text.match(/^## .*$/gm)).toEqual(['## Quality', '## Use', '## Settings', '## Code']);
  expect([...files.keys()]).toEqual([
    'config.json',
    'model.safetensors',
    'run.json',
    'README.md',
    'train.py',
    'train.ipynb',
    'train_diffusers.py',
    'data.npz',
  ]);
  const saved = (await readNpz(files.get('data.npz')!)).get('points')!;
  expect(saved.shape).toEqual([65_536, 2]);
  expect(saved.data).toEqual(points);
  const opened = await unpackModel(zip);
  expect(opened.tensors.get('input.weight')!.data).toEqual(tensors.get('input.weight')!.data);

  // weights of a model, as those of a straightened flow: its pairs are not in the archive, and every document of it says so
  const saysSo = async (base: CodeSource['base']) => {
    const archive = await readZip(await packCode({ ...source, base }));
    const names = ['train.py', 'train.ipynb', 'train_diffusers.py', 'README.md'];
    return names.map((name) => /straightened on pairs/.test(new TextDecoder().decode(archive.get(name))));
  };
  expect(await saysSo('new')).toEqual([false, false, false, false]);
  expect(await saysSo('model')).toEqual([true, true, true, true]);
  expect(await saysSo(null)).toEqual([true, true, true, true]);
});

it('a script for weights of which no file says how they were trained calls its settings of training those of the form', async () => {
  const config: RunConfig = { ...DEFAULT_CONFIG, T: 50, samplingSteps: 200, width: 8, depth: 1 };
  const tensors = namedMlpWeights(config, 0).unflatten(initialWeights(layoutOf(mlpParameters(config, 0)), 1));
  const aboutOf = async (run: Json) => {
    const model: MlpFile = {
      kind: 'mlp',
      config: mlpFields(config, undefined),
      tensors,
      run,
      training: null,
    };
    const source = { config, model, box, data: null, dataClasses: 0, flips: false, base: 'new' } as const;
    return new TextDecoder().decode((await readZip(await packCode(source))).get('README.md'));
  };
  expect(await aboutOf({ ...config } as unknown as Json)).toMatch(/Optimizer: Adam\.(?![\s\S]*of the form)/);
  const unstated = await aboutOf(null);
  expect(unstated).toContain('not those with which these weights were trained');
  expect(unstated).not.toContain('Adam');
  expect(unstated).toContain('Sampler: ddpm, 50 steps.'); // all of T
});

it('points that are conditioned on classes export with as many classes as their weights say, and their labels', async () => {
  const config: RunConfig = { ...DEFAULT_CONFIG, dataset: 'moons', classes: true, width: 8, depth: 1 };
  const parameters = mlpParameters(config, 2);
  const model: MlpFile = {
    kind: 'mlp',
    config: mlpFields(config, undefined),
    tensors: namedMlpWeights(config, 2).unflatten(initialWeights(layoutOf(parameters), 1)),
    run: null,
    training: null,
  };
  const labels = Int32Array.of(0, 1, 1);
  const data = { kind: 'points', points: new Float32Array(6), labels } as const;
  const files = await readZip(
    await packCode({ config, model, box, data, dataClasses: 0, flips: false, base: 'new' }),
  );
  const script = new TextDecoder().decode(files.get('train.py'));
  expect(script).toContain('\nCLASSES = 2\n');
  expect(script).toContain('\nUNLABELLED = -1\n');
  const saved = (await readNpz(files.get('data.npz')!)).get('labels')!;
  expect(saved.data).toEqual(labels);
});

describe('the script for diffusers', () => {
  const written = (changes: Partial<RunConfig>) => {
    const source = sourceOf(changes);
    return diffusersScript(diffusersScriptOf({ ...source, dataClasses: changes.classes ? 10 : 0 }), '');
  };

  it('defines every constant that it reads, and one scheduler of diffusers samples', () => {
    let scripts = 0;
    for (const changes of combinations()) {
      let code: string;
      try {
        code = written(changes);
      } catch {
        continue; // refused: the next test says which
      }
      scripts++;
      expect(undefinedConstants(code), JSON.stringify(changes)).toEqual([]);
      expect(missingParts(code), JSON.stringify(changes)).toEqual([]);
      expect(code.match(/^scheduler = /gm), JSON.stringify(changes)).toHaveLength(1);
      expect(code).toMatch(/^from diffusers import /m);
    }
    expect(scripts).toBeGreaterThan(60);
  });

  it('builds the U-Net from its arguments, without the names that are this app’s own', () => {
    const code = written({ model: 'unet', classes: true });
    expect(code).toContain('UNET = {\n    "sample_size": 28,\n    "in_channels": 1,');
    expect(code).toContain('UNet2DModel(**UNET)');
    expect(code).not.toMatch(/"_(null_class|class_names?|diffusers_version)"/);
  });

  it.each<[Partial<RunConfig>, RegExp]>([
    [{ process: 'vp-sde' }, /vp-sde/],
    [{ prediction: 'velocity' }, /velocity/],
    [{ sampler: 'predictor-corrector' }, /predictor-corrector/],
    [{ sampler: 'ddim', T: 1000, samplingSteps: 30 }, /⌊T \/ n⌋ = 33/],
    [{ sampler: 'dpm-solver++', spacing: 'karras' }, /karras/],
    [{ process: 'flow', prediction: 'velocity', sampler: 'heun' }, /along a flow/],
    [{ model: 'dit' }, /DiTTransformer2DModel/],
  ])('%o is refused by name', (changes, reason) => {
    expect(() => written(changes)).toThrow(reason);
  });

  it('is left out of an archive where diffusers differs, and the archive says why', async () => {
    const config: RunConfig = { ...DEFAULT_CONFIG, process: 'vp-sde', width: 8, depth: 1 };
    const tensors = namedMlpWeights(config).unflatten(initialWeights(layoutOf(mlpParameters(config)), 1));
    const fields = mlpFields(config, undefined);
    const model: MlpFile = { kind: 'mlp', config: fields, tensors, run: null, training: null };
    const files = await readZip(
      await packCode({ config, model, box, data: null, dataClasses: 0, flips: false, base: 'new' }),
    );
    expect(files.has('train.py')).toBe(true);
    expect(files.has('train_diffusers.py')).toBe(false);
    expect(new TextDecoder().decode(files.get('README.md'))).toMatch(/no script for diffusers: .*vp-sde/);
  });

  it.each<[Partial<RunConfig>, string]>([
    [
      { process: 've-sde' },
      'diffusers has no scheduler that adds the noise of the process "ve-sde". Train a',
    ],
    [{ process: 'flow', prediction: 'x0', sampler: 'euler' }, 'FlowMatchEulerDiscreteScheduler of diffusers'],
    [{ prediction: 'velocity' }, 'The schedulers of diffusers read no velocity on a chain. Train with'],
  ])('%o is refused in the language of the README, whatever that of the page', (changes, reason) => {
    expect(() => written(changes)).toThrow(RefusedError);
    expect(() => written(changes)).toThrow(reason);
  });
});
