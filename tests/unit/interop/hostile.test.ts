/**
 * Every reader of files under damage: read or refused by a FileError with whole sentences, within a second, without memory beyond twice
 * the file and a fixed part, and never as something else where the file has a digest. 10 000 mutations here;
 * `MUTATIONS=1000000 npx vitest run --project unit tests/unit/interop/hostile.test.ts` does a million.
 */

import { createHash } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import { openChosenModel } from '../../../src/interop/chosenModel';
import { FileError } from '../../../src/interop/fileError';
import { type MlpFile, packModel, unpackModel } from '../../../src/interop/modelFile';
import { openedModel } from '../../../src/interop/openedModel';
import { writeRunArchive } from '../../../src/interop/runArchive';
import { readCheckedSafetensors, readSafetensors } from '../../../src/interop/safetensors';
import { DIGEST_KEY } from '../../../src/interop/safetensorsDigest';
import { writeZip } from '../../../src/interop/zip';
import { namedWeights } from '../../../src/model/namedWeights';
import { importRuns } from '../../../src/state/library/archive';
import { recordFigures } from '../../figures';
import { processorTime } from '../timing';
import { randomDamage } from './mutations';
import { bytesOfText, mlp, numbers, PNG, READERS as READERS_OF_FILES, weights } from './readers';

const MUTATIONS = Number(process.env.MUTATIONS ?? 10_000);

/** What must not stand in a sentence for the user. */
const NOT_WORDS = /\bundefined\b|\[object|\bNaN\b|: found ;|: found \.|found null;.*null/;

/** A run on points of the user's own, with classes and a picture, as the library exports it. */
const runConfig: RunConfig = { ...DEFAULT_CONFIG, dataset: 'csv', classes: true, width: 8, depth: 1 };
const network = namedWeights(runConfig, { shape: [2], classes: 2 });
const part = () => network.unflatten(numbers(network.size));
const runs = await writeRunArchive([
  {
    networks: network,
    run: {
      id: 'one',
      name: 'pets',
      createdAt: 1,
      savedAt: 2,
      origin: 'train',
      base: 'new',
      trainedFor: 1000,
      backend: 'wasm',
      quality: null,
      appVersion: '0.1.0',
      config: runConfig,
      source: {
        kind: 'points',
        points: numbers(40),
        labels: Int32Array.from({ length: 20 }, (_, i) => i % 2),
        classes: ['cat', 'dog'],
        names: ['height', 'weight'],
        offset: [100, 2e9],
        name: 'pets.csv',
      },
      weights: { step: 5, params: part(), ema: part(), m: part(), v: part() },
      losses: numbers(5),
      thumbnail: PNG,
    },
  },
]);

/** Imports the runs of an archive; why one is refused is for the user as a file error is. @returns how many are imported */
async function importInto(zip: Uint8Array): Promise<number> {
  const { added, refused } = await importRuns({ add: async () => true }, zip);
  for (const sentence of refused) {
    expect(sentence).not.toMatch(NOT_WORDS);
    expect(sentence).toMatch(/^“.*”: .+[.]$/s);
    expect(sentence.length).toBeLessThan(1000);
  }
  return added;
}

const READERS: typeof READERS_OF_FILES = {
  ...READERS_OF_FILES,
  'archive of runs': { whole: runs, read: importInto },
};

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
  expect(await importInto(runs)).toBe(1);
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
    const header = bytesOfText(`{${entries.join(',')}}`);
    const file = new Uint8Array(8 + header.length);
    new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
    file.set(header, 8);
    const refusal = () =>
      expect(() => readSafetensors(file)).toThrow(/found 60,000 tensors; expected at most 10,000/);
    refusal();
    const milliseconds = Array.from({ length: 5 }, () => processorTime(refusal));
    expect(Math.min(...milliseconds)).toBeLessThan(50);
    recordFigures('header of 60 000 tensors', false, { refusal: { values: milliseconds, unit: 'ms' } });
  });

  test('an archive of 2 001 files is no model', async () => {
    const files = new Map(Array.from({ length: 2001 }, (_, i) => [`${i}`, new Uint8Array(0)] as const));
    await expect(unpackModel(writeZip(files))).rejects.toThrow(
      /entries: found 2,001; expected at most 2,000/,
    );
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
