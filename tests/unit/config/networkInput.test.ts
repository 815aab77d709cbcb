import { expect, test } from 'vitest';
import { networkInput, takesImages } from '../../../src/config/networkInput';

const custom = (architecture: string) => ({ unet: 'custom', architecture }) as const;

test('a network of a file says the size, the channels and the classes that it takes', () => {
  const written = custom('{"sample_size":32,"in_channels":3,"num_class_embeds":11}');
  expect(networkInput(written)).toEqual({ size: 32, channels: 3, classes: 11 });
  expect(networkInput(custom('{"sample_size":28,"in_channels":1}'))).toMatchObject({ classes: 0 });
});

test('a network that is built to fit the data, and one that cannot be read, say nothing', () => {
  expect(networkInput({ unet: 'grey-28-tiny', architecture: '' })).toBeNull();
  expect(networkInput(custom('{"sample_size":'))).toBeNull();
  expect(networkInput(custom('{"sample_size":28,"in_channels":2}'))).toBeNull();
});

test('images fit a network by height, width and channels', () => {
  const grey28 = custom('{"sample_size":28,"in_channels":1}');
  expect(takesImages(grey28, { height: 28, width: 28, channels: 1 })).toBe(true);
  expect(takesImages(grey28, { height: 32, width: 28, channels: 1 })).toBe(false);
  expect(takesImages(grey28, { height: 28, width: 28, channels: 3 })).toBe(false);
  expect(takesImages({ unet: 'grey-28-tiny', architecture: '' }, { height: 9, width: 9, channels: 3 })).toBe(
    true,
  );
});
