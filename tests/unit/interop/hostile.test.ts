/**
 * Every reader of files under damage: read or refused by a FileError with whole sentences, within a second, without memory beyond twice
 * the file and a fixed part, and never as something else where the file has a digest. 10 000 mutations here;
 * `MUTATIONS=1000000 npx vitest run --project unit tests/unit/interop/hostile.test.ts` does a million.
 */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { openChosenModel } from '../../../src/interop/chosenModel';
import { readTable } from '../../../src/interop/csv';
import { parseSchedulerConfig } from '../../../src/interop/diffusersScheduler';
import { parseUnetConfig } from '../../../src/interop/diffusersUnet';
import { readFigure, writeFigure } from '../../../src/interop/figureFile';
import { FileError } from '../../../src/interop/fileError';
import { readIdx } from '../../../src/interop/idx';
import { imageDimensions } from '../../../src/interop/imageDimensions';
import { type MlpFile, packModel, unpackModel, unpackModelFolder } from '../../../src/interop/modelFile';
import { readModelLink, writeModelLink } from '../../../src/interop/modelLink';
import { readNpy, writeNpy } from '../../../src/interop/npy';
import { readNpz, writeNpz } from '../../../src/interop/npz';
import { openedModel } from '../../../src/interop/openedModel';
import { checkpointRefused, isPytorchCheckpoint } from '../../../src/interop/pytorchCheckpoint';
import {
  readCheckedSafetensors,
  readSafetensors,
  writeCheckedSafetensors,
} from '../../../src/interop/safetensors';
import { DIGEST_KEY } from '../../../src/interop/safetensorsDigest';
import { packTraining, unpackTraining } from '../../../src/interop/trainingFile';
import { encodeTrajectoryFile } from '../../../src/interop/trajectoryFile';
import { readZip, writeZip } from '../../../src/interop/zip';
import { namesInZip } from '../../../src/interop/zipNames';
import { readTrajectoryFile } from '../../../src/interop/zippedTrajectory';
import { recordFigures } from '../../figures';
import { processorTime } from '../timing';
import { randomDamage } from './mutations';

const MUTATIONS = Number(process.env.MUTATIONS ?? 10_000);

const fixture = (path: string) =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/${path}`, import.meta.url)));
const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const numbers = (length: number, scale = 1) =>
  Float32Array.from({ length }, (_, i) => scale * Math.sin(i + 1));

const tensors = new Map([
  ['in.weight', { shape: [2, 3], data: numbers(6) }],
  ['in.bias', { shape: [3], data: numbers(3) }],
]);
const mlp: MlpFile = {
  kind: 'mlp',
  config: { model: 'mlp', width: 64, T: 50 },
  tensors,
  run: { dataset: 'moons', T: 50, seed: 3 },
  training: { step: 1234, params: tensors, m: tensors, v: tensors },
};
const weights = await writeCheckedSafetensors(tensors);
const training = await packTraining(mlp.training!);
const archive = await packModel(mlp);
const folder = await readZip(archive);
const link = await writeModelLink(mlp);

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
const PNG = Uint8Array.from(
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

interface Reader {
  readonly whole: Uint8Array;
  readonly read: (bytes: Uint8Array) => unknown;
}

const inFolder = (name: string) => (bytes: Uint8Array) =>
  unpackModelFolder(new Map(folder).set(name, bytes)).then((file) => openedModel(file));

/** Twelve rows of two numbers. */
const rows = (separator: string, point: string) =>
  Array.from({ length: 12 }, (_, i) => `${i}${point}5${separator}${(i * 7) % 5}\n`).join('');

/** Every reader, with a file that it reads. */
const READERS: Readonly<Record<string, Reader>> = {
  safetensors: { whole: weights, read: (bytes) => readSafetensors(bytes) },
  'safetensors with a digest': { whole: weights, read: (bytes) => readCheckedSafetensors(bytes) },
  'training state': { whole: training, read: (bytes) => unpackTraining(bytes) },
  'model archive': { whole: archive, read: (bytes) => unpackModel(bytes) },
  'chosen model': {
    whole: archive,
    read: (bytes) => openChosenModel([{ path: 'm.zip', file: new Blob([bytes as BlobPart]) }]),
  },
  'model of a link': {
    whole: new TextEncoder().encode(link),
    read: (bytes) => openChosenModel([readModelLink(new TextDecoder('latin1').decode(bytes))]),
  },
  'run.json': { whole: folder.get('run.json')!, read: inFolder('run.json') },
  'config.json of an MLP': { whole: folder.get('config.json')!, read: inFolder('config.json') },
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
  csv: { whole: ascii8(`x,y\n${rows(',', '.')}"5",6\n3.5,-4e2\n`), read: (bytes) => readTable(bytes) },
  'table with units': {
    whole: ascii8(`h;"w (cm)"\n${rows(';', ',')}`),
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

function ascii8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** What must not stand in a sentence for the user. */
const NOT_WORDS = /\bundefined\b|\[object|\bNaN\b|: found ;|: found \.|found null;.*null/;

/** @returns what was read, or null where it was refused */
async function outcomeOf(read: () => unknown): Promise<unknown> {
  try {
    return (await read()) ?? true;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    expect(error.message).not.toMatch(NOT_WORDS);
    expect(error.message).toMatch(/^.+: found .+; expected .+\. .+\.$/s);
    expect(error.message.length).toBeLessThan(1000);
    return null;
  }
}

const names = Object.keys(READERS);
const each = Math.ceil(MUTATIONS / names.length);

/** Milliseconds for the mutations of one reader, on a machine that is busy with other things. */
const LIMIT = 60_000 + 100 * each;

/** Bytes that streams, blobs and decoders hold, whatever the file. */
const STREAMS = 2 ** 20;

/** The figures of the readers that passed. */
const measured: { readonly seconds: number; readonly memory: number }[] = [];
afterAll(() => {
  if (measured.length < names.length) return; // some failed, or were not run
  const values = (of: keyof (typeof measured)[number]) => measured.map((reader) => reader[of]);
  recordFigures('damaged files', MUTATIONS > 10_000, {
    readers: measured.length,
    mutations: each * measured.length,
    'the slowest file of a reader': { values: values('seconds'), unit: 's' },
    'memory beyond twice the file': { values: values('memory'), unit: 'MiB' },
  });
});

describe.each(names)('%s', (name) => {
  const { whole, read } = READERS[name];

  test(
    `of ${each} mutations each is read or refused by name, within a second`,
    async () => {
      const random = randomDamage(name);
      let slowest = 0;
      let largest = 0;
      for (let i = 0; i < each; i++) {
        const bytes = random(whole);
        const copy = bytes.slice();
        const { arrayBuffers } = process.memoryUsage();
        const before = process.cpuUsage(); // processor time: a busy machine is no failure
        await outcomeOf(() => read(copy));
        slowest = Math.max(slowest, process.cpuUsage(before).user);
        const allocated = process.memoryUsage().arrayBuffers - arrayBuffers; // less, where memory was freed meanwhile
        largest = Math.max(largest, allocated - 2 * copy.length);
      }
      expect(slowest).toBeLessThan(1_000_000);
      expect(largest).toBeLessThan(STREAMS);
      measured.push({ seconds: slowest / 1e6, memory: Math.max(0, largest) / 2 ** 20 });
    },
    LIMIT,
  );
});

test('the whole files are read, or there would be nothing to damage', async () => {
  for (const name of names.filter((each) => each !== 'pytorch checkpoint')) {
    const { whole, read } = READERS[name];
    expect(await outcomeOf(() => read(whole.slice())), name).not.toBeNull();
  }
});

describe('a digest', () => {
  test(
    'leaves no change unnoticed: what is read of a damaged file is what was written',
    async () => {
      const random = randomDamage('digest');
      const original = await readCheckedSafetensors(weights);
      let readAgain = 0;
      for (let i = 0; i < each; i++) {
        const outcome = await outcomeOf(() => readCheckedSafetensors(random(weights)));
        const file = outcome as Awaited<ReturnType<typeof readCheckedSafetensors>> | null;
        if (!file || !(DIGEST_KEY in file.metadata)) continue; // without its digest it is any other file
        readAgain++;
        expect(file).toEqual(original);
      }
      expect(readAgain).toBeLessThan(each / 10);
    },
    LIMIT,
  );

  test('every single changed byte is refused, but in the name of the digest itself', async () => {
    const at = new TextDecoder('latin1').decode(weights).indexOf(DIGEST_KEY);
    let refused = 0;
    for (let i = 0; i < weights.length; i++) {
      const changed = weights.slice();
      changed[i] ^= 1;
      const outcome = await outcomeOf(() => readCheckedSafetensors(changed));
      if (i >= at && i < at + DIGEST_KEY.length) continue;
      expect(outcome, `byte ${i}`).toBeNull();
      refused++;
    }
    recordFigures('byte of a model file changed', false, {
      'bytes of the file': weights.length,
      'changes refused': refused,
    });
  });

  test('is said to be wrong in words, and can be computed elsewhere', async () => {
    const changed = weights.slice();
    changed[changed.length - 1] ^= 1;
    await expect(readCheckedSafetensors(changed, 'model.safetensors')).rejects.toThrow(
      /^model\.safetensors, SHA-256: found the digest [0-9a-f]{64}; expected .*The file has changed since it was written/,
    );
    const dataStart = 8 + Number(new DataView(weights.buffer).getBigUint64(0, true));
    const { metadata } = await readCheckedSafetensors(weights);
    const header = Buffer.from(weights.subarray(0, dataStart)).toString('latin1');
    const data = createHash('sha256').update(weights.subarray(dataStart)).digest('hex');
    const blank = header.replace(metadata[DIGEST_KEY], '0'.repeat(64));
    const expected = createHash('sha256').update(Buffer.from(blank, 'latin1')).update(data).digest('hex');
    expect(metadata[DIGEST_KEY]).toBe(expected);
  });
});

describe('limits', () => {
  test('60 000 tensors are refused within 50 ms, from the header alone', () => {
    const entries = Array.from(
      { length: 60_000 },
      (_, i) => `"t${i}":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}`,
    );
    const header = ascii8(`{${entries.join(',')}}`);
    const file = new Uint8Array(8 + header.length);
    new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
    file.set(header, 8);
    const refusal = () =>
      expect(() => readSafetensors(file)).toThrow(/found 60000 tensors; expected at most 10000/);
    refusal();
    const milliseconds = Array.from({ length: 5 }, () => processorTime(refusal));
    expect(Math.min(...milliseconds)).toBeLessThan(50);
    recordFigures('header of 60 000 tensors', false, { refusal: { values: milliseconds, unit: 'ms' } });
  });

  test('an archive of 2 001 files is no model', async () => {
    const files = new Map(Array.from({ length: 2001 }, (_, i) => [`${i}`, new Uint8Array(0)] as const));
    await expect(unpackModel(writeZip(files))).rejects.toThrow(/entries: found 2001; expected at most 2000/);
  });

  test('a file of more than a gibibyte is refused before a byte of it is read', async () => {
    const huge = {
      size: 2 ** 31,
      arrayBuffer: () => Promise.reject(new Error('it was read')),
    } as unknown as Blob;
    await expect(openChosenModel([{ path: 'model.zip', file: huge }])).rejects.toThrow(
      /"model.zip": found 2048 MiB; expected at most 1024 MiB/,
    );
  });
});

describe('a run.json that disagrees with the weights', () => {
  const opened = async (run: MlpFile['run']) =>
    openedModel(await unpackModel(await packModel({ ...mlp, run })));

  test('is said, and what describes the weights is used', async () => {
    const { config, notices } = await opened({ dataset: 'moons', T: 50, width: 128 });
    expect(config.width).toBe(64);
    expect(notices).toEqual([
      'run.json says width 128 and config.json 64: config.json, which describes the weights, is used.',
    ]);
  });

  test('is not said where the files agree', async () => {
    expect((await opened({ dataset: 'moons', T: 50, width: 64 })).notices).toEqual([]);
  });

  test('a value of the wrong kind is shown as it is written, and an empty one as two quotation marks', async () => {
    await expect(opened({ dataset: 'moons', seed: {} })).rejects.toThrow(/seed: found "\{\}";/);
    await expect(opened({ dataset: '' })).rejects.toThrow(/dataset: found ""; expected one of moons/);
  });
});
