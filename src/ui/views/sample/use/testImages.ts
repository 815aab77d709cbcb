/** The test images of the model's data set, one after another. No DOM. */
import type { ImageEvaluatorApi } from '../../../../../workers/evaluator';
import type { SampleSession } from '../../../../state/sample/session';
import { fromBytes } from '../../../canvas/pixels';

/** Test images that are gone through. */
const TEST_IMAGES = 64;

/**
 * @returns a function that gives the next image of a data set, [size] from -1 to 1; null where another model was opened meanwhile. It throws
 * where the images cannot be loaded.
 */
export function createTestImages(
  { evaluator }: { readonly evaluator: Pick<ImageEvaluatorApi, 'testImages'> },
  { model }: Pick<SampleSession, 'model'>,
) {
  let loaded: { dataset: string; next: number; all: Float32Array } = {
    dataset: '',
    next: 0,
    all: new Float32Array(),
  };
  return async (dataset: string, size: number): Promise<Float32Array | null> => {
    const opened = model.peek();
    if (loaded.dataset !== dataset) {
      const { images } = await evaluator.testImages({ dataset, count: TEST_IMAGES, seed: 0 });
      if (model.peek() !== opened) return null;
      loaded = { dataset, next: 0, all: fromBytes(images) };
    }
    const at = (loaded.next++ % TEST_IMAGES) * size;
    return loaded.all.slice(at, at + size);
  };
}
