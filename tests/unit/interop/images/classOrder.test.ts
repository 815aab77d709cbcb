import { expect, test } from 'vitest';
import { inOrderOf } from '../../../../src/interop/images/classOrder';

const labels = Uint8Array.of(0, 1, 1, 0);

test('labels follow the names of the network that learns on', () => {
  const ordered = inOrderOf({ labels, classes: ['disc', 'ring'] }, ['cross', 'ring', 'disc']);
  expect(ordered).toEqual({ labels: Uint8Array.of(2, 1, 1, 2), classes: ['cross', 'ring', 'disc'] });
});

test('classes that the network does not know, or that it does not name, stay as they are', () => {
  const own = { labels, classes: ['cat', 'disc'] };
  expect(inOrderOf(own, ['disc', 'cross'])).toEqual(own);
  expect(inOrderOf(own, null)).toEqual(own);
  expect(inOrderOf({ classes: [] }, ['disc'])).toEqual({ classes: [] });
});
