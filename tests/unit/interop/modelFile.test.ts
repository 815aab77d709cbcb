import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOMENT_PARTS } from '../../../src/diffusion/timeDraw';
import { parseSchedulerConfig } from '../../../src/interop/diffusersScheduler';
import { parseUnetConfig } from '../../../src/interop/diffusersUnet';
import {
  type MlpFile,
  packModel,
  type UnetFile,
  unpackModel,
  unpackModelFolder,
  unpackModelSource,
} from '../../../src/interop/modelFile';
import { readSafetensors, readSafetensorsFile, writeSafetensors } from '../../../src/interop/safetensors';
import { DIGEST_KEY } from '../../../src/interop/safetensorsDigest';
import { packTraining, unpackTraining } from '../../../src/interop/trainingFile';
import { readZip, writeZip } from '../../../src/interop/zip';
import type { StateDict } from '../../../src/types/weights';
import { damage, readsOrRefuses } from './mutations';

const fixture = (path: string) =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/${path}`, import.meta.url)));
const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

/** Weights of every kind of bit pattern, signalling NaN aside. */
function tensorsOf(seed: number): StateDict {
  const bits = Uint32Array.from({ length: 6 }, (_, i) => Math.imul(seed * 6 + i + 1, 0x9e3779b1) & ~0x400000);
  return new Map([
    ['in.weight', { shape: [2, 2], data: new Float32Array(bits.buffer, 0, 4) }],
    ['in.bias', { shape: [2], data: new Float32Array(bits.buffer, 16, 2) }],
  ]);
}

const bitsOf = (tensors: StateDict) =>
  new Map(
    [...tensors]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { shape, data }]) => [
        name,
        { shape: [...shape], bits: [...new Uint32Array(data.slice().buffer)] },
      ]),
  );

const mlp: MlpFile = {
  kind: 'mlp',
  config: { hidden: [128, 128], activation: 'silu' },
  tensors: tensorsOf(1),
  run: { dataset: 'moons', T: 50 },
  training: { step: 1234, params: tensorsOf(2), m: tensorsOf(3), v: tensorsOf(4) },
};

const unet: UnetFile = {
  kind: 'unet',
  config: parseUnetConfig(fixture('unet_attn_28/config.json')),
  scheduler: parseSchedulerConfig(bytesOf({ beta_schedule: 'squaredcos_cap_v2' })),
  tensors: readSafetensors(fixture('unet_attn_28/diffusion_pytorch_model.safetensors')),
  run: null,
  training: null,
};

describe('model files', () => {
  it('an MLP comes back bit for bit, with its run and its training state', async () => {
    const back = await unpackModel(await packModel(mlp));
    expect(back).toMatchObject({ kind: 'mlp', config: mlp.config, run: mlp.run });
    expect(bitsOf(back.tensors)).toEqual(bitsOf(mlp.tensors));
    expect(back.training!.step).toBe(1234);
    for (const part of ['params', 'm', 'v'] as const) {
      expect(bitsOf(back.training![part])).toEqual(bitsOf(mlp.training![part]));
    }
  });

  it('the moments of the loss come back with the training state, and are refused where they are none', async () => {
    const lossMoments = Float32Array.from({ length: 2 * MOMENT_PARTS }, (_, i) => i / 7);
    const bytes = await packTraining({ ...mlp.training!, lossMoments });
    const back = await unpackTraining(bytes);
    expect(back.lossMoments).toEqual(lossMoments);
    expect(bitsOf(back.params)).toEqual(bitsOf(mlp.training!.params));
    for (const wrong of [lossMoments.subarray(1), lossMoments.map((value) => -value)])
      await expect(
        packTraining({ ...mlp.training!, lossMoments: wrong }).then((file) => unpackTraining(file)),
      ).rejects.toThrow(/times\.loss_moments.*100 numbers/);
  });

  it('the record of a training comes back with its state; one that is not whole is left out, and the state stays', async () => {
    const record = {
      losses: Float32Array.of(0.9, Number.NaN, 0.5),
      trainedFor: 1500.4,
      base: 'new',
    } as const;
    const state = { ...mlp.training!, step: 3 };
    const bytes = await packTraining({ ...state, record });
    expect((await unpackTraining(bytes)).record).toEqual({ ...record, trainedFor: 1500 });
    const { tensors, metadata } = readSafetensorsFile(bytes);
    const { [DIGEST_KEY]: _, ...facts } = metadata;
    for (const changed of [
      ['trained_ms', '-1'],
      ['base', 'other'],
      ['step', '2'],
    ]) {
      const back = await unpackTraining(
        writeSafetensors(tensors, { ...facts, ...Object.fromEntries([changed]) }),
      );
      expect(back.record).toBeUndefined();
      expect(bitsOf(back.params)).toEqual(bitsOf(state.params));
    }
  });

  it('without run and training an MLP is two files', async () => {
    const files = await readZip(await packModel({ ...mlp, run: null, training: null }));
    expect([...files.keys()]).toEqual(['config.json', 'model.safetensors']);
  });

  it('a U-Net is the four files of the diffusers layout, its weights the file that Python wrote', async () => {
    const files = await readZip(await packModel(unet));
    expect([...files.keys()]).toEqual([
      'model_index.json',
      'unet/config.json',
      'unet/diffusion_pytorch_model.safetensors',
      'scheduler/scheduler_config.json',
    ]);
    const { tensors, metadata } = readSafetensorsFile(files.get('unet/diffusion_pytorch_model.safetensors')!);
    const { [DIGEST_KEY]: digest, ...others } = metadata; // all that the file has beside Python's
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(
      Buffer.compare(
        writeSafetensors(tensors, others),
        fixture('unet_attn_28/diffusion_pytorch_model.safetensors'),
      ),
    ).toBe(0);
    // As `DDPMPipeline.save_pretrained` writes it.
    expect(JSON.parse(new TextDecoder().decode(files.get('model_index.json')))).toEqual({
      _class_name: 'DDPMPipeline',
      _diffusers_version: '0.27.2',
      scheduler: ['diffusers', 'DDPMScheduler'],
      unet: ['diffusers', 'UNet2DModel'],
    });
  });

  it('a U-Net comes back bit for bit', async () => {
    const back = await unpackModel(await packModel(unet));
    expect(back).toMatchObject({ kind: 'unet', config: unet.config, scheduler: unet.scheduler, run: null });
    expect(bitsOf(back.tensors)).toEqual(bitsOf(unet.tensors));
  });

  it('half-precision weights come back within 2^-11 of themselves', async () => {
    const back = await unpackModel(await packModel(unet, { dtype: 'F16' }));
    for (const [name, { data }] of unet.tensors) {
      back.tensors.get(name)!.data.forEach((value, i) => {
        if (Math.abs(value - data[i]) > Math.abs(data[i]) * 2 ** -11 + 2 ** -25)
          throw new Error(`${name}[${i}]`);
      });
    }
  });

  it.each([
    ['a folder around the pipeline', 'my-model/', 'unet/'],
    ['the network’s folder alone', 'unet/', ''],
    ['the network’s files alone', '', ''],
  ])('%s is read, old attention names included', async (_, root, sub) => {
    const today = fixture('unet_cifarstyle_32/diffusion_pytorch_model.safetensors');
    const dataStart = 8 + Number(new DataView(today.buffer).getBigUint64(0, true));
    const header = fixture('unet_cifarstyle_32/old_names.header');
    const folder = new Map([
      [`${root}${sub}config.json`, fixture('unet_cifarstyle_32/config.json')],
      [
        `${root}${sub}diffusion_pytorch_model.safetensors`,
        new Uint8Array(Buffer.concat([header, today.subarray(dataStart)])),
      ],
    ]);
    const model = await unpackModelFolder(folder);
    expect(model.kind).toBe('unet');
    expect(bitsOf(model.tensors)).toEqual(bitsOf(readSafetensors(today)));
  });

  it.each<[string, Record<string, Uint8Array>, RegExp]>([
    ['an archive of something else', { 'cat.png': new Uint8Array(3) }, /config\.json: found only "cat.png"/],
    ['an empty archive', {}, /no files/],
    [
      'two models',
      { 'a/config.json': bytesOf({}), 'b/config.json': bytesOf({}) },
      /2 of them: "a\/config.json"/,
    ],
    [
      'a pickle',
      {
        'config.json': bytesOf({ _class_name: 'UNet2DModel', sample_size: 32 }),
        'diffusion_pytorch_model.bin': new Uint8Array(9),
      },
      /pickle/,
    ],
    ['a configuration alone', { 'config.json': bytesOf({}) }, /model\.safetensors: found no such file/],
    ['another class', { 'config.json': bytesOf({ _class_name: 'AutoencoderKL' }) }, /"AutoencoderKL"/],
    ['a configuration that is a list', { 'config.json': bytesOf([]) }, /config\.json: found a list/],
    [
      'a training state of no step',
      { 'config.json': bytesOf({}), 'training.safetensors': writeSafetensors(new Map()) },
      /step: found null/,
    ],
  ])('%s is refused by name', async (_, files, message) => {
    await expect(unpackModel(writeZip(new Map(Object.entries(files))))).rejects.toThrow(message);
  });

  it('a tensor under both its names is refused', async () => {
    const tensors = new Map(
      ['key', 'to_k'].map((name) => [`attentions.0.${name}.bias`, { shape: [1], data: new Float32Array(1) }]),
    );
    await expect(unpackModel(await packModel({ ...unet, tensors }))).rejects.toThrow(
      /attentions\.0\.to_k\.bias.*twice/,
    );
  });

  it('moments that do not fit their weights are refused', async () => {
    const other = new Map(tensorsOf(5)).set('in.weight', { shape: [4], data: new Float32Array(4) });
    const bytes = await packTraining({ ...mlp.training!, v: other });
    await expect(unpackTraining(bytes)).rejects.toThrow(/adam\.v\.in\.weight.*\[4\].*\[2, 2\]/);
  });
});

describe('a damaged model file', () => {
  it.each([[[0x50, 0x4b]], [[]], [[1, 2, 3]]])(
    'that is named a ZIP and is none is said to be damaged: %j',
    async (bytes) => {
      const source = { names: ['broken.zip'], read: async () => Uint8Array.from(bytes) };
      await expect(unpackModelSource(source)).rejects.toThrow(/ZIP end record.*damaged or cut short/);
    },
  );

  it('2 000 mutations are read or refused by name, each within a second', async () => {
    const whole = await packModel(mlp);
    await fc.assert(
      fc.asyncProperty(damage, (apply) => readsOrRefuses(() => unpackModel(apply(whole)))),
      { seed: 9, numRuns: 2000 },
    );
  }, 60_000);

  it('2 000 mutations of its files, in a sound archive, are too', async () => {
    const files = await readZip(await packModel(mlp));
    const names = [...files.keys()];
    await fc.assert(
      fc.asyncProperty(damage, fc.constantFrom(...names), (apply, name) =>
        readsOrRefuses(() => unpackModel(writeZip(new Map(files).set(name, apply(files.get(name)!))))),
      ),
      { seed: 10, numRuns: 2000 },
    );
  }, 60_000);
});
