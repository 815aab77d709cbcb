/**
 * What `DDPMPipeline.from_pretrained` reads, held against diffusers' own source (0.27.2), for the folders that ship and for one that the
 * app exports: the files, the classes, the arguments of their constructors, and every tensor's name and shape.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseSchedulerConfig } from '../../../src/interop/diffusersScheduler';
import { parseUnetConfig } from '../../../src/interop/diffusersUnet';
import { modelFiles } from '../../../src/interop/modelFile';
import { readSafetensors, readSafetensorsFile } from '../../../src/interop/safetensors';
import { unetParameters } from '../../../src/model/unet/parameters';

const ROOT = join(import.meta.dirname, '../../..');
const SHIPPED = join(ROOT, 'public/pretrained');

/** Arguments of `UNet2DModel.__init__`. */
const UNET_ARGUMENTS = [
  'act_fn add_attention attention_head_dim attn_norm_num_groups block_out_channels center_input_sample class_embed_type',
  'down_block_types downsample_padding downsample_type dropout flip_sin_to_cos freq_shift in_channels layers_per_block',
  'mid_block_scale_factor norm_eps norm_num_groups num_class_embeds num_train_timesteps out_channels resnet_time_scale_shift',
  'sample_size time_embedding_type up_block_types upsample_type',
].flatMap((line) => line.split(' '));

/** Arguments of `DDPMScheduler.__init__`, as its `save_pretrained` writes them. */
const SCHEDULER_ARGUMENTS = [
  'beta_end beta_schedule beta_start clip_sample clip_sample_range dynamic_thresholding_ratio num_train_timesteps prediction_type',
  'rescale_betas_zero_snr sample_max_value steps_offset thresholding timestep_spacing trained_betas variance_type',
].flatMap((line) => line.split(' '));

type Folder = (path: string) => Uint8Array;
type Config = Readonly<Record<string, unknown>>;

const fixture = (name: string) =>
  new Uint8Array(readFileSync(join(ROOT, 'tests/fixtures/unet_attn_28', name)));
const textOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

/** A model as the app exports it. */
const exported = await modelFiles({
  kind: 'unet',
  config: parseUnetConfig(fixture('config.json')),
  scheduler: parseSchedulerConfig(textOf({ beta_schedule: 'squaredcos_cap_v2', num_train_timesteps: 300 })),
  tensors: readSafetensors(fixture('diffusion_pytorch_model.safetensors')),
  run: null,
  training: null,
});

const shipped = readdirSync(SHIPPED, { withFileTypes: true })
  .filter(
    (entry) => entry.isDirectory() && readdirSync(join(SHIPPED, entry.name)).includes('model_index.json'),
  )
  .map(({ name }): [string, Folder] => [
    name,
    (path) => new Uint8Array(readFileSync(join(SHIPPED, name, path))),
  ]);

const argumentsIn = (config: Config) => Object.keys(config).filter((name) => !name.startsWith('_'));

describe.each<[string, Folder]>([['an exported run', (path) => exported.get(path)!], ...shipped])(
  '%s',
  (_, folder) => {
    const json = (path: string): Config => JSON.parse(new TextDecoder().decode(folder(path)));

    test('names the pipeline, its parts and their classes', () => {
      expect(json('model_index.json')).toEqual({
        _class_name: 'DDPMPipeline',
        _diffusers_version: '0.27.2',
        scheduler: ['diffusers', 'DDPMScheduler'],
        unet: ['diffusers', 'UNet2DModel'],
      });
      expect(json('unet/config.json')._class_name).toBe('UNet2DModel');
      expect(json('scheduler/scheduler_config.json')._class_name).toBe('DDPMScheduler');
    });

    test('gives the constructors arguments that they have, and the network all of them', () => {
      expect(argumentsIn(json('unet/config.json')).toSorted()).toEqual(UNET_ARGUMENTS);
      for (const name of argumentsIn(json('scheduler/scheduler_config.json')))
        expect(SCHEDULER_ARGUMENTS).toContain(name);
    });

    test('holds every tensor of that network, by its name and in its shape, and no other', () => {
      const file = readSafetensorsFile(folder('unet/diffusion_pytorch_model.safetensors'));
      const found = [...file.tensors].map(([name, { shape }]) => `${name} ${shape}`);
      const parameters = unetParameters(parseUnetConfig(folder('unet/config.json')));
      const expected = parameters.map(({ name, torchShape }) => `${name} ${torchShape}`);
      expect(found.toSorted()).toEqual(expected.toSorted());
      expect(file.metadata.format).toBe('pt'); // without it diffusers refuses the file
    });
  },
);

test('the arguments are those of a network that diffusers itself saved', () => {
  const saved = JSON.parse(new TextDecoder().decode(fixture('config.json')));
  expect(argumentsIn(saved).toSorted()).toEqual(UNET_ARGUMENTS);
});
