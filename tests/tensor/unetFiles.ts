/** The reference U-Nets' files, as Node reads them. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ReferenceUnet, referenceUnet } from './unetFixtures';

export type FixtureName = 'unet_attn_28' | 'unet_cifarstyle_32';

export const fixtureBytes = (name: FixtureName, file: string): Uint8Array =>
  new Uint8Array(readFileSync(fileURLToPath(new URL(`../fixtures/${name}/${file}`, import.meta.url))));

export const fixtureUnet = (name: FixtureName): ReferenceUnet =>
  referenceUnet({
    config: fixtureBytes(name, 'config.json'),
    weights: fixtureBytes(name, 'diffusion_pytorch_model.safetensors'),
    io: fixtureBytes(name, 'io.json'),
  });
