/**
 * A loss map is the loss at each noise level over training: one row of time bins for each report of the trainer. Neighbours are merged
 * when there are many, so that a long run costs no more than a short one.
 */

interface LossMapRow {
  /** Steps that this row averages: (from, to]. */
  readonly from: number;
  readonly to: number;
  /** [bins] mean squared error of eps, or of the velocity where the network predicts it; NaN where no t fell. */
  readonly values: Float32Array;
}

export type LossMap = readonly LossMapRow[];

const MOST_ROWS = 128;

/** The mean of two rows, each weighted by its steps, where both have a value. */
function merged(a: LossMapRow, b: LossMapRow): LossMapRow {
  const weightA = a.to - a.from;
  const weightB = b.to - b.from;
  const values = a.values.map((value, i) => {
    const other = b.values[i];
    if (Number.isNaN(value)) return other;
    if (Number.isNaN(other)) return value;
    return (value * weightA + other * weightB) / (weightA + weightB);
  });
  return { from: a.from, to: b.to, values };
}

/**
 * @param from the step after which the new row begins, where the map has no row before it
 * @returns the map with one more row; rows from `step` on are dropped first (a run that continues from a checkpoint)
 */
export function withRow(map: LossMap, step: number, values: Float32Array, from = 0): LossMap {
  const earlier = map.filter((row) => row.to < step);
  const rows = [...earlier, { from: earlier.at(-1)?.to ?? from, to: step, values }];
  if (rows.length <= MOST_ROWS) return rows;
  const halved: LossMapRow[] = [];
  for (let i = 0; i < rows.length; i += 2)
    halved.push(i + 1 < rows.length ? merged(rows[i], rows[i + 1]) : rows[i]);
  return halved;
}
