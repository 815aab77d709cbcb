/**
 * Gradients of weights that nothing in the backward pass waits for, such as those of a network's first layers, whose inputs want none:
 * put off to its end and computed two layers to a dispatch. Only weights that have a place for their gradient can be put off, since
 * only the optimizer, which reads those places, knows to ask for them first.
 */
import * as tf from '@tensorflow/tfjs-core';
import { blockReader, blockWriter, wholeArrays } from './blocks';
import { weightGradientPart, weightGradientThreads } from './dense';
import { dispatch, THREADS } from './program';

/** dW = xᵀ dz and db = Σ dz, to be written to their places. */
interface Later {
  /** [B, K] */
  readonly x: tf.Tensor;
  /** [B, N] */
  readonly dz: tf.Tensor;
  readonly dw: tf.Tensor;
  readonly db: tf.Tensor;
}

/** A shader has room for eight arrays. */
const AT_ONCE = 2;

const waiting: Later[] = [];

/** Puts off the gradients of a layer. */
export const gradientLater = ({ x, dz, dw, db }: Later): void =>
  void waiting.push({ x: tf.keep(tf.clone(x)), dz: tf.keep(tf.clone(dz)), dw, db });

/** Computes what was put off. */
export function finishGradients(): void {
  while (waiting.length > 0) compute(waiting.splice(0, AT_ONCE));
}

/** Drops what was put off, by a backward pass that came to no end. */
export function forgetGradients(): void {
  for (const { x, dz } of waiting.splice(0)) tf.dispose([x, dz]);
}

function compute(layers: readonly Later[]): void {
  const sizes = layers.map(({ x, dz }) => ({ rows: x.shape[0], inputs: x.shape[1]!, outputs: dz.shape[1]! }));
  const groups = sizes.map(({ inputs, outputs }) =>
    Math.ceil(weightGradientThreads(inputs, outputs) / THREADS),
  );
  const firsts = groups.map((_, i) => groups.slice(0, i).reduce((sum, count) => sum + count, 0));
  const named = (pick: (layer: Later) => Readonly<Record<string, tf.Tensor>>) =>
    Object.fromEntries(
      layers.flatMap((layer, i) => Object.entries(pick(layer)).map(([name, tensor]) => [name + i, tensor])),
    );
  dispatch({
    name: 'weightGradients',
    sizes: {},
    inputs: named(({ x, dz }) => ({ x, dz })),
    outputs: named(({ dw, db }) => ({ dw, db })),
    vectors: wholeArrays(
      Object.fromEntries(
        sizes.flatMap(({ inputs, outputs }, i) => [
          [`x${i}`, inputs],
          [`dz${i}`, outputs],
          [`dw${i}`, outputs],
          [`db${i}`, outputs],
        ]),
      ),
    ),
    workgroups: groups.reduce((sum, count) => sum + count, 0),
    functions: sizes
      .map(
        ({ rows, inputs, outputs }, i) => `
${blockReader(`x${i}`, inputs)}
${blockReader(`dz${i}`, outputs)}
${blockWriter(`dw${i}`, outputs)}
${blockWriter(`db${i}`, outputs)}
${weightGradientPart({ rows, inputs, outputs, suffix: `${i}` })}`,
      )
      .join('\n'),
    body: firsts
      .map(
        (first, i) =>
          `if (group >= ${first} && group < ${first + groups[i]}) { weightGradientPart${i}(index - ${first * THREADS}); }`,
      )
      .join('\n  '),
  });
  for (const { x, dz } of layers) tf.dispose([x, dz]);
}
