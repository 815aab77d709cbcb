/** The rows of a metrics file: every loss of a run, with the qualities at the steps where they were measured. */
import type { MetricRow } from '../interop/csv';
import type { MeasuredQuality } from '../state/evaluation';
import type { LossHistory } from '../state/lossHistory';

export function metricRows(losses: LossHistory, qualities: readonly MeasuredQuality[]): MetricRow[] {
  const measured = new Map(qualities.map((entry) => [entry.step, entry.quality]));
  const rows: MetricRow[] = [];
  for (let step = losses.first; step <= losses.last; step++) {
    const quality = measured.get(step);
    rows.push({
      step,
      loss: losses.at(step),
      smoothed_loss: losses.smoothedAt(step),
      energy_distance: quality?.energyDistance,
      energy_floor: quality?.energyFloor,
      sliced_wasserstein: quality?.slicedWasserstein,
      sliced_floor: quality?.slicedFloor,
    });
  }
  return rows;
}
