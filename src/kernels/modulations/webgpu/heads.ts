/** The layers of the modulations, by block, and where their weights begin. */
import { isWhole } from '../../wgsl/blocks';
import type { DenseLayer } from '../contract';

/** Layers by block. */
export type Heads = readonly (readonly DenseLayer[])[];

/** Rows of the batch that a workgroup computes. */
export const ROWS_PER_GROUP = 8;

/**
 * WGSL: `weightAt(layer)` and `biasAt(layer)`, where a layer's weights and biases begin in the window, in the unit of `windowBlock`.
 * @param at starts of weights and bias of each layer, in turn
 */
export function placeTables(at: readonly number[], columns: number): string {
  const table = (name: string, parity: number) => {
    const starts = at
      .filter((_, i) => i % 2 === parity)
      .map((start) => (isWhole(columns) ? start / 4 : start));
    return `fn ${name}(layer : i32) -> i32 {
  var starts = array<i32, ${starts.length}>(${starts.join(', ')});
  return starts[layer];
}`;
  };
  return `${table('weightAt', 0)}\n${table('biasAt', 1)}`;
}
