/** Rows of the time embedding as a network receives them, for tests that call it directly. */
import * as tf from '@tensorflow/tfjs-core';
import type { Model } from '../../src/model/model';
import { timeEmbedder } from '../../src/model/timeEmbedding';

/**
 * @param labels [n] classes, those of no class negative; for a network that sees them in these rows
 * @returns [1, row] for all samples, or [n, row] each with its class one-hot
 */
export function conditionRows(model: Model, time: number, labels: Int32Array | null): tf.Tensor2D {
  const { embedding, labelColumns } = model;
  const row = new Float32Array(embedding.size + labelColumns);
  timeEmbedder(embedding)(row, 0, time);
  if (!labels || labelColumns === 0) return tf.tensor2d(row, [1, row.length]);
  const rows = Array.from(labels, (label) =>
    row.map((value, i) => (label >= 0 && i === embedding.size + label ? 1 : value)),
  );
  return tf.tensor2d(
    rows.flatMap((values) => [...values]),
    [labels.length, row.length],
  );
}
