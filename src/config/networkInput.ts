/** The input of a network from a file: its configuration fixes the size and the colours of the images, and whether they have classes. */
import type { RunConfig } from './fields';

export interface NetworkInput {
  /** Side of the square images, in pixels. */
  readonly size: number;
  readonly channels: 1 | 3;
  /** Rows of the class embedding; 0 for a network without classes. */
  readonly classes: number;
}

/** The embedding of a DiT has a row more than classes, for none of them. */
const ditRows = (classes: unknown): number => (typeof classes === 'number' && classes > 0 ? classes + 1 : 0);

type NetworkFields = Pick<RunConfig, 'model' | 'unet' | 'architecture'>;

/** @returns null where the network is built to fit the data, or its configuration cannot be read */
export function networkInput({ model, unet, architecture }: NetworkFields): NetworkInput | null {
  if (model !== 'dit' && unet !== 'custom') return null;
  try {
    const fields = JSON.parse(architecture);
    const { in_channels: channels } = fields;
    const size = model === 'dit' ? fields.input_size : fields.sample_size;
    const classes = model === 'dit' ? ditRows(fields.num_classes) : fields.num_class_embeds;
    return Number.isInteger(size) && (channels === 1 || channels === 3)
      ? { size, channels, classes: classes ?? 0 }
      : null;
  } catch {
    return null;
  }
}

/** Whether a network can learn from images of a size and a number of channels. */
export function takesImages(
  config: NetworkFields,
  images: { readonly height: number; readonly width: number; readonly channels: number },
): boolean {
  const input = networkInput(config);
  if (!input) return true;
  return images.height === input.size && images.width === input.size && images.channels === input.channels;
}
