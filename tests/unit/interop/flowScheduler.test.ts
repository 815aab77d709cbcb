import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseUnetConfig } from '../../../src/interop/diffusersUnet';
import { FLOW_SCHEDULER, flowSchedulerJson, parseFlowScheduler } from '../../../src/interop/flowScheduler';
import { packModel, type UnetFile, unpackModel } from '../../../src/interop/modelFile';
import { openedModel } from '../../../src/interop/openedModel';
import { readSafetensors } from '../../../src/interop/safetensors';
import { parseStrictJsonObject } from '../../../src/interop/strictJson';
import { readZip } from '../../../src/interop/zip';

const fixture = (path: string) =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/${path}`, import.meta.url)));
const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const parse = (fields: object) =>
  parseFlowScheduler(bytesOf({ _class_name: FLOW_SCHEDULER, ...fields }), 'scheduler_config.json');

const unet: UnetFile = {
  kind: 'unet',
  config: parseUnetConfig(fixture('unet_attn_28/config.json')),
  scheduler: { schedulerClass: FLOW_SCHEDULER, shift: 1, moved: false },
  tensors: readSafetensors(fixture('unet_attn_28/diffusion_pytorch_model.safetensors')),
  run: null,
  training: null,
};

describe('the scheduler of a flow', () => {
  it('as published files have it is read: the fields of Stable Diffusion 3 and of later versions', () => {
    expect(parse({ _diffusers_version: '0.29.0.dev0', num_train_timesteps: 1000, shift: 3.0 })).toEqual({
      schedulerClass: FLOW_SCHEDULER,
      shift: 3,
      moved: false,
    });
    const newer = {
      base_image_seq_len: 256,
      base_shift: 0.5,
      invert_sigmas: false,
      max_image_seq_len: 4096,
      max_shift: 1.15,
      num_train_timesteps: 1000,
      shift: 1.0,
      shift_terminal: null,
      stochastic_sampling: false,
      time_shift_type: 'exponential',
      use_beta_sigmas: false,
      use_dynamic_shifting: true,
      use_exponential_sigmas: false,
      use_karras_sigmas: false,
    };
    expect(parse(newer)).toMatchObject({ shift: 1, moved: true });
  });

  it('is refused with another scale of time or another direction, and with fields that are not known', () => {
    expect(() => parse({ num_train_timesteps: 500 })).toThrow('num_train_timesteps');
    expect(() => parse({ invert_sigmas: true })).toThrow('invert_sigmas');
    expect(() => parse({ something_new: 2 })).toThrow('something_new');
  });

  it('is written with the fields of the class, and read again', () => {
    const json = flowSchedulerJson({ schedulerClass: FLOW_SCHEDULER, shift: 1, moved: false });
    expect(json).toMatchObject({ _class_name: FLOW_SCHEDULER, num_train_timesteps: 1000, shift: 1 });
    expect(parse(json)).toMatchObject({ shift: 1, moved: false });
  });

  it('goes into the folder of a pipeline, and a model that is opened from it is a flow', async () => {
    const zip = await packModel(unet);
    const files = await readZip(zip);
    const jsonOf = (name: string) => parseStrictJsonObject(files.get(name)!, name);
    expect(jsonOf('model_index.json')).toMatchObject({ scheduler: ['diffusers', FLOW_SCHEDULER] });
    expect(jsonOf('scheduler/scheduler_config.json')).toMatchObject({ _class_name: FLOW_SCHEDULER });
    const { config, notices } = openedModel(await unpackModel(zip));
    expect(config).toMatchObject({
      process: 'flow',
      prediction: 'velocity',
      sampler: 'euler',
      clipDenoised: false,
    });
    expect(notices).toEqual([]);
  });

  it('with a shift says that it is not applied', () => {
    const shifted = {
      ...unet,
      scheduler: { schedulerClass: FLOW_SCHEDULER, shift: 3, moved: false } as const,
    };
    expect(openedModel(shifted).notices.join(' ')).toContain('shift of 3 is not applied');
  });
});
