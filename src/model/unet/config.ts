/** The U-Net of a run: a preset in the size and channels of the data, or the user's own architecture, which must fit them. */
import type { RunConfig } from '../../config/fields';
import { RefusedError } from '../../diffusion/refusal';
import { parseUnetConfig } from '../../interop/diffusersUnet';
import type { UnetConfig } from '../../types/unet';
import { imageShape, noImages, type SampleKind } from '../imageShape';
import { UNET_PRESETS } from './presets';

export type UnetChoice = Pick<RunConfig, 'unet' | 'architecture' | 'classes'>;

/** @throws RefusedError where the U-Net and the images do not fit together */
export function unetConfigOf(
  { unet, architecture, classes: conditioned }: UnetChoice,
  kind: SampleKind,
): UnetConfig {
  const images = imageShape(kind, {
    message: 'A U-Net learns images, and this data set is made of points.',
    hint: 'Choose the MLP, or a data set of images.',
  });
  if (unet !== 'custom') {
    if (!images) throw noImages();
    const [height, width, channels] = images;
    const preset = UNET_PRESETS[unet];
    const multiple = 2 ** (preset.blockOutChannels.length - 1);
    if (height !== width || height % multiple !== 0) {
      const message = `The images are ${height} × ${width}; this U-Net needs squares whose side is a multiple of ${multiple}.`;
      throw new RefusedError({ message, hint: 'Crop or scale them.' });
    }
    const conditional = conditioned && kind.classes > 0;
    return {
      ...preset,
      sampleSize: height,
      inChannels: channels,
      outChannels: channels,
      numClassEmbeds: conditional ? kind.classes + 1 : null,
      ...(conditional && { nullClass: true }),
    };
  }
  const config = parseUnetConfig(new TextEncoder().encode(architecture), 'architecture');
  const { sampleSize, inChannels, numClassEmbeds, nullClass, classEmbedType } = config;
  const shape = [sampleSize, sampleSize, inChannels];
  const refuse = (message: string, hint: string) => new RefusedError({ message, hint });
  if (classEmbedType)
    throw refuse(
      `class_embed_type is "${classEmbedType}"; classes are numbers here.`,
      'Use num_class_embeds.',
    );
  if (kind.shape && kind.shape.join() !== shape.join()) {
    const message = `This U-Net is for images of ${shape.join(' × ')}, the data set has ${kind.shape.join(' × ')}.`;
    throw refuse(message, 'Choose a data set of that size, or another U-Net.');
  }
  const known = numClassEmbeds === null ? null : numClassEmbeds - (nullClass ? 1 : 0);
  if (kind.shape && known !== null && kind.classes > known) {
    const message = `This U-Net knows ${known} classes, the data set has ${kind.classes}.`;
    throw refuse(message, 'Choose another data set.');
  }
  return config;
}
