/** The rows of a metrics file: every loss of a run, with the qualities at the steps where they were measured. */
import type { MetricRow } from '../interop/csv';
import type { MeasuredImages, MeasuredQuality } from '../state/evaluation';
import type { LossHistory } from '../state/lossHistory';

export function metricRows(
  losses: LossHistory,
  qualities: readonly MeasuredQuality[],
  imageQualities: readonly MeasuredImages[] = [],
): MetricRow[] {
  const images = new Map(imageQualities.map((entry) => [entry.step, entry.quality]));
  const measured = new Map(qualities.map((entry) => [entry.step, entry.quality]));
  const rows: MetricRow[] = [];
  for (let step = losses.first; step <= losses.last; step++) {
    const quality = measured.get(step);
    const seen = images.get(step);
    rows.push({
      step,
      loss: losses.at(step),
      smoothed_loss: losses.smoothedAt(step),
      energy_distance: quality?.energyDistance,
      energy_floor: quality?.energyFloor,
      sliced_wasserstein: quality?.slicedWasserstein,
      sliced_floor: quality?.slicedFloor,
      ...(imageQualities.length > 0 && {
        frechet_distance: seen?.frechet,
        frechet_floor: seen?.floor.frechet,
        sure: seen?.clear,
        sure_floor: seen?.floor.clear,
      }),
    });
  }
  return rows;
}
