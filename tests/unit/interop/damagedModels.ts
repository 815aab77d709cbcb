/** Damaged models, archives of runs and recordings, each wrong in one place. */
import { readdirSync, readFileSync } from 'node:fs';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { readClassifier } from '../../../src/evaluation/classifier';
import { openChosenModel } from '../../../src/interop/chosenModel';
import { readTable } from '../../../src/interop/csv';
import { parseSchedulerConfig } from '../../../src/interop/diffusersScheduler';
import { parseUnetConfig } from '../../../src/interop/diffusersUnet';
import { parseDitConfig } from '../../../src/interop/ditConfig';
import { parseLearnedPoints } from '../../../src/interop/learnedPoints';
import { parseModelCard, parseModelIndex } from '../../../src/interop/modelCard';
import { unpackModelFolder } from '../../../src/interop/modelFile';
import { writeNpy } from '../../../src/interop/npy';
import { openedModel } from '../../../src/interop/openedModel';
import { openRunArchive } from '../../../src/interop/runArchive';
import { readCheckedSafetensors, readSafetensors, writeSafetensors } from '../../../src/interop/safetensors';
import type { Json, JsonObject } from '../../../src/interop/strictJson';
import { canonicalNames, checkFinite } from '../../../src/interop/tensorNames';
import { unpackTraining } from '../../../src/interop/trainingFile';
import { decodeTrajectoryFile } from '../../../src/interop/trajectoryFile';
import { writeZip } from '../../../src/interop/zip';
import { readTrajectoryFile } from '../../../src/interop/zippedTrajectory';
import type { NamedTensor } from '../../../src/types/weights';
import { DAMAGED_FILES, named, type Read } from './damagedFiles';
import { bytesOfText, folder, weights } from './readers';
import { safetensorsFile, tensorEntry } from './safetensorsFile';

export { READERS } from './readers';

const json = (value: unknown) => bytesOfText(JSON.stringify(value));

const many = Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`t${i}`, tensorEntry(0, 0)]));
const long = new Uint8Array(8 + 5 * 2 ** 20);
new DataView(long.buffer).setBigUint64(0, 5n * 2n ** 20n, true);
const TENSORS: Readonly<Record<string, Uint8Array>> = {
  'an empty file': new Uint8Array(0),
  'a header of 2^64 - 1': new Uint8Array(99).fill(255),
  'a header of 5 MiB': long,
  'a header that does not begin with {': safetensorsFile(' {}'),
  'too many tensors': safetensorsFile(many),
  'metadata that are no string': safetensorsFile({ __metadata__: { step: 1 } }),
  'metadata that are a list': safetensorsFile({ __metadata__: [1] }),
  'a tensor that is a list': safetensorsFile({ a: [1] }),
  'an unknown key': safetensorsFile({ a: { ...tensorEntry(0, 4), b: 1 } }, [0, 0, 0, 0]),
  'an unknown dtype': safetensorsFile({ a: tensorEntry(0, 4, [4], 'F8_E4M3') }, [0, 0, 0, 0]),
  'a negative size': safetensorsFile({ a: tensorEntry(0, 4, [-1]) }, [0, 0, 0, 0]),
  'offsets that run backwards': safetensorsFile({ a: tensorEntry(4, 0, [1]) }, [0, 0, 0, 0]),
  'a shape that is larger than its range': safetensorsFile({ a: tensorEntry(0, 4, [2]) }, [0, 0, 0, 0]),
  'offsets past the end': safetensorsFile({ a: tensorEntry(0, 8) }, [0, 0, 0, 0]),
  'an overlap': safetensorsFile({ a: tensorEntry(0, 8), b: tensorEntry(4, 12) }, new Uint8Array(12)),
  'a hole': safetensorsFile({ a: tensorEntry(0, 4), b: tensorEntry(8, 12) }, new Uint8Array(12)),
  'bytes that belong to no tensor': safetensorsFile({ a: tensorEntry(0, 4) }, new Uint8Array(12)),
  'a digest that is none': writeSafetensors(new Map(), { sha256: 'abc' }),
  'a changed byte': weights.map((byte, i) => (i === weights.length - 1 ? byte ^ 1 : byte)),
};

const tensor = (...values: number[]): NamedTensor => ({
  shape: [values.length],
  data: Float32Array.from(values),
});
const trainingOf = (names: Readonly<Record<string, NamedTensor>>, step = '3') =>
  writeSafetensors(new Map(Object.entries(names)), { step });
const TRAINING: Readonly<Record<string, Uint8Array>> = {
  'no step': trainingOf({}, 'x'),
  'an unknown name': trainingOf({ other: tensor(1) }),
  'too few moments of the loss': trainingOf({ 'times.loss_moments': tensor(1) }),
  'no moments': trainingOf({ 'weights.a': tensor(1) }),
  'moments of no weight': trainingOf({ 'adam.m.a': tensor(1) }),
  'moments of another shape': trainingOf({ 'weights.a': tensor(1), 'adam.m.a': tensor(1, 2) }),
};

const UNET = JSON.parse(
  readFileSync(new URL('../../fixtures/unet_attn_28/config.json', import.meta.url), 'utf8'),
);
const UNETS: Readonly<Record<string, object>> = {
  'another class': { _class_name: 'UNet2DConditionModel' },
  'many unsupported fields': { act_fn: 'gelu', dropout: 1, norm_eps: 0, mid_block_scale_factor: 0, x: 1 },
  'fields of another type': { sample_size: true, center_input_sample: 1, block_out_channels: 'x' },
  'sizes that are no whole numbers': { layers_per_block: 1.5, sample_size: [28, 28, 28] },
  'an image that is not square': { sample_size: [28, 32] },
  'a side that does not divide': { sample_size: 30 },
  'other lengths': { block_out_channels: [32, 48] },
  'groups that do not divide': { norm_num_groups: 7 },
  'heads that do not divide': { attention_head_dim: 5 },
  'groups of the mid block': { attn_norm_num_groups: 5 },
  'other channels': { out_channels: 3 },
  'an odd number of channels': { block_out_channels: [33, 48, 64] },
};
const SCHEDULERS: Readonly<Record<string, object>> = {
  'another class': { _class_name: 'ScoreSdeVeScheduler', beta_end: 1.5, variance_type: 'learned' },
  'numbers as text': { num_train_timesteps: '1000', trained_betas: {}, beta_schedule: 3 },
  'too many steps': { num_train_timesteps: 1e9 },
  'too few betas': { trained_betas: [0.1, 0.1] },
  'forty fields': Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`field${i}`, i + 1])),
};

const UNITS = { offset: [0, 0], scale: [1, 1], box: { min: [-1, -1], max: [1, 1] } };
const LEARNED: Readonly<Record<string, Json>> = {
  'a scale of 0': { ...UNITS, scale: [0, 1] },
  'a box whose corners are swapped': { ...UNITS, box: { min: [2, 2], max: [1, 1] } },
  'a number beyond float64': { ...UNITS, offset: [Number.POSITIVE_INFINITY, 0] },
  'three numbers': { ...UNITS, offset: [0, 0, 0] },
  'a list of names': { ...UNITS, names: 'x, y' },
};

const inFolder = async (changes: Readonly<Record<string, Uint8Array | null>>) => {
  const files = new Map(folder);
  for (const [name, bytes] of Object.entries(changes)) {
    if (bytes) files.set(name, bytes);
    else files.delete(name);
  }
  return openedModel(await unpackModelFolder(files));
};

const FACTS: JsonObject = {
  ...{ id: 'a', name: 'a', createdAt: 1, savedAt: 1, origin: 'train', base: 'new', trainedFor: 1 },
  ...{ backend: null, quality: null, appVersion: '1', data: null },
};
const POINTS = { kind: 'points', name: 'a', classes: ['a', 'b'] };
const IMAGES = { kind: 'images', name: 'a', labelled: false };
const npy = (shape: readonly number[], data: Float32Array | Float64Array | Int32Array | Uint8Array) =>
  writeNpy({ shape, data });
const points = npy([2, 2], new Float32Array(4));
/** @returns why the only run of an archive cannot be used */
async function refusedRun(facts: unknown, files: Readonly<Record<string, Uint8Array | null>> = {}) {
  const whole = { ...Object.fromEntries(folder), 'losses.npy': npy([1], Float32Array.of(1)) };
  const all = Object.entries({ ...whole, ...(facts !== null && { 'library.json': json(facts) }), ...files });
  const kept = all.flatMap(([name, bytes]) => (bytes ? [[`r/${name}`, bytes] as const] : []));
  const archive = openRunArchive(
    writeZip(new Map([...kept, ['s/library.json', json({})]])),
    () => DEFAULT_CONFIG,
  );
  const run = await archive.read('r');
  return 'reason' in run ? run.reason : null;
}
const withData = (data: object, files: Readonly<Record<string, Uint8Array | null>>) => () =>
  refusedRun({ ...FACTS, data }, files);
const RUNS: Readonly<Record<string, Read>> = {
  'no archive of runs': () =>
    openRunArchive(writeZip(new Map(['a', 'b'].map((name) => [name, points]))), () => DEFAULT_CONFIG),
  'a library that is text': () => refusedRun('x'),
  'a date that is none': () => refusedRun({ ...FACTS, createdAt: -1.5 }),
  'an unknown kind of data': () => refusedRun({ ...FACTS, data: { kind: 'sound' } }),
  'an empty id': () => refusedRun({ ...FACTS, id: '' }),
  'no training state': () => refusedRun(FACTS, { 'training.safetensors': null }),
  'no losses': () => refusedRun(FACTS, { 'losses.npy': null }),
  'losses of another type': () => refusedRun(FACTS, { 'losses.npy': npy([1], Float64Array.of(1)) }),
  'no points': withData(POINTS, {}),
  'points of one column': withData(POINTS, { 'data/points.npy': npy([2, 1], new Float32Array(2)) }),
  'too few labels': withData(POINTS, {
    'data/points.npy': npy([3, 2], new Float32Array(6)),
    'data/labels.npy': npy([2], Int32Array.of(0, 1)),
  }),
  'an unknown class': withData(POINTS, {
    'data/points.npy': points,
    'data/labels.npy': npy([2], Int32Array.of(0, 2)),
  }),
  'images of two channels': withData(IMAGES, { 'data/images.npy': npy([1, 1, 1, 2], new Uint8Array(2)) }),
};

const RECORDING: Readonly<Record<string, object | string>> = {
  'no header': 'x',
  'no frames': { frames: 1 },
  'a shape of two': { frames: 2, count: 1, shape: [1, 2] },
  'too many values': { frames: 2e6, count: 1e6 },
  'another length': { frames: 2, count: 1 },
};
const recordingOf = (header: object | string, body: readonly number[] = []) => {
  const text = bytesOfText(typeof header === 'string' ? header : JSON.stringify(header));
  return Uint8Array.from([
    ...bytesOfText('DLR1'),
    text.length & 255,
    text.length >> 8,
    0,
    0,
    ...text,
    ...body,
  ]);
};
const whole = Array(12).fill(0); // two frames of one point: 8 bytes of states, 4 of guesses

const CARD = {
  ...{ id: 'a', label: 'a', kind: 'mlp', data: 'moons', parameters: 1, steps: 1, trained: 'a', sampler: 'a' },
  quality: { measure: 'a', value: 1, floor: 1, samples: 1 },
};

/** A header of more values than a tab can hold, in a file that has as many bytes by its length alone. */
function hugeTensor(): Uint8Array {
  const values = 2 ** 28 + 1;
  const file = safetensorsFile({ a: tensorEntry(0, values, [values], 'U8') });
  return Object.defineProperty(file, 'length', { value: file.length + values });
}

async function unetWith(value: number) {
  return unpackModelFolder(
    new Map([
      ['unet/config.json', json(UNET)],
      ['unet/diffusion_pytorch_model.safetensors', writeSafetensors(new Map([['a', tensor(value)]]))],
    ]),
  ).then((file) => openedModel(file, 'mnist'));
}

const rangedHeader = () => {
  const ranges = [
    [0, 1],
    [0, 1],
  ];
  return { frames: 2, count: 1, step: 1, nfe: 1, stateRanges: ranges, guessRanges: ranges };
};

/** The classifier of the fixtures with tensors changed; null leaves one out. */
function classifierOf(changes: Readonly<Record<string, NamedTensor | null>>): Uint8Array {
  const tensors = new Map<string, NamedTensor>(
    readSafetensors(
      new Uint8Array(readFileSync(new URL('../../../public/classifier/mnist.safetensors', import.meta.url))),
    ),
  );
  for (const [name, changed] of Object.entries(changes)) {
    if (changed) tensors.set(name, changed);
    else tensors.delete(name);
  }
  return writeSafetensors(tensors);
}

const CASES = new URL('../../fixtures/cases/', import.meta.url);

/** @returns what is assumed of a file that was once read wrongly */
async function noticesOf(name: string): Promise<string> {
  const bytes = new Uint8Array(readFileSync(new URL(name, CASES)));
  const { notices } = name.endsWith('.zip')
    ? await openChosenModel([{ path: name, file: new Blob([bytes]) }])
    : readTable(bytes);
  return notices.join(' ');
}

/** Every file under the name of its reader and what is wrong with it. */
export const DAMAGED: readonly (readonly [string, Read])[] = [
  ...DAMAGED_FILES,
  ...named('safetensors', TENSORS, (bytes) => readCheckedSafetensors(bytes)),
  ['safetensors: 2^30 values', () => readSafetensors(hugeTensor())],
  [
    'tensors: a name twice',
    () =>
      canonicalNames(
        new Map([
          ['a', tensor(1)],
          ['module.a', tensor(1)],
        ]),
      ),
  ],
  ['tensors: not finite', () => checkFinite(new Map([['a', tensor(1, Number.NaN)]]), 'model.safetensors')],
  ...named('training', TRAINING, (bytes) => unpackTraining(bytes)),
  ...named('unet', UNETS, (fields) => parseUnetConfig(json({ ...UNET, ...fields }))),
  ['unet: no size', () => parseUnetConfig(json({}))],
  ...named('scheduler', SCHEDULERS, (fields) => parseSchedulerConfig(json(fields))),
  ['dit: nothing but its class', () => parseDitConfig({ _class_name: 'DiT', learn_sigma: 1 })],
  ...named('learned points', LEARNED, (value) => parseLearnedPoints(value, 'a')),
  ['model: weights of a U-Net that are not finite', () => unetWith(Number.POSITIVE_INFINITY)],
  ['model: no such schedule', () => inFolder({ 'run.json': json({ schedule: 'cosin' }) })],
  ['model: no weights', () => inFolder({ 'model.safetensors': null })],
  ['model: no configuration', () => inFolder({ 'config.json': null })],
  ...Object.entries(RUNS).map(([name, read]) => [`run: ${name}`, read] as const),
  ['run: no description', () => refusedRun(null)],
  ...named('recording', RECORDING, (header) => decodeTrajectoryFile(recordingOf(header))),
  ['recording: another file', () => decodeTrajectoryFile(bytesOfText('no recording'))],
  ['recording: a header that is cut off', () => decodeTrajectoryFile(recordingOf('{}').subarray(0, 9))],
  ['recording: no ranges', () => decodeTrajectoryFile(recordingOf({ frames: 2, count: 1 }, whole))],
  ['recording: no times', () => decodeTrajectoryFile(recordingOf(rangedHeader(), whole))],
  ['recording: gzip that is cut off', () => readTrajectoryFile(Uint8Array.of(0x1f, 0x8b, 8, 0))],
  ['card: another kind', () => parseModelCard({ ...CARD, kind: 'gan' })],
  ['card: an id that climbs', () => parseModelCard({ ...CARD, id: '../a' })],
  ['card: no list', () => parseModelIndex({})],
  ['classifier: nothing', () => readClassifier(writeSafetensors(new Map()))],
  ['classifier: another shape', () => readClassifier(classifierOf({ 'conv1.weight': tensor(1) }))],
  ['classifier: no reference', () => readClassifier(classifierOf({ 'reference.count': null }))],
  ['classifier: another reference', () => readClassifier(classifierOf({ 'reference.mean': tensor(1) }))],
  ...readdirSync(CASES)
    .filter((name) => !name.endsWith('.md'))
    .map((name) => [name, () => noticesOf(name)] as const),
];
