/** The network of a U-Net preset, as diffusers and train.py read it: see unetConfig.mjs. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unetConfigJson } from '../../src/interop/diffusersUnet';
import { UNET_PRESETS } from '../../src/model/unet/presets';

const isPreset = (id: string): id is keyof typeof UNET_PRESETS => Object.hasOwn(UNET_PRESETS, id);

/** @param args the preset and the folder */
export function writeUnetConfig([preset = '', folder]: readonly string[]): void {
  if (!isPreset(preset) || !folder) {
    throw new Error(
      `give a preset and a folder, not "${preset}"; presets are ${Object.keys(UNET_PRESETS).join(', ')}`,
    );
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'config.json'),
    `${JSON.stringify(unetConfigJson(UNET_PRESETS[preset]), null, 2)}\n`,
  );
}
