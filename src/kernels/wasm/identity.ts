/** A clone on WASM shares its numbers: the stock kernel copies them, and the tape clones whatever an operation keeps. */
import * as tf from '@tensorflow/tfjs-core';
import { replaceKernel, stockKernel } from './kernel';

export function installIdentity(): void {
  const { config } = stockKernel(tf.Identity);
  replaceKernel(config, ({ inputs: { x }, backend }) => {
    backend.incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
  });
}
