/** Small pipelines of diffusers with the weights of an untrained network. */
import { DEFAULT_CONFIG } from '../../src/config/fields';
import { writeSafetensors } from '../../src/interop/safetensors';
import { writeZip } from '../../src/interop/zip';
import { createRng } from '../../src/lib/rng';
import { createModel } from '../../src/model/model';

/** @returns the files of a pipeline's folder; fields of the network's configuration replace those of a tiny grey one */
export function pipelineFiles(unet: object, scheduler: object): Map<string, Uint8Array> {
  const architecture = JSON.stringify({
    _class_name: 'UNet2DModel',
    sample_size: 28,
    in_channels: 1,
    out_channels: 1,
    block_out_channels: [8, 16],
    down_block_types: ['DownBlock2D', 'AttnDownBlock2D'],
    up_block_types: ['AttnUpBlock2D', 'UpBlock2D'],
    layers_per_block: 1,
    norm_num_groups: 4,
    attention_head_dim: 8,
    ...unet,
  });
  const config = {
    ...DEFAULT_CONFIG,
    dataset: 'images',
    model: 'unet',
    unet: 'custom',
    architecture,
  } as const;
  const model = createModel(config, { shape: null, classes: 0 });
  const rng = createRng({ seed: 1, stream: 'weights', step: 0 });
  const weights = model.unflatten(new Float32Array(model.layout.size).map(() => 0.2 * (rng.uniform() - 0.5)));
  const text = (value: string) => new TextEncoder().encode(value);
  return new Map([
    ['unet/config.json', text(architecture)],
    ['unet/diffusion_pytorch_model.safetensors', writeSafetensors(weights)],
    ['scheduler/scheduler_config.json', text(JSON.stringify(scheduler))],
  ]);
}

export const pipelineZip = (unet: object, scheduler: object): Buffer =>
  Buffer.from(writeZip(pipelineFiles(unet, scheduler)));
