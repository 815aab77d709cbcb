/** The U-Net that a run asks for: a preset in the size and colours of the data, or the user's own architecture, which must have them. */
import type { RunConfig } from '../../config/fields';
import { RefusedError } from '../../diffusion/refusal';
import { parseUnetConfig, type UnetConfig } from '../../interop/diffusersUnet';
import { UNET_PRESETS } from './presets';

/** What a model must fit. */
export interface SampleKind {
  /** Of one sample; null where only the model's configuration says it: images of the user's own before they are opened. */
  readonly shape: readonly number[] | null;
  /** Kinds of samples that have a label, 0 where there are none. */
  readonly classes: number;
}

export type UnetChoice = Pick<RunConfig, 'unet' | 'architecture' | 'classes'>;

/** @throws RefusedError where the U-Net and the images do not fit together */
export function unetConfigOf(
  { unet, architecture, classes: told }: UnetChoice,
  kind: SampleKind,
): UnetConfig {
  if (unet !== 'custom') {
    if (!kind.shape) {
      const reason = 'There are no images to learn from yet.';
      throw new RefusedError({ reason, wayOut: 'Open some, or choose a data set that ships.' });
    }
    const [height, width, channels] = kind.shape;
    const preset = UNET_PRESETS[unet];
    const multiple = 2 ** (preset.blockOutChannels.length - 1);
    if (height !== width || height % multiple !== 0) {
      const reason = `The images are ${height} × ${width}; this U-Net needs squares whose side is a multiple of ${multiple}.`;
      throw new RefusedError({ reason, wayOut: 'Crop or scale them.' });
    }
    return {
      ...preset,
      sampleSize: height,
      inChannels: channels,
      outChannels: channels,
      numClassEmbeds: told && kind.classes > 0 ? kind.classes + 1 : null,
    };
  }
  const config = parseUnetConfig(new TextEncoder().encode(architecture), 'architecture');
  const { sampleSize, inChannels, outChannels, numClassEmbeds, classEmbedType } = config;
  const shape = [sampleSize, sampleSize, inChannels];
  const refuse = (reason: string, wayOut: string) => new RefusedError({ reason, wayOut });
  if (outChannels !== inChannels) {
    const reason = `out_channels is ${outChannels}, for a learned variance; images have a fixed one here.`;
    throw refuse(reason, `Use a model whose out_channels is ${inChannels}.`);
  }
  if (classEmbedType)
    throw refuse(
      `class_embed_type is "${classEmbedType}"; classes are numbers here.`,
      'Use num_class_embeds.',
    );
  if (kind.shape && kind.shape.join() !== shape.join()) {
    const reason = `This U-Net is for images of ${shape.join(' × ')}, the data set has ${kind.shape.join(' × ')}.`;
    throw refuse(reason, 'Choose a data set of that size, or another U-Net.');
  }
  if (kind.shape && numClassEmbeds !== null && kind.classes > numClassEmbeds) {
    const reason = `This U-Net knows ${numClassEmbeds} classes, the data set has ${kind.classes}.`;
    throw refuse(reason, 'Choose another data set.');
  }
  return config;
}
