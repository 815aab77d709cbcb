/** The U-Net of a run: a preset in the size and channels of the data, or the user's own architecture, which must fit them. */
import type { RunConfig } from '../../config/fields';
import { RefusedError } from '../../diffusion/refusal';
import { parseUnetConfig } from '../../interop/diffusersUnet';
import type { UnetConfig } from '../../types/unet';
import * as words from '../../words/errors/network';
import { imageShape, noImages, type SampleKind } from '../imageShape';
import { UNET_PRESETS } from './presets';

export type UnetChoice = Pick<RunConfig, 'unet' | 'architecture' | 'classes' | 'variance'>;

/** @throws RefusedError where the U-Net and the images do not fit together */
export function unetConfigOf(
  { unet, architecture, classes: conditioned, variance }: UnetChoice,
  kind: SampleKind,
): UnetConfig {
  const images = imageShape(kind, words.unetOfPoints);
  if (unet !== 'custom') {
    if (!images) throw noImages();
    const [height, width, channels] = images;
    const preset = UNET_PRESETS[unet];
    const multiple = 2 ** (preset.blockOutChannels.length - 1);
    if (height !== width || height % multiple !== 0)
      throw new RefusedError(words.badSize(height, width, multiple));
    const conditional = conditioned && kind.classes > 0;
    return {
      ...preset,
      sampleSize: height,
      inChannels: channels,
      outChannels: variance === 'learned' ? 2 * channels : channels,
      numClassEmbeds: conditional ? kind.classes + 1 : null,
      ...(conditional && { nullClass: true }),
    };
  }
  const config = parseUnetConfig(new TextEncoder().encode(architecture), 'architecture');
  const { sampleSize, inChannels, numClassEmbeds, nullClass, classEmbedType } = config;
  const shape = [sampleSize, sampleSize, inChannels];
  if (classEmbedType) throw new RefusedError(words.classEmbedding(classEmbedType));
  if (kind.shape && kind.shape.join() !== shape.join())
    throw new RefusedError(words.otherShape(shape.join(' × '), kind.shape.join(' × ')));
  const known = numClassEmbeds === null ? null : numClassEmbeds - (nullClass ? 1 : 0);
  if (kind.shape && known !== null && kind.classes > known)
    throw new RefusedError(words.otherClasses(known, kind.classes));
  return config;
}
