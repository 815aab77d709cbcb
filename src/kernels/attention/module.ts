/** Attention of a sequence with itself in the own WASM module: three products, the heads, and as much backward. */
import * as tf from '@tensorflow/tfjs-core';
import { call, newTensor, wasmModule, withScratch } from '../../wasm/engine';
import { denseInModule, inputGradientInModule, weightGradientsInModule } from '../dense/module';
import { differentiable } from '../differentiable';
import type { SelfAttentionWeights } from './contract';

export function selfAttentionOnModule(
  x: tf.Tensor,
  { query, key, value }: SelfAttentionWeights,
  heads: number,
): tf.Tensor {
  const [batch, length, channels] = x.shape as [number, number, number];
  const layers = [query, key, value];
  const width = query.weight.shape[1]!;
  const sizes = [batch, length, heads, width / heads] as const;
  const withHeadScratch = (f: (scratch: tf.Tensor) => void) =>
    withScratch(wasmModule()!.attentionScratch(length, width / heads) / 4, f);
  const rows = tf.reshape(x, [batch * length, channels]);
  const output = differentiable([rows, ...layers.flatMap(({ weight, bias }) => [weight, bias])], {
    forward() {
      const [q, k, v] = layers.map(({ weight, bias }) => denseInModule(rows, weight, bias));
      const [out, saved] = [newTensor([batch * length, width]), newTensor([batch, heads, length, 2])];
      withHeadScratch((scratch) => call('attend', q, k, v, out, saved, ...sizes, scratch));
      return { value: out, saved: [rows, q, k, v, saved] as const };
    },
    backward(dy, [rows, q, k, v, saved]) {
      const gradients = [q, k, v].map(({ shape }) => newTensor(shape));
      const [dq, dk, dv] = gradients;
      withHeadScratch((scratch) => call('attendGradient', dy, q, k, v, saved, dq, dk, dv, ...sizes, scratch));
      let dRows: tf.Tensor | undefined;
      const ofLayers = layers.flatMap(({ weight, bias }, i) => {
        dRows = inputGradientInModule(gradients[i], weight, dRows);
        return weightGradientsInModule(rows, gradients[i], weight, bias);
      });
      return [dRows!, ...ofLayers];
    },
  });
  return tf.reshape(output, [batch, length, width]);
}
