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
  const load = async (dataset: string): Promise<Float32Array> =>
    fromBytes((await evaluator.testImages({ dataset, count: TEST_IMAGES, seed: 0 })).images);
  /** Of the data set that was asked for last. */
  let images: { dataset: string; next: number; all: Promise<Float32Array> } | null = null;
  return async (dataset: string, size: number): Promise<Float32Array | null> => {
    const opened = model.peek();
    if (images?.dataset !== dataset) images = { dataset, next: 0, all: load(dataset) };
    const present = images;
    try {
      const all = await present.all;
      if (model.peek() !== opened) return null;
      const at = (present.next++ * size) % all.length;
      return all.slice(at, at + size);
    } catch (error) {
      if (images === present) images = null; // the next press loads them again
      throw error;
    }
  };
}
