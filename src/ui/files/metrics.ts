/** The rows of a metrics file: every loss of a run, with the qualities at the steps where they were measured. */
import type { MetricRow } from '../../interop/csvWrite';
import type { Evaluation } from '../../state/run/evaluation';
import type { LossHistory } from '../../state/run/lossHistory';
import type { StepMeasurement } from '../../types/score';

export function metricRows(
  losses: LossHistory,
  { measurements }: Pick<Evaluation, 'measurements'>,
): MetricRow[] {
  const measured = new Map(measurements.value.map((measurement) => [measurement.step, measurement]));
  const isOfPoints = ({ score }: Pick<StepMeasurement, 'score'>) => score.kind === 'energy distance';
  const hasImages = measurements.value.some((measurement) => !isOfPoints(measurement));
  const rows: MetricRow[] = [];
  for (let step = losses.first; step <= losses.last; step++) {
    const measurement = measured.get(step);
    const points = measurement && isOfPoints(measurement) ? measurement : undefined;
    const images = measurement && !isOfPoints(measurement) ? measurement : undefined;
    rows.push({
      step,
      loss: losses.at(step),
      smoothed_loss: losses.smoothedAt(step),
      energy_distance: points?.score.value,
      energy_floor: points?.score.floor,
      sliced_wasserstein: points?.second.value,
      sliced_floor: points?.second.floor,
      ...(hasImages && {
        frechet_distance: images?.score.value,
        frechet_floor: images?.score.floor,
        confident: images?.second.value,
        confident_floor: images?.second.floor,
      }),
    });
  }
  return rows;
}
