import { expect, test } from 'vitest';
import { networkInput, takesImages } from '../../../src/config/networkInput';

const custom = (architecture: string) => ({ model: 'unet', unet: 'custom', architecture }) as const;
const opened = (architecture: string) => ({ model: 'dit', unet: 'grey-28', architecture }) as const;
const TINY = { model: 'unet', unet: 'grey-28-tiny', architecture: '' } as const;

test('a network of a file says the size, the channels and the classes that it takes', () => {
  const written = custom('{"sample_size":32,"in_channels":3,"num_class_embeds":11}');
  expect(networkInput(written)).toEqual({ size: 32, channels: 3, classes: 11 });
  expect(networkInput(custom('{"sample_size":28,"in_channels":1}'))).toMatchObject({ classes: 0 });
  // a DiT's embedding has a row more than classes
  const transformer = opened('{"input_size":32,"in_channels":3,"num_classes":10}');
  expect(networkInput(transformer)).toEqual({ size: 32, channels: 3, classes: 11 });
  expect(networkInput(opened('{"input_size":8,"in_channels":1,"num_classes":0}'))).toMatchObject({
    classes: 0,
  });
  expect(networkInput(opened(''))).toBeNull();
});

test('a network that is built to fit the data, and one that cannot be read, say nothing', () => {
  expect(networkInput(TINY)).toBeNull();
  expect(networkInput(custom('{"sample_size":'))).toBeNull();
  expect(networkInput(custom('{"sample_size":28,"in_channels":2}'))).toBeNull();
});

test('images fit a network by height, width and channels', () => {
  const grey28 = custom('{"sample_size":28,"in_channels":1}');
  expect(takesImages(grey28, { height: 28, width: 28, channels: 1 })).toBe(true);
  expect(takesImages(grey28, { height: 32, width: 28, channels: 1 })).toBe(false);
  expect(takesImages(grey28, { height: 28, width: 28, channels: 3 })).toBe(false);
  expect(takesImages(TINY, { height: 9, width: 9, channels: 3 })).toBe(true);
});
