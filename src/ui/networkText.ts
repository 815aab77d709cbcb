/** The network of a configuration in a few words: "MLP 3 × 128", "U-Net 16-32-32 channels", "DiT 3 × 64, patches of 4". */
import type { RunConfig } from '../config/fields';
import * as words from '../words/findings';
import { labelOf } from './labels';

export function networkText(config: RunConfig): string {
  const name = labelOf('model', config.model);
  switch (config.model) {
    case 'mlp':
      return `${name} ${config.depth} × ${config.width}`;
    case 'unet':
      return `${name} ${words.inLine(labelOf('unet', config.unet))}`;
    case 'dit':
      return words.transformer(`${name} ${config.blocks} × ${config.hiddenSize}`, config.patchSize);
    default:
      return config.model satisfies never;
  }
}
