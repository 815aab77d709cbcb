/** The rows of a metrics file: every loss of a run, with the qualities at the steps where they were measured. */
import type { MetricRow } from '../interop/csv';
import type { Evaluation } from '../state/evaluation';
import type { LossHistory } from '../state/lossHistory';

export function metricRows(
  losses: LossHistory,
  { qualities, imageQualities }: Pick<Evaluation, 'qualities' | 'imageQualities'>,
): MetricRow[] {
  const measured = new Map(qualities.value.map((entry) => [entry.step, entry.quality]));
  const images = new Map(imageQualities.value.map((entry) => [entry.step, entry.quality]));
  const rows: MetricRow[] = [];
  for (let step = losses.first; step <= losses.last; step++) {
    const quality = measured.get(step);
    const judged = images.get(step);
    rows.push({
      step,
      loss: losses.at(step),
      smoothed_loss: losses.smoothedAt(step),
      energy_distance: quality?.energyDistance,
      energy_floor: quality?.energyFloor,
      sliced_wasserstein: quality?.slicedWasserstein,
      sliced_floor: quality?.slicedFloor,
      ...(images.size > 0 && {
        frechet_distance: judged?.frechet,
        frechet_floor: judged?.floor.frechet,
        sure: judged?.clear,
        sure_floor: judged?.floor.clear,
      }),
    });
  }
  return rows;
}
