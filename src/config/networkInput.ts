/** The input of a network from a file: its configuration fixes the size and the colours of the images, and whether they have classes. */
import type { RunConfig } from './fields';

export interface NetworkInput {
  /** Side of the square images, in pixels. */
  readonly size: number;
  readonly channels: 1 | 3;
  /** Rows of the class embedding; 0 for a network without classes. */
  readonly classes: number;
}

/** @returns null where the network is built to fit the data, or its configuration cannot be read */
export function networkInput({
  unet,
  architecture,
}: Pick<RunConfig, 'unet' | 'architecture'>): NetworkInput | null {
  if (unet !== 'custom') return null;
  try {
    const { sample_size: size, in_channels: channels, num_class_embeds: classes } = JSON.parse(architecture);
    return Number.isInteger(size) && (channels === 1 || channels === 3)
      ? { size, channels, classes: classes ?? 0 }
      : null;
  } catch {
    return null;
  }
}

/** Whether a network can learn from images of a size and a number of channels. */
export function takesImages(
  config: Pick<RunConfig, 'unet' | 'architecture'>,
  images: { readonly height: number; readonly width: number; readonly channels: number },
): boolean {
  const input = networkInput(config);
  if (!input) return true;
  return images.height === input.size && images.width === input.size && images.channels === input.channels;
}
