import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { LoadedModel } from '../../../src/state/sample/session';
import { createTestImages } from '../../../src/ui/views/sample/use/testImages';

const modelOf = (id: string) => ({ id }) as LoadedModel;

test('test images follow one another, and none is of a model that another one has replaced', async () => {
  const model = signal<LoadedModel | null>(modelOf('a'));
  const asked: string[] = [];
  const evaluator = {
    async testImages({ dataset, count }: { dataset: string; count: number }) {
      asked.push(dataset);
      const images = Uint8Array.from({ length: 2 * count }, (_, i) => i);
      return { images, labels: new Uint8Array(count) };
    },
  };
  const next = createTestImages({ evaluator }, { model });
  const [first, second] = await Promise.all([next('mnist', 2), next('mnist', 2)]); // two presses before the images are there
  expect(first).toHaveLength(2);
  expect(second).not.toEqual(first);
  expect(await next('mnist', 2)).not.toEqual(second);
  expect(asked).toEqual(['mnist']);

  const late = next('fashion', 2);
  model.value = modelOf('b');
  expect(await late).toBeNull();
  expect(await next('mnist', 2)).not.toBeNull();
});

test('test images that could not be loaded are asked for again', async () => {
  let online = false;
  const evaluator = {
    async testImages() {
      if (!online) throw new Error('offline');
      return { images: new Uint8Array(2), labels: new Uint8Array(1) };
    },
  };
  const next = createTestImages({ evaluator }, { model: signal<LoadedModel | null>(modelOf('a')) });
  await expect(next('mnist', 2)).rejects.toThrow('offline');
  online = true;
  expect(await next('mnist', 2)).toHaveLength(2);
});
