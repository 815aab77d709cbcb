import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSchedulerConfig, schedulerConfigJson } from '../../../src/interop/diffusersScheduler';
import { parseUnetConfig, unetConfigJson } from '../../../src/interop/diffusersUnet';
import { FileError } from '../../../src/interop/fileError';
import { readSafetensors } from '../../../src/interop/safetensors';
import { renameOldAttention } from '../../../src/interop/tensorNames';
import { damage, readsOrRefuses } from './mutations';

const fixture = (path: string) =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/${path}`, import.meta.url)));
const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const configOf = (name: string) => JSON.parse(new TextDecoder().decode(fixture(`${name}/config.json`)));
const names = ['unet_attn_28', 'unet_cifarstyle_32'];

function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof FileError) return error.message;
    throw error;
  }
  return 'no refusal';
}

describe('UNet2DModel configurations', () => {
  it.each(names)(
    '%s: read and written again, it has the fields that diffusers wrote, in its order',
    (name) => {
      const written = unetConfigJson(parseUnetConfig(fixture(`${name}/config.json`)));
      expect(Object.entries(written)).toEqual(Object.entries(configOf(name)));
    },
  );

  it('the conventions of the google/ddpm-* checkpoints are read', () => {
    expect(parseUnetConfig(fixture('unet_cifarstyle_32/config.json'))).toEqual({
      sampleSize: 32,
      inChannels: 3,
      outChannels: 3,
      blockOutChannels: [16, 32, 32, 32],
      downAttention: [false, true, false, false],
      upAttention: [false, false, true, false],
      layersPerBlock: 2,
      midAttention: true,
      attentionHeadDim: null,
      normGroups: 8,
      normEps: 1e-6,
      freqShift: 1,
      flipSinToCos: false,
      downsamplePadding: 0,
      timeScaleShift: 'default',
      numClassEmbeds: null,
      centerInputSample: false,
      midBlockScaleFactor: 1,
      attnNormNumGroups: null,
      classEmbedType: null,
    });
  });

  it('a field that is missing means the default of UNet2DModel', () => {
    const config = parseUnetConfig(bytesOf({ sample_size: 64 }));
    expect(config.blockOutChannels).toEqual([224, 448, 672, 896]);
    expect(config.attentionHeadDim).toBe(8);
    expect(config.normGroups).toBe(32);
    expect(config.flipSinToCos).toBe(true);
  });

  it('every unsupported field is named in one message', () => {
    const wrong = {
      act_fn: 'gelu',
      time_embedding_type: 'fourier',
      mid_block_type: 'UNetMidBlock2DCrossAttn',
      downsample_type: 'pool',
      upsample_type: 'pixel-shuffle',
      class_embed_type: 'projection',
      dropout: 1,
      mid_block_scale_factor: 0,
      attn_norm_num_groups: 'all',
      down_block_types: ['DownBlock2D', 'CrossAttnDownBlock2D', 'DownBlock2D'],
      cross_attention_dim: 768,
    };
    const message = refusal(() => parseUnetConfig(bytesOf({ ...configOf('unet_attn_28'), ...wrong })));
    for (const field of Object.keys(wrong)) expect(message).toContain(field);
    expect(message).toContain('down_block_types.1 is "CrossAttnDownBlock2D"');
    expect(message).toContain('11 unsupported fields');
  });

  it.each<[object, RegExp]>([
    [{ _class_name: 'UNet2DConditionModel' }, /_class_name is "UNet2DConditionModel"/],
    [{ sample_size: 1e9 }, /sample_size/],
    [{ sample_size: [28, 32] }, /square/],
    [{ sample_size: 30 }, /sample_size is 30; 3 blocks need a multiple of 4/],
    [{ block_out_channels: [32, 48, 1e9] }, /block_out_channels.2 is 1000000000/],
    [{ block_out_channels: [32, 48] }, /down_block_types has 3 entries.*up_block_types has 3 entries/],
    [{ norm_num_groups: 7 }, /norm_num_groups is 7.*\[0\] \(32\).*\[1\] \(48\)/],
    [{ attention_head_dim: 5 }, /attention_head_dim is 5.*\[1\] \(48\).*\[2\] \(64\)/],
    [{ attn_norm_num_groups: 5 }, /attn_norm_num_groups is 5; it must divide 64/],
    [{ out_channels: 3 }, /out_channels is 3/],
    [{ layers_per_block: 1.5 }, /layers_per_block is 1.5/],
  ])('%j is refused by name', (change, message) => {
    expect(refusal(() => parseUnetConfig(bytesOf({ ...configOf('unet_attn_28'), ...change })))).toMatch(
      message,
    );
  });

  it('every field that has a choice is read, and written again', () => {
    const change = {
      resnet_time_scale_shift: 'scale_shift',
      num_class_embeds: 10,
      add_attention: false,
      out_channels: 2,
      sample_size: [28, 28],
      center_input_sample: true,
      mid_block_scale_factor: 1.5,
      attn_norm_num_groups: 8,
      class_embed_type: 'timestep',
    };
    const config = parseUnetConfig(bytesOf({ ...configOf('unet_attn_28'), ...change }));
    expect(unetConfigJson(config)).toMatchObject({ ...change, sample_size: 28 });
    expect(config).toMatchObject({
      timeScaleShift: 'scale_shift',
      numClassEmbeds: 10,
      midAttention: false,
      outChannels: 2,
      sampleSize: 28,
      centerInputSample: true,
      midBlockScaleFactor: 1.5,
      attnNormNumGroups: 8,
      classEmbedType: 'timestep',
    });
  });

  it('2 000 mutations are read or refused by name', async () => {
    const whole = fixture('unet_cifarstyle_32/config.json');
    await fc.assert(
      fc.asyncProperty(damage, (apply) => readsOrRefuses(() => parseUnetConfig(apply(whole)))),
      { seed: 8, numRuns: 2000 },
    );
  });
});

describe('old attention names', () => {
  it('become the names that today’s diffusers gives the same weights, in the same order of data', () => {
    const today = fixture('unet_cifarstyle_32/diffusion_pytorch_model.safetensors');
    const header = fixture('unet_cifarstyle_32/old_names.header');
    const dataStart = 8 + Number(new DataView(today.buffer).getBigUint64(0, true));
    const old = readSafetensors(Uint8Array.from([...header, ...today.subarray(dataStart)]));
    const renamed = new Map([...old].map(([name, tensor]) => [renameOldAttention(name), tensor]));
    expect(old.has('mid_block.attentions.0.query.weight')).toBe(true);
    expect(renamed).toEqual(readSafetensors(today));
  });

  it('no other name changes', () => {
    for (const name of [
      'key.weight',
      'x.attentions.0.to_q.weight',
      'attentions.0.key.lora',
      'attentions.key.bias',
    ]) {
      expect(renameOldAttention(name)).toBe(name);
    }
  });
});

describe('scheduler configurations', () => {
  const ddpm = {
    _class_name: 'DDPMScheduler',
    _diffusers_version: '0.27.2',
    num_train_timesteps: 1000,
    beta_start: 0.0001,
    beta_end: 0.02,
    beta_schedule: 'linear',
    clip_sample: true,
    clip_sample_range: 1.0,
    prediction_type: 'epsilon',
    variance_type: 'fixed_small',
    timestep_spacing: 'leading',
    steps_offset: 0,
  };

  it('what diffusers wrote is read, and written with the same values', () => {
    const config = parseSchedulerConfig(bytesOf(ddpm));
    expect(config).toEqual({
      schedulerClass: 'DDPMScheduler',
      T: 1000,
      schedule: 'linear',
      betaStart: 0.0001,
      betaEnd: 0.02,
      betas: null,
      prediction: 'eps',
      variance: 'fixed-small',
      clipDenoised: true,
      clipRange: 1,
      timestepSpacing: 'leading',
      stepsOffset: 0,
      zeroTerminalSnr: false,
    });
    expect(schedulerConfigJson(config)).toMatchObject(ddpm);
  });

  it.each([
    ['linear', 'linear'],
    ['scaled_linear', 'scaled-linear'],
    ['squaredcos_cap_v2', 'cosine'],
    ['sigmoid', 'sigmoid'],
  ])('beta_schedule %s is %s', (theirs, ours) => {
    const config = parseSchedulerConfig(bytesOf({ ...ddpm, beta_schedule: theirs }));
    expect(config.schedule).toBe(ours);
    expect(schedulerConfigJson(config).beta_schedule).toBe(theirs);
  });

  it.each([
    ['epsilon', 'eps'],
    ['sample', 'x0'],
    ['v_prediction', 'v'],
  ])('prediction_type %s is %s', (theirs, ours) => {
    const config = parseSchedulerConfig(bytesOf({ ...ddpm, prediction_type: theirs }));
    expect(config.prediction).toBe(ours);
    expect(schedulerConfigJson(config).prediction_type).toBe(theirs);
  });

  it('trained betas go both ways exactly, and win over the named schedule', () => {
    const betas = [0.1, 0.2 + 1e-16, 1 / 3];
    const config = parseSchedulerConfig(bytesOf({ ...ddpm, num_train_timesteps: 3, trained_betas: betas }));
    expect(config.schedule).toBe('custom');
    expect([...config.betas!]).toEqual(betas);
    expect(parseSchedulerConfig(bytesOf(schedulerConfigJson(config)))).toEqual(config);
  });

  it('a DDIM configuration is read and written', () => {
    const config = parseSchedulerConfig(
      bytesOf({ _class_name: 'DDIMScheduler', rescale_betas_zero_snr: true }),
    );
    expect(config).toMatchObject({ schedulerClass: 'DDIMScheduler', zeroTerminalSnr: true, T: 1000 });
    expect(schedulerConfigJson(config)).not.toHaveProperty('variance_type');
  });

  it('DDIM takes the network’s ε̂ beside a clipped x0 where its pipeline in diffusers does, and where a file of ours says so', () => {
    const clippedEps = (fields: object) => parseSchedulerConfig(bytesOf(fields)).clippedEps;
    expect(clippedEps({ _class_name: 'DDIMScheduler' })).toBe(false);
    expect(clippedEps(ddpm)).toBeUndefined();
    for (const _class_name of ['DDPMScheduler', 'DDIMScheduler'])
      for (const _use_clipped_model_output of [false, true]) {
        const config = parseSchedulerConfig(bytesOf({ _class_name, _use_clipped_model_output }));
        expect(config.clippedEps ?? true).toBe(_use_clipped_model_output);
        expect(parseSchedulerConfig(bytesOf(schedulerConfigJson(config)))).toEqual(config);
      }
  });

  it('every unsupported field is named in one message', () => {
    const wrong = {
      _class_name: 'ScoreSdeVeScheduler',
      beta_schedule: 'exp',
      prediction_type: 'flow',
      variance_type: 'learned',
      thresholding: true,
      beta_end: 1.5,
      num_train_timesteps: 1e9,
      use_flow_sigmas: true,
    };
    const message = refusal(() => parseSchedulerConfig(bytesOf({ ...ddpm, ...wrong })));
    for (const field of Object.keys(wrong)) expect(message).toContain(field);
    expect(refusal(() => parseSchedulerConfig(bytesOf({ ...ddpm, trained_betas: [0.1] })))).toMatch(
      /trained_betas has 1 entry; num_train_timesteps is 1000/,
    );
  });
});
