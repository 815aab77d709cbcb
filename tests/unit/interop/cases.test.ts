/** Files that readers got wrong, and further ones of the same kinds made from the formats' documentation, each with the right value. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classNames } from '../../../src/config/classNames';
import { defaultsOf } from '../../../src/config/family';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import { openDataset } from '../../../src/config/openDataset';
import { createBetas } from '../../../src/diffusion/schedules';
import { COSINE_HANDLES } from '../../../src/diffusion/schedules/drawn';
import { previewTable, readTable, type TableChoice } from '../../../src/interop/csv';
import { unpackModel, unpackModelFolder } from '../../../src/interop/modelFile';
import { type OpenedModel, openedModel } from '../../../src/interop/openedModel';
import { packRun } from '../../../src/interop/runFile';
import { writeSafetensors } from '../../../src/interop/safetensors';
import { readZip, writeZip } from '../../../src/interop/zip';
import { createRng } from '../../../src/lib/rng';
import { createModel } from '../../../src/model/model';
import { openTrainingData } from '../../../src/training/data/openTrainingData';

const fileOf = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/cases/${name}`, import.meta.url)));
const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

/** The table's points in its own units, float64. */
function pointsOf(text: string | Uint8Array, choice?: TableChoice): [number, number][] {
  const { points, offset } = readTable(text, choice);
  return Array.from({ length: points.length / 2 }, (_, i) => [
    points[2 * i] + offset[0],
    points[2 * i + 1] + offset[1],
  ]);
}

const rows = (row: (i: number) => string, header?: string, count = 12): string =>
  [...(header === undefined ? [] : [header]), ...Array.from({ length: count }, (_, i) => row(i))].join('\n');

const comma = (value: number, digits = 2) => value.toFixed(digits).replace('.', ',');

const TEN = rows((i) => `${i + 0.5},${2 * i}`);

function utf16(header: string, order: 'little' | 'big'): Uint8Array {
  const text = header + TEN;
  const view = new DataView(new ArrayBuffer(2 * text.length));
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), order === 'little');
  return new Uint8Array(view.buffer);
}

describe('tables that were read wrongly', () => {
  it('unix-time.csv has 200 times, three seconds apart', () => {
    const points = pointsOf(fileOf('unix-time.csv'));
    expect(points.map(([x]) => x)).toEqual(Array.from({ length: 200 }, (_, i) => 1_700_000_000 + 3 * i));
  });

  it.each<[string, [number, number]]>([
    ['space-decimal-comma.txt', [1.5, 2.5]],
    ['us-thousands-mixed.csv', [900, 850]],
    ['us-thousands-mixed.tsv', [900, 850]],
    ['pandas-int-header.csv', [300, 500]],
    ['excel-sep.csv', [1.5, 2.5]],
    ['unnamed0.csv', [0, 1]],
  ])('%s begins with %j', (name, [x, y]) => {
    const [first] = pointsOf(fileOf(name));
    expect(first[0]).toBeCloseTo(x, 5);
    expect(first[1]).toBeCloseTo(y, 5);
  });

  it('us-thousands-mixed holds thousands in steps, none near one', () => {
    for (const name of ['us-thousands-mixed.csv', 'us-thousands-mixed.tsv']) {
      const xs = pointsOf(fileOf(name)).map(([x]) => x);
      expect(xs).toEqual(Array.from({ length: 12 }, (_, i) => 900 + 25 * i));
    }
  });

  it('first-row-missing.csv is refused with the sentence that later rows get', () => {
    expect(() => readTable(fileOf('first-row-missing.csv'))).toThrow(/line 2, column 1: found nothing/);
  });

  it('pandas-int-header.csv says what became of its first row, and the choice changes it', () => {
    expect(readTable(fileOf('pandas-int-header.csv')).notices.join()).toMatch(/first row, "0,1".*names/);
    expect(pointsOf(fileOf('pandas-int-header.csv'), { header: false })[0]).toEqual([0, 1]);
  });

  it('unnamed0.csv offers its columns, the index among them', () => {
    const { preview } = readTable(fileOf('unnamed0.csv'));
    expect(preview).toMatchObject({ x: 1, y: 2, label: null, header: true, count: 12 });
    expect(preview.columns.map(({ name, kind }) => [name, kind])).toEqual([
      ['Unnamed: 0', 'index'],
      ['a', 'number'],
      ['b', 'number'],
    ]);
    expect(pointsOf(fileOf('unnamed0.csv'), { x: 'Unnamed: 0', y: 'a' })[3]).toEqual([
      3,
      expect.closeTo(0.9),
    ]);
  });
});

describe('tables of the same kinds', () => {
  const first = (text: string, choice?: TableChoice) =>
    pointsOf(text, choice)[0].map((v) => Number(v.toFixed(6)));

  it.each<[string, string, [number, number]]>([
    ['tabs between decimal commas', rows((i) => `${comma(i + 0.5)}\t${comma(2 * i)}`), [0.5, 0]],
    ['semicolons and a thousand with points', rows((i) => `1.${200 + i},5;${comma(i)}`), [1200.5, 0]],
    ['a French thousand with narrow spaces', rows((i) => `1\u202f${200 + i},5;${comma(i)}`), [1200.5, 0]],
    ['a thousand with spaces between semicolons', rows((i) => `1 ${200 + i},5;${comma(i)}`), [1200.5, 0]],
    ['a Swiss thousand', rows((i) => `1'${200 + i}.5;${i}`), [1200.5, 0]],
    ['an American thousand with decimals', rows((i) => `"1,${200 + i}.5","${i}"`), [1200.5, 0]],
    ['millions', rows((i) => `"1,000,${200 + i}",${i}`), [1_000_200, 0]],
    ['three decimals below one', rows((i) => `"0,${125 + i}","${comma(i, 1)}"`), [0.125, 0]],
    ['three decimals between semicolons', rows((i) => `1,${125 + i};2,${250 + i}`), [1.125, 2.25]],
    ['four decimals', rows((i) => `1,${1250 + i}\t2,${2500 + i}`), [1.125, 2.25]],
    ['bars', rows((i) => `${i + 0.5}|${2 * i}`, 'a|b'), [0.5, 0]],
    ['sep=, with a header', `sep=,\n${rows((i) => `${i + 0.5},${2 * i}`, 'x,y')}`, [0.5, 0]],
    ['"sep=\\t" in quotes', `"sep=\t"\n${rows((i) => `${i + 0.5}\t${2 * i}`)}`, [0.5, 0]],
    [
      'a pandas index without a name over integers',
      rows((i) => `${i},${i + 0.5},${2 * i}`, ',0,1'),
      [0.5, 0],
    ],
    ['an integer header over decimals', rows((i) => `${i + 0.5},${2 * i}.0`, '0,1'), [0.5, 0]],
    ['a column "id" that counts', rows((i) => `${i + 1},${i + 0.5},${2 * i}`, 'id,a,b'), [0.5, 0]],
    [
      'a column "id" that does not count',
      rows((i) => `${(i * 7) % 12},${i + 0.5},${2 * i}`, 'id,a,b'),
      [0, 0.5],
    ],
    [
      'two indices of pandas',
      rows((i) => `${i},${i},${i + 0.5},${2 * i}`, 'Unnamed: 0.1,Unnamed: 0,a,b'.replace('0.1', '1')),
      [0.5, 0],
    ],
    [
      'dates beside numbers',
      rows((i) => `2024-01-${10 + i} 00:00:00,${i + 0.5},${2 * i}`, 't,a,b'),
      [0.5, 0],
    ],
    ['an empty last column', rows((i) => `${i + 0.5},${2 * i},`, 'x,y,'), [0.5, 0]],
    [
      'a missing value in a column that is not used',
      rows((i) => `${i + 0.5},${2 * i},${i === 0 ? '' : i}`, 'x,y,z'),
      [0.5, 0],
    ],
    ['a column of one value before two others', rows((i) => `1,${i + 0.5},${2 * i}`, 'a,b,c'), [0.5, 0]],
    ['names alone in quotes', rows((i) => `${i + 0.5},${2 * i}`, '"1","2"'), [0.5, 0]],
    ['years as names', rows((i) => `${i + 0.5},${2 * i}`, '2019,2020'), [0.5, 0]],
    [
      'years as names over decimal commas',
      rows((i) => `${comma(i + 0.5)};${comma(2 * i)}`, '2019;2020'),
      [0.5, 0],
    ],
    [
      'a header of several lines',
      rows((i) => `${i + 0.5},${2 * i}`, '"length\n(mm)","depth, real\n(mm)"'),
      [0.5, 0],
    ],
    ['marks of inches that stay open', rows((i) => `${i + 0.5},${2 * i},5"`, 'x,y,size'), [0.5, 0]],
    [
      'a title and a date before the table',
      `Run 5\nMay 2024\n\n${rows((i) => `${i + 0.5},${2 * i}`, 'a,b')}`,
      [0.5, 0],
    ],
    ['comments of MATLAB', `% x y\n${rows((i) => `${i + 0.5} ${2 * i}`)}`, [0.5, 0]],
    ['exponents of Fortran', rows((i) => `  ${(i + 1) / 2}D+00  ${2 * i}.D-00`), [0.5, 0]],
    [
      'times of day and days',
      rows((i) => `${10 + i}:30,${10 + i}.01.2024,${i + 0.5},${2 * i}`, 't,d,a,b'),
      [0.5, 0],
    ],
    ['y before x', rows((i) => `${2 * i},${i + 0.5}`, 'Y,X'), [0.5, 0]],
  ])('%s', (_, text, expected) => {
    expect(first(text)).toEqual(expected);
  });

  it.each<[string, string, RegExp]>([
    [
      '1,125 and 2,250 between tabs, without a number below a thousand',
      rows((i) => `1,${125 + i}\t2,${250 + i}`),
      /line 1, column 1: found "1,125".*two ways/,
    ],
    ['1,125 beside 1500', rows((i) => `"1,${125 + i}",${1500 + i}`), /two ways/],
    ['a decimal comma beside a decimal point', rows((i) => `"${comma(i + 0.5)}",${i}.25`), /two ways/],
    [
      'a decimal comma after two hundred points',
      rows((i) => (i < 300 ? `${i}.5;${i}` : '1,5;2'), undefined, 310),
      /line 301, column 1.*decimal point/,
    ],
    [
      'a missing x in row 5',
      rows((i) => `${i === 4 ? 'NA' : i},${2 * i}`, 'x,y'),
      /line 6, column 1: found "NA"/,
    ],
  ])('%s is refused by the line', (_, text, message) => {
    expect(() => readTable(text)).toThrow(message);
  });

  it.each<[string, Uint8Array]>([
    ['UTF-16 with a mark', utf16('\ufefflänge,b\n', 'little')],
    ['UTF-16, big-endian, with a mark', utf16('\ufefflänge,b\n', 'big')],
    ['UTF-16 without a mark', utf16('länge,b\n', 'little')],
    ['UTF-8 with a mark', new TextEncoder().encode(`\ufefflänge,b\n${TEN}`)],
    ['Windows-1252', Uint8Array.from(`länge,b\n${TEN}`, (character) => character.charCodeAt(0))],
  ])('%s keeps its names', (_, bytes) => {
    const { names, points } = readTable(bytes);
    expect(names).toEqual(['länge', 'b']);
    expect([...points.slice(0, 2)]).toEqual([0.5, 0]);
  });

  it.each(['NaN', 'inf', '-Infinity', '#N/A', '1e300', 'Total', '$5', '5 mm', '..'])(
    'a cell of %s is refused by its line, and the preview offers other columns',
    (cell) => {
      const text = rows((i) => `${i === 4 ? cell : i},${i + 0.5},${2 * i}`, 'a,b,c');
      expect(() => readTable(text)).toThrow(/line 6, column 1/);
      const result = previewTable(text);
      expect(result.problem).toMatch(/line 6, column 1.*choose other columns/);
      expect(result.preview.columns.map(({ kind }) => kind)).toEqual(['number', 'number', 'number']);
      expect(previewTable(text, { x: 1, y: 2 })).toEqual(readTable(text, { x: 1, y: 2 }));
    },
  );

  it('a problem that other columns do not solve is thrown by the preview too', () => {
    expect(() => previewTable(rows((i) => `${i === 4 ? 'NaN' : i},${i}`))).toThrow(/line 5, column 1/);
    expect(() => previewTable('1,2,3')).toThrow(/at least 10 rows/);
  });

  it.each<[string, string]>([
    ['gnuplot’s blocks', rows((i) => `${i}.5 ${2 * i}${i % 4 === 3 ? '\n\n\n' : ''}`, '# t v')],
    ['a blank line at the end and comments', `${rows((i) => `${i},${2 * i}`, 'a,b')}\n\n# the end\n`],
    ['a title before the table', rows((i) => `${i},${2 * i}`, 'Run 5\na,b')],
  ])('%s are no rows: twelve are counted', (_, text) => {
    expect(readTable(text).preview.count).toBe(12);
    expect(readTable(text).points).toHaveLength(24);
  });

  it('the preview of columns that cannot be read counts the rows below the names', () => {
    const text = `\n${rows((i) => `${i === 4 ? 'NA' : i},${i},${2 * i}`, 'x,y,z')}\n# end\n`;
    expect(previewTable(text).preview.count).toBe(12);
  });

  it.each<[string, string, RegExp]>([
    ['JSON', JSON.stringify([{ x: 1, y: 2 }]), /found JSON: save it as CSV/],
    ['JSON of columns', ' {"x": [1, 2], "y": [3, 4]}', /found JSON/],
    ['a web page that a portal calls .xls', '<html><table><tr><td>1', /found a web page/],
    ['ARFF', '@relation r\n@attribute a numeric\n@data\n1,2', /found an ARFF file/],
  ])('%s is refused by its kind', (_, text, message) => {
    expect(() => readTable(text)).toThrow(message);
  });

  it('what is ambiguous can be decided', () => {
    const text = rows((i) => `1,${125 + i}\t2,${250 + i}`);
    expect(first(text, { decimal: ',' })).toEqual([1.125, 2.25]);
    expect(first(text, { decimal: '.' })).toEqual([1125, 2250]);
  });

  it('columns are chosen by name or number, and a third one gives labels', () => {
    const text = rows((i) => `${i},${i + 0.5},${2 * i},${i % 2 ? 'b' : 'a'}`, 'p,q,r,species');
    const { points, labels, preview } = readTable(text, { x: 'R', y: 1, label: 'species' });
    expect([...points.slice(0, 4)]).toEqual([0, 0.5, 2, 1.5]);
    expect(labels).toEqual({ names: ['a', 'b'], values: Int32Array.from({ length: 12 }, (_, i) => i % 2) });
    expect(preview).toMatchObject({ x: 2, y: 1, label: 3 });
    expect(preview.columns[3]).toMatchObject({ kind: 'text', distinct: 2 });
    expect(() => readTable(text, { x: 'speed' })).toThrow(
      /column "speed": found no such column; expected one of "p"/,
    );
  });

  it('an integer header that could be a point is one, with a notice', () => {
    const text = rows((i) => `${i},${i + 1}`);
    expect(first(text)).toEqual([0, 1]);
    expect(readTable(text).notices.join()).toMatch(/first row, "0,1", is read as a point/);
  });

  it('numbers that float64 holds apart and float32 does not are counted', () => {
    const text = rows((i) => `${i % 2 ? 1e9 : -1e9 - i / 8},${i}`);
    expect(readTable(text).notices.join()).toMatch(
      /Column 1 has 7 different values; 32-bit numbers keep 2 of them apart/,
    );
  });
});

const openZipCase = async (name: string): Promise<OpenedModel> =>
  openedModel(await unpackModel(fileOf(name)));
const architectureOf = ({ config }: OpenedModel) => JSON.parse(config.architecture);
/** What the network makes of an opened file. */
const modelOf = ({ config, weights }: OpenedModel) => {
  const model = createModel(config, { shape: config.model === 'mlp' ? [2] : null, classes: 0 });
  return { model, flat: () => model.flatten(weights.ema) };
};

describe('model files that were read wrongly', () => {
  it.each([
    [
      'clip-false-v.zip',
      { clipDenoised: false, prediction: 'v', variance: 'fixed-small', spacing: 'leading' },
    ],
    ['variance-large-v.zip', { variance: 'fixed-large', prediction: 'v' }],
    ['variance-small-v.zip', { variance: 'fixed-small', prediction: 'v' }],
    ['moons-learned-variance.zip', { variance: 'learned', dataset: 'moons' }],
    ['orig-mod-prefix.zip', { prediction: 'eps', dataset: 'images' }],
    ['powershell-backslashes.zip', { prediction: 'eps', dataset: 'images' }],
    ['classes27-28.zip', { dataset: 'images', classes: true }],
  ])('%s gives its own settings, and weights that fit', async (name, settings) => {
    const opened = await openZipCase(name);
    expect(opened.config).toMatchObject(settings);
    expect(modelOf(opened).flat().every(Number.isFinite)).toBe(true);
  });

  it.each([
    ['classes11-rgb32.zip', 10],
    ['classes27-28.zip', 26],
  ])('%s has %i classes and a row for none', async (name, classes) => {
    const opened = await openZipCase(name);
    expect(modelOf(opened).model).toMatchObject({ classes, unlabelled: classes });
    expect(opened.notices).toEqual([]);
  });

  it('own-units-model.zip is drawn from without its table, standardised, and says so', async () => {
    const opened = await openZipCase('own-units-model.zip');
    expect(opened.source).toMatchObject({ kind: 'learned-points', units: null });
    expect(opened.notices.join()).toMatch(/does not say the units/);
  });

  it.each<[string, RegExp]>([
    ['nan-weights.zip', /tensor "conv_out\.bias": found 1 of 1 values that are not finite/],
    ['two-channels-32.zip', /in_channels: found 2; expected 1 \(grey\) or 3/],
    ['checkpoint-pt-as.zip', /PyTorch checkpoint.*safetensors\.torch\.save_file/],
  ])('%s is refused', async (name, message) => {
    await expect(openZipCase(name)).rejects.toThrow(message);
  });

  it('weights-have-attention-config-not.zip is refused by the names of the tensors', async () => {
    const { flat } = modelOf(await openZipCase('weights-have-attention-config-not.zip'));
    expect(flat).toThrow(/no place for: "[^"]*attentions\.0/);
  });
});

describe('model files of the same kinds', () => {
  const files = () => readZip(fileOf('variance-small-v.zip'));
  const scheduler = async (fields: object) => {
    const all = await files();
    return openedModel(await unpackModelFolder(all.set('scheduler/scheduler_config.json', json(fields))));
  };
  const unet = async (fields: object) => {
    const all = await files();
    const config = JSON.parse(new TextDecoder().decode(all.get('unet/config.json')));
    return all.set('unet/config.json', json({ ...config, ...fields }));
  };
  const WEIGHTS = 'unet/diffusion_pytorch_model.safetensors';

  it('the folder of a training script means the model at the top', async () => {
    const all = await files();
    for (const [name, bytes] of [...all])
      if (name.startsWith('unet/')) all.set(`checkpoint-500/${name}`, bytes);
    const opened = openedModel(await unpackModel(writeZip(all)));
    expect(opened.config.prediction).toBe('v');
    expect(opened.notices.join()).toMatch(
      /"unet\/config\.json" is read; "checkpoint-500\/unet\/config\.json"/,
    );
  });

  it('a byte order mark before a configuration, as PowerShell writes it, is passed over', async () => {
    const all = await files();
    for (const name of ['unet/config.json', 'scheduler/scheduler_config.json'])
      all.set(name, Uint8Array.of(0xef, 0xbb, 0xbf, ...all.get(name)!));
    expect(openedModel(await unpackModelFolder(all)).config.prediction).toBe('v');
  });

  it.each(['vqvae', 'vae'])(
    'latent diffusion, whose %s makes the images, is refused: latents are no pictures',
    async (decoder) => {
      const all = await files();
      all.set(`${decoder}/config.json`, json({ _class_name: 'VQModel' }));
      await expect(unpackModelFolder(all)).rejects.toThrow(/decoder: the network draws latents/);
      const nested = new Map([...all].map(([name, bytes]) => [`ldm/${name}`, bytes]));
      await expect(unpackModelFolder(nested)).rejects.toThrow(/"?ldm\/\w+"?: found a decoder/);
    },
  );

  it('what is supported is said in words', async () => {
    await expect(scheduler({ num_train_timesteps: 100_000 })).rejects.toThrow(/supported: at most 10000;/);
    await expect(scheduler({ num_train_timesteps: '1000' })).rejects.toThrow(/supported: a number;/);
    await expect(scheduler({ _class_name: 'LCMScheduler' })).rejects.toThrow(
      /supported: "DDPMScheduler", "DDIMScheduler", .* or "\w+";/,
    );
  });

  it('dropout, which acts in training alone, is accepted', async () => {
    expect(architectureOf(openedModel(await unpackModelFolder(await unet({ dropout: 0.1 })))).dropout).toBe(
      0,
    );
  });

  it.each([
    ['EulerDiscreteScheduler', { interpolation_type: 'linear', use_karras_sigmas: true }],
    ['PNDMScheduler', { skip_prk_steps: true, set_alpha_to_one: false }],
    ['DPMSolverMultistepScheduler', { algorithm_type: 'dpmsolver++', solver_order: 2, variance_type: null }],
    ['UniPCMultistepScheduler', { solver_type: 'bh2', predict_x0: true, disable_corrector: [] }],
    ['HeunDiscreteScheduler', { beta_start: 1e-4, beta_end: 0.02 }],
  ])('%s is read for its betas, and does not clip', async (_class_name, fields) => {
    const { config, notices } = await scheduler({ _class_name, beta_schedule: 'linear', ...fields });
    expect(config).toMatchObject({
      schedule: 'linear',
      T: 1000,
      betaStart: 1e-4,
      betaEnd: 0.02,
      clipDenoised: false,
    });
    expect(notices.join()).toContain(_class_name);
  });

  it.each([
    ['no field at all', {}, { schedule: 'linear', T: 1000, variance: 'fixed-small', clipDenoised: true }],
    [
      'v, trailing and zero terminal SNR',
      { prediction_type: 'v_prediction', timestep_spacing: 'trailing', rescale_betas_zero_snr: true },
      { prediction: 'v', spacing: 'trailing', zeroTerminalSnr: true },
    ],
    [
      'sigmoid, linspace and x0',
      { beta_schedule: 'sigmoid', timestep_spacing: 'linspace', prediction_type: 'sample' },
      { schedule: 'sigmoid', spacing: 'linspace', prediction: 'x0' },
    ],
    ['fixed_large_log', { variance_type: 'fixed_large_log' }, { variance: 'fixed-large' }],
  ])('a scheduler with %s', async (_, fields, settings) => {
    expect((await scheduler(fields)).config).toMatchObject(settings);
  });

  it.each<[object, RegExp]>([
    [{ thresholding: true }, /thresholding is true; supported: false/],
    [{ clip_sample_range: 2 }, /clip_sample_range: found 2/],
    [{ variance_type: 'learned_range' }, /learned_range.*gives 1 channels and not 2/],
    [
      { trained_betas: [0.1, 0.3, 0.2], num_train_timesteps: 3 },
      /trained_betas: found a list that no schedule.*nearest is beta_schedule="\w+".*differs by at most [\d.]+%.*trained_betas to null/,
    ],
    [
      { trained_betas: Array.from({ length: 1000 }, (_, t) => 1e-4 + 2e-5 * t + (t % 2) * 1e-7) },
      /nearest is beta_schedule="linear", beta_start=0\.0001, beta_end=0\.02: .*at most 0\.\d+%/,
    ],
    [{ trained_betas: [0.1, 0.2] }, /2 entries; num_train_timesteps is 1000/],
  ])('a scheduler with %j is refused by the field', async (fields, message) => {
    await expect(scheduler(fields)).rejects.toThrow(message);
  });

  it('settings of sampling that are not applied are named', async () => {
    const ddim = { _class_name: 'DDIMScheduler', steps_offset: 1, set_alpha_to_one: false };
    const { notices } = await scheduler(ddim);
    expect(notices.join(' ')).toMatch(/steps_offset of 1 is not applied.*set_alpha_to_one is false/);
    expect((await scheduler({ ...ddim, timestep_spacing: 'trailing' })).notices.join()).not.toMatch(/offset/);
    expect((await scheduler({ _class_name: 'DDIMScheduler' })).notices).toEqual([]);
  });

  it('a scheduler of another process is refused by name', async () => {
    await expect(scheduler({ _class_name: 'ScoreSdeVeScheduler' })).rejects.toThrow(/ScoreSdeVeScheduler/);
    await expect(
      scheduler({ _class_name: 'DPMSolverMultistepScheduler', use_flow_sigmas: true }),
    ).rejects.toThrow(/use_flow_sigmas/);
  });

  it('a row for none is not assumed where the table is a usual number of classes', async () => {
    const all = await unet({ num_class_embeds: 10 });
    const opened = openedModel(await unpackModelFolder(all));
    expect(opened.config.guidance).toBe(1);
    expect(opened.notices.join()).toMatch(/10 classes and none for "no class".*guidance 1/);
    expect(createModel(opened.config, { shape: null, classes: 0 })).toMatchObject({
      classes: 10,
      unlabelled: -1,
    });
  });

  it.each([
    ['DataParallel', (name: string) => `module.${name}`],
    ['both wrappers', (name: string) => `module._orig_mod.${name}`],
    ['a compiled part', (name: string) => name.replace(/^(down_blocks\.\d+)\./, '$1._orig_mod.')],
    ['a trainer that holds the network', (name: string) => `unet.${name}`],
  ])('names of %s are known', async (_, rename) => {
    const { readSafetensors } = await import('../../../src/interop/safetensors');
    const all = await files();
    const tensors = new Map(
      [...readSafetensors(all.get(WEIGHTS)!)].map(([name, tensor]) => [rename(name), tensor]),
    );
    const opened = openedModel(await unpackModelFolder(all.set(WEIGHTS, writeSafetensors(tensors))));
    expect(modelOf(opened).flat().length).toBeGreaterThan(1000);
  });

  it('metadata of null are none', async () => {
    const all = await files();
    const bytes = all.get(WEIGHTS)!;
    const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
    const header = new TextDecoder().decode(bytes.subarray(8, 8 + length));
    const changed = header.replace(/"__metadata__":\{[^}]*\}/, '"__metadata__":null').padEnd(length);
    all.set(
      WEIGHTS,
      Uint8Array.from([
        ...bytes.subarray(0, 8),
        ...new TextEncoder().encode(changed),
        ...bytes.subarray(8 + length),
      ]),
    );
    expect(openedModel(await unpackModelFolder(all)).config.model).toBe('unet');
  });

  it.each(['unet/model.safetensors', 'unet/diffusion_pytorch_model.non_ema.safetensors'])(
    '%s alone is read, and named beside the usual one',
    async (name) => {
      const all = await files();
      all.set(name, all.get(WEIGHTS)!).delete(WEIGHTS);
      const { notices } = openedModel(await unpackModelFolder(all));
      expect(notices.join()).toContain(name);
      expect(notices.join()).toContain(WEIGHTS);
    },
  );

  it('of two files of weights the usual one is read, and the other is named; without the usual one neither is', async () => {
    const all = await files();
    const other = 'unet/diffusion_pytorch_model.non_ema.safetensors';
    all.set(other, all.get(WEIGHTS)!);
    expect(openedModel(await unpackModelFolder(all)).notices.join()).toContain(`"${other}" is not`);
    all.set('unet/model.safetensors', all.get(WEIGHTS)!).delete(WEIGHTS);
    await expect(unpackModelFolder(all)).rejects.toThrow(
      /found no such file, but .*non_ema.*model\.safetensors/,
    );
  });

  it.each([
    ['a bare pickle of PyTorch 1.5', Uint8Array.of(0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20)],
    ['a checkpoint of Lightning', writeZip(new Map([['epoch=3-step=100/data.pkl', new Uint8Array(9)]]))],
  ])('%s is recognised by its bytes', async (_, bytes) => {
    await expect(unpackModelFolder(new Map([['model.ckpt', bytes]]))).rejects.toThrow(
      /"model\.ckpt".*PyTorch checkpoint/,
    );
  });

  it('weights alone ask for their configuration', async () => {
    const bytes = (await files()).get(WEIGHTS)!;
    await expect(unpackModelFolder(new Map([['a.safetensors', bytes]]))).rejects.toThrow(
      /together with their config\.json/,
    );
  });

  it('an infinity is refused as NaN is', async () => {
    const all = await readZip(fileOf('moons-learned-variance.zip'));
    const { readSafetensors } = await import('../../../src/interop/safetensors');
    const tensors = readSafetensors(all.get('model.safetensors')!);
    tensors.get('output.bias')!.data[1] = Number.POSITIVE_INFINITY;
    const file = await unpackModelFolder(all.set('model.safetensors', writeSafetensors(tensors)));
    expect(() => openedModel(file)).toThrow(/"output\.bias".*1 of 4 values.*Infinity/);
  });
});

describe('what the app writes', () => {
  const named = (model: ReturnType<typeof createModel>) =>
    model.unflatten(new Float32Array(model.layout.size));
  const trainerOf = (model: ReturnType<typeof createModel>) => ({
    savedModel: async () => ({ weights: { ema: named(model) }, unet: model.unet, dit: model.dit }),
  });

  it('a model of an own table says its units and box, with which it is opened without the table', async () => {
    const { points, offset } = readTable(fileOf('own-units.csv'));
    const source = { kind: 'points', points, offset, name: 'own-units.csv' } as const;
    const config = { ...DEFAULT_CONFIG, dataset: 'csv', schedule: 'linear', T: 77 } as const;
    const model = createModel(config, { shape: [2], classes: 0 });
    const files = await readZip(await packRun({ runId: 1, config, source }, trainerOf(model)));
    files.delete('run.json');
    const opened = openedModel(await unpackModelFolder(files));
    expect(opened.config).toMatchObject({ dataset: 'csv', schedule: 'linear', T: 77 });
    expect(opened.notices).toEqual([]);
    const { units, box } = openDataset(opened.config, opened.source);
    expect(units).toEqual(openDataset(config, source).units);
    expect(box).toEqual(openDataset(config, source).box);
    expect(units!.offset[0]).toBeCloseTo(500, -1);
    expect(units!.offset[1]).toBeCloseTo(-20, 0);
    expect(() =>
      openDataset(opened.config, opened.source).sample(9, createRng({ seed: 1, stream: 'data', step: 0 })),
    ).toThrow(/open the table to train/);
  });

  it('a model of a table with classes is opened with them, without the table', async () => {
    const { points, offset } = readTable(fileOf('own-units.csv'));
    const labels = Int32Array.from({ length: points.length / 2 }, (_, i) => i % 3);
    const classes = ['low', 'middle', 'high'];
    const source = { kind: 'points', points, offset, labels, classes, name: 'own-units.csv' } as const;
    const config = { ...DEFAULT_CONFIG, dataset: 'csv', classes: true } as const;
    const model = createModel(config, { shape: [2], classes: 3 });
    const files = await readZip(await packRun({ runId: 1, config, source }, trainerOf(model)));
    files.delete('run.json');
    const opened = openedModel(await unpackModelFolder(files));
    expect(opened.config.classes).toBe(true);
    expect(classNames(opened.config, opened.source)).toEqual(classes);
    const again = createModel(opened.config, openTrainingData(opened.config, opened.source));
    expect(again.classes).toBe(3);
    expect(() => again.flatten(opened.weights.ema)).not.toThrow();
  });

  it.each([
    ['near the cosine schedule', { handles: COSINE_HANDLES, T: 1000 }],
    ['of another form, in a short chain', { handles: '0*7_0.3*4_0.5*-1_0.8*-2_1*-9', T: 200 }],
  ])('a drawn schedule is read back without run.json: %s', async (_, changes) => {
    const config = {
      ...DEFAULT_CONFIG,
      dataset: 'mnist',
      model: 'unet',
      unet: 'grey-28-tiny',
      schedule: 'drawn',
      ...changes,
    } as const;
    const model = createModel(config, { shape: [28, 28, 1], classes: 0 });
    const files = await readZip(await packRun({ runId: 1, config }, trainerOf(model)));
    files.delete('run.json');
    const opened = openedModel(await unpackModelFolder(files));
    expect(opened.config).toMatchObject({ schedule: 'drawn', T: config.T });
    expect(opened.config.handles).toBe(config.handles);
    expect(opened.notices).toEqual([]);
    // handles that do not draw the betas of the file are no schedule of it
    const scheduler = JSON.parse(new TextDecoder().decode(files.get('scheduler/scheduler_config.json')));
    scheduler._handles = '0*9_1*-9';
    files.set('scheduler/scheduler_config.json', new TextEncoder().encode(JSON.stringify(scheduler)));
    const folder = await unpackModelFolder(files);
    expect(() => openedModel(folder)).toThrow(/a list that no schedule here gives/);
  });

  it.each(['grey-28', 'grey-28-tiny'] as const)(
    'a U-Net %s with a learned variance has the outputs that its scheduler asks for',
    async (unet) => {
      const config = { ...defaultsOf('mnist'), model: 'unet', unet, variance: 'learned' } as const;
      const model = createModel(config, { shape: [28, 28, 1], classes: 10 });
      const files = await readZip(await packRun({ runId: 1, config }, trainerOf(model)));
      const fileOf = (name: string) => JSON.parse(new TextDecoder().decode(files.get(name)));
      expect(fileOf('unet/config.json')).toMatchObject({ in_channels: 1, out_channels: 2 });
      expect(fileOf('scheduler/scheduler_config.json').variance_type).toBe('learned_range');
      expect(openedModel(await unpackModelFolder(new Map(files))).config.variance).toBe('learned');
      files.delete('run.json');
      expect(openedModel(await unpackModelFolder(files)).config.variance).toBe('learned');
    },
  );

  it('a run.json that asks a network with one output for its variance is opened with a fixed one', async () => {
    const config = { ...defaultsOf('mnist'), model: 'unet', unet: 'grey-28-tiny' } as const;
    const model = createModel(config, { shape: [28, 28, 1], classes: 10 });
    const files = await readZip(await packRun({ runId: 1, config }, trainerOf(model)));
    files.set('run.json', new TextEncoder().encode(JSON.stringify({ ...config, variance: 'learned' })));
    const opened = openedModel(await unpackModelFolder(files));
    expect(opened.config.variance).toBe('fixed-small');
    expect(() => createModel(opened.config, { shape: [28, 28, 1], classes: 10 })).not.toThrow();
  });

  it.each([
    ['linear, scaled', { schedule: 'linear', T: 400 }],
    ['quadratic', { schedule: 'quadratic', T: 300 }],
    ['cosine with another offset', { schedule: 'cosine', T: 500, cosineS: 0.03 }],
    ['scaled-linear at zero terminal SNR', { schedule: 'scaled-linear', T: 1000, zeroTerminalSnr: true }],
  ] as const)('the betas of a U-Net are read back without run.json: %s', async (_, changes) => {
    const config = {
      ...DEFAULT_CONFIG,
      dataset: 'mnist',
      model: 'unet',
      unet: 'grey-28-tiny',
      ...changes,
    } as const;
    const model = createModel(config, { shape: [28, 28, 1], classes: 10 });
    const files = await readZip(await packRun({ runId: 1, config }, trainerOf(model)));
    files.delete('run.json');
    const opened = openedModel(await unpackModelFolder(files));
    const betas = (run: RunConfig) => createBetas(run.schedule, { ...run });
    const [back, own] = [betas(opened.config), betas(config)];
    expect(back.length).toBe(own.length);
    own.forEach((beta, t) => {
      expect(Math.abs(back[t] - beta)).toBeLessThan(1e-9);
    });
  });

  it('the names of the classes of own images are read back, too many for the field are left out', async () => {
    const config = {
      ...DEFAULT_CONFIG,
      dataset: 'images',
      model: 'unet',
      unet: 'grey-28-tiny',
      classes: true,
    } as const;
    const saved = async (classes: readonly string[]) => {
      const images = new Uint8Array(8 * 784);
      const source = {
        kind: 'images',
        name: 'shapes',
        images,
        count: 8,
        height: 28,
        width: 28,
        channels: 1,
        classes,
      } as const;
      const model = createModel(config, { shape: [28, 28, 1], classes: classes.length });
      const files = await readZip(await packRun({ runId: 1, config, source }, trainerOf(model)));
      return openedModel(await unpackModelFolder(files)).config;
    };
    expect(classNames(await saved(['crosses', 'discs']), undefined)).toEqual(['crosses', 'discs']);
    const long = Array.from({ length: 90 }, (_, i) => `${'species '.repeat(8)}${i}`);
    expect(classNames(await saved(long), undefined)).toEqual(long.map((_, i) => String(i)));
  });

  it('the row for no class is read back without run.json', async () => {
    const config = {
      ...DEFAULT_CONFIG,
      dataset: 'mnist',
      model: 'unet',
      unet: 'grey-28-tiny',
      classes: true,
    } as const;
    const model = createModel(config, { shape: [28, 28, 1], classes: 6 });
    const files = await readZip(await packRun({ runId: 1, config }, trainerOf(model)));
    files.delete('run.json');
    const opened = openedModel(await unpackModelFolder(files));
    expect(createModel(opened.config, { shape: null, classes: 0 })).toMatchObject({
      classes: 6,
      unlabelled: 6,
    });
  });
});
