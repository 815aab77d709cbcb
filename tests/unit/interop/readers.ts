/** Every reader of files, with a file that it reads. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { defaultsOf } from '../../../src/config/family';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import { openChosenModel } from '../../../src/interop/chosenModel';
import { readTable } from '../../../src/interop/csv';
import { parseSchedulerConfig } from '../../../src/interop/diffusersScheduler';
import { parseUnetConfig } from '../../../src/interop/diffusersUnet';
import { readFigure, writeFigure } from '../../../src/interop/figureFile';
import { readIdx } from '../../../src/interop/idx';
import { imageDimensions } from '../../../src/interop/imageDimensions';
import { type MlpFile, packModel, unpackModel, unpackModelFolder } from '../../../src/interop/modelFile';
import { readModelLink, writeModelLink } from '../../../src/interop/modelLink';
import { readNpy, writeNpy } from '../../../src/interop/npy';
import { readNpz, writeNpz } from '../../../src/interop/npz';
import { openedModel } from '../../../src/interop/openedModel';
import { checkpointRefused, isPytorchCheckpoint } from '../../../src/interop/pytorchCheckpoint';
import { modelOf } from '../../../src/interop/runFile';
import {
  readCheckedSafetensors,
  readSafetensors,
  writeCheckedSafetensors,
} from '../../../src/interop/safetensors';
import { packTraining, unpackTraining } from '../../../src/interop/trainingFile';
import { encodeTrajectoryFile } from '../../../src/interop/trajectoryFile';
import { readZip, writeZip } from '../../../src/interop/zip';
import { namesInZip } from '../../../src/interop/zipNames';
import { readTrajectoryFile } from '../../../src/interop/zippedTrajectory';
import { namedWeights } from '../../../src/model/namedWeights';

const fixture = (path: string) =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/${path}`, import.meta.url)));
export const bytesOfText = (text: string): Uint8Array => new TextEncoder().encode(text);
const bytesOf = (value: unknown) => bytesOfText(JSON.stringify(value));
export const numbers = (length: number, scale = 1) =>
  Float32Array.from({ length }, (_, i) => scale * Math.sin(i + 1));

const tensors = new Map([
  ['in.weight', { shape: [2, 3], data: numbers(6) }],
  ['in.bias', { shape: [3], data: numbers(3) }],
]);
export const mlp: MlpFile = {
  kind: 'mlp',
  config: { model: 'mlp', width: 64, T: 50 },
  tensors,
  run: { dataset: 'moons', T: 50, seed: 3 },
  training: { step: 1234, params: tensors, m: tensors, v: tensors },
};
export const weights = await writeCheckedSafetensors(tensors);
const training = await packTraining(mlp.training!);
const archive = await packModel(mlp);
export const folder = await readZip(archive);
const link = await writeModelLink(mlp);

/** A transformer's folder without `run.json`: its `config.json` alone says what it is. */
const ditConfig: RunConfig = {
  ...defaultsOf('mnist', 'flow'),
  ...({ model: 'dit', patchSize: 7, hiddenSize: 8, blocks: 1, heads: 2, classes: true } as const),
};
const dit = namedWeights(ditConfig, { shape: [28, 28, 1], classes: 10 });
const ditModel = { tensors: dit.unflatten(numbers(dit.size)), training: null };
const ditFolder = await readZip(await packModel(modelOf({ config: ditConfig }, dit, ditModel)));
ditFolder.delete('run.json');

const [frames, count] = [3, 4];
const trajectory = encodeTrajectoryFile({
  config: DEFAULT_CONFIG,
  step: 10,
  trajectory: {
    shape: [2],
    frames,
    count,
    nfe: 2,
    milliseconds: 1,
    states: numbers(2 * frames * count),
    guesses: numbers(2 * frames * count),
    times: Float32Array.of(1, 0.5, 0),
    alphas: Float32Array.of(0, 0.5, 1),
    sigmas: Float32Array.of(1, 0.5, 0),
  },
});

const u32 = (n: number) => [n >>> 24, n >>> 16, n >>> 8, n].map((byte) => byte & 255);
const ascii = (text: string) => [...new TextEncoder().encode(text)];
export const PNG = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAABwAAAAcCAAAAABXZoBIAAAAC0lEQVR42mNgGNwAAADEAAFSkEvqAAAAAElFTkSuQmCC',
    'base64',
  ),
);
const JPEG = Uint8Array.of(255, 216, 255, 224, 0, 4, 0, 0, 255, 192, 0, 11, 8, 0, 28, 0, 28, 1, 1, 17, 0);
const WEBP = Uint8Array.from([
  ...ascii('RIFF'),
  ...[40, 0, 0, 0],
  ...ascii('WEBPVP8X'),
  ...[10, 0, 0, 0, 0, 0, 0, 0, 27, 0, 0, 27, 0, 0],
  ...Array(24).fill(0),
]);
const IDX = Uint8Array.from([0, 0, 8, 3, ...u32(2), ...u32(2), ...u32(3), ...Array(12).keys()]);
const npy = writeNpy({ shape: [2, 3], data: numbers(6) });
const npz = writeNpz(new Map([['samples', { shape: [2, 3], data: numbers(6) }]]));
const pickle = Uint8Array.of(0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19);

export interface Reader {
  readonly whole: Uint8Array;
  readonly read: (bytes: Uint8Array) => unknown;
}

const inFolder = (name: string) => (bytes: Uint8Array) =>
  unpackModelFolder(new Map(folder).set(name, bytes)).then((file) => openedModel(file));

/** Twelve rows of two numbers. */
const rows = (separator: string, point: string) =>
  Array.from({ length: 12 }, (_, i) => `${i}${point}5${separator}${(i * 7) % 5}\n`).join('');

/** Every reader, with a file that it reads. */
export const READERS: Readonly<Record<string, Reader>> = {
  safetensors: { whole: weights, read: (bytes) => readSafetensors(bytes) },
  'safetensors with a digest': { whole: weights, read: (bytes) => readCheckedSafetensors(bytes) },
  'training state': { whole: training, read: (bytes) => unpackTraining(bytes) },
  'model archive': { whole: archive, read: (bytes) => unpackModel(bytes) },
  'chosen model': {
    whole: archive,
    read: (bytes) => openChosenModel([{ path: 'm.zip', file: new Blob([bytes as BlobPart]) }]),
  },
  'model of a link': {
    whole: bytesOfText(link),
    read: (bytes) => openChosenModel([readModelLink(new TextDecoder('latin1').decode(bytes))]),
  },
  'run.json': { whole: folder.get('run.json')!, read: inFolder('run.json') },
  'config.json of an MLP': { whole: folder.get('config.json')!, read: inFolder('config.json') },
  'config.json of a transformer': {
    whole: ditFolder.get('config.json')!,
    read: (bytes) =>
      unpackModelFolder(new Map(ditFolder).set('config.json', bytes)).then((file) => openedModel(file)),
  },
  'config.json of a U-Net': { whole: fixture('unet_attn_28/config.json'), read: (b) => parseUnetConfig(b) },
  'scheduler configuration': {
    whole: bytesOf({ _class_name: 'DDPMScheduler', beta_schedule: 'linear', num_train_timesteps: 300 }),
    read: (bytes) => parseSchedulerConfig(bytes),
  },
  zip: { whole: writeZip(new Map([['a/b.txt', bytesOf('text')]]), { compress: true }), read: readZip },
  'names in a zip': { whole: archive, read: (bytes) => namesInZip(new Blob([bytes as BlobPart])) },
  npy: { whole: npy, read: (bytes) => readNpy(bytes) },
  npz: { whole: npz, read: readNpz },
  idx: { whole: IDX, read: (bytes) => readIdx(bytes) },
  'idx, gzipped': { whole: new Uint8Array(gzipSync(IDX)), read: (bytes) => readIdx(bytes) },
  csv: { whole: bytesOfText(`x,y\n${rows(',', '.')}"5",6\n3.5,-4e2\n`), read: (bytes) => readTable(bytes) },
  'table with units': {
    whole: bytesOfText(`h;"w (cm)"\n${rows(';', ',')}`),
    read: (bytes) => readTable(bytes),
  },
  png: { whole: PNG, read: (bytes) => imageDimensions(bytes) },
  figure: {
    whole: writeFigure(PNG, {
      link: 'https://lab.example/?dataset=moons&T=50',
      search: '?dataset=moons&T=50',
      config: { ...DEFAULT_CONFIG, dataset: 'moons', T: 50 },
      position: 0.25,
      caption: 'Two moons',
      appVersion: '0.1.0',
    }),
    read: (bytes) => readFigure(bytes),
  },
  jpeg: { whole: JPEG, read: (bytes) => imageDimensions(bytes) },
  webp: { whole: WEBP, read: (bytes) => imageDimensions(bytes) },
  recording: { whole: trajectory, read: readTrajectoryFile },
  'recording, gzipped': { whole: new Uint8Array(gzipSync(trajectory)), read: readTrajectoryFile },
  'pytorch checkpoint': {
    whole: pickle,
    read(bytes) {
      if (isPytorchCheckpoint(bytes)) throw checkpointRefused('model.pt');
    },
  },
};
