import { expect, test } from 'vitest';
import { classNames, networkClasses } from '../../../src/config/classNames';
import type { ImagesSource } from '../../../src/types/dataSource';

const network = (fields: object) =>
  ({
    dataset: 'images',
    unet: 'custom',
    classes: true,
    architecture: JSON.stringify({ num_class_embeds: 3, _null_class: true, ...fields }),
  }) as const;
const images = (...classes: string[]) => ({ kind: 'images', classes }) as unknown as ImagesSource;

test('an opened network names its classes without its images, or gives their numbers', () => {
  const named = network({ _class_names: ['cross', 'disc'] });
  expect(networkClasses(named)).toEqual({ count: 2, names: ['cross', 'disc'] });
  expect(classNames(named, undefined)).toEqual(['cross', 'disc']);
  expect(classNames(network({}), undefined)).toEqual(['0', '1']);
  expect(classNames(network({ _class_names: ['cross'] }), undefined)).toEqual(['0', '1']);
});

test('images that are open name the classes that they have; a network without classes has none', () => {
  expect(classNames(network({ _class_names: ['cross', 'disc'] }), images('cat', 'dog'))).toEqual([
    'cat',
    'dog',
  ]);
  expect(classNames(network({ num_class_embeds: 4 }), images('cat', 'dog'))).toEqual(['cat', 'dog', '2']);
  expect(networkClasses({ ...network({}), classes: false })).toBeNull();
});
