/** The data of the charts: loss over its floor, loss by time, error of the score, quality beside its floor, the schedule's sparkline. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { RunConfig } from '../../../../config/fields';
import { comparedField } from '../../../../diffusion/prediction';
import type { QualityProbe } from '../../../../state/qualityProbe';
import { isReliable } from '../../../../state/score';
import type { StepMeasurement } from '../../../../types/score';
import * as words from '../../../../words/train/view';
import { lossSymbol, lossUnit } from '../../../findings';
import type { ErrorByTimeData } from '../../../islands/errorByTime';
import type { GaugeData } from '../../../islands/gauge';
import type { LossChartData } from '../../../islands/lossChart';
import type { LossMapData } from '../../../islands/lossMap';
import type { SparkData } from '../../../islands/spark';
import type { Lab } from '../../../shell/lab';
import { lastTime } from '../../../time/axis';
import type { RunDisplay } from './runDisplay';

export interface Charts {
  /** True for a logarithmic loss axis. */
  readonly logLoss: Signal<boolean>;
  /** The settings of the loss: those of the run, or of the form before there is one. A recording has no loss. */
  readonly lossConfig: ReadonlySignal<RunConfig>;
  readonly loss: ReadonlySignal<LossChartData>;
  readonly lossMap: ReadonlySignal<LossMapData>;
  readonly error: ReadonlySignal<ErrorByTimeData>;
  readonly spark: ReadonlySignal<SparkData>;
  /** The quality of the newest samples; null before they are measured. */
  readonly quality: ReadonlySignal<StepMeasurement | null>;
  readonly gauge: ReadonlySignal<GaugeData>;
}

export function createCharts(
  { settings, evaluation, clock }: Lab,
  display: RunDisplay,
  probe: ReadonlySignal<Pick<QualityProbe, 'result'> | null>,
): Charts {
  const { run, family } = display;
  const { position } = clock;
  const logLoss = signal(true);
  const config = computed(() => run.value?.config ?? settings.config.value);
  const end = computed(() => lastTime(display.config.value));
  const quality = computed((): StepMeasurement | null => {
    const measured = probe.value?.result.value;
    if (measured) return { ...measured, step: run.value?.samples?.step ?? 0 };
    const newest = evaluation.newest.value;
    return newest && (newest.score.kind === 'energy distance') === family.value.planar ? newest : null;
  });
  const reliable = computed(() => {
    const score = quality.value?.score;
    return score && isReliable(score) ? score : null;
  });
  return {
    logLoss,
    lossConfig: config,
    loss: computed(() => {
      const losses = run.value?.losses ?? null;
      const floor = evaluation.floor.value;
      return {
        series: [
          {
            losses,
            floor: floor?.loss ?? null,
            floorPoints: floor?.points,
            floorDraws: floor?.draws,
            few: config.value.examples > 0,
            predicted: lossSymbol(config.value),
            hue: 'model' as const,
            moving: run.value?.phase === 'training',
          },
        ],
        trainingSteps: config.value.trainingSteps,
        log: logLoss.value,
        revision: losses?.last ?? 0,
        unit: lossUnit(config.value),
      };
    }),
    lossMap: computed(() => ({
      map: run.value?.lossMap ?? [],
      quantity: comparedField(display.config.value.prediction),
      trainingSteps: config.value.trainingSteps,
      lastTime: end.value,
      position: position.value,
    })),
    error: computed(() => ({
      error: evaluation.scoreError.value,
      empty:
        !family.value.planar || evaluation.exactKnown.value === false
          ? words.noExactScore
          : words.afterFirstSteps,
      lastTime: end.value,
      position: position.value,
    })),
    spark: computed(() => {
      const chosen = display.chosen.value;
      return { signal: 'facts' in chosen ? chosen.facts.signal : null, position: position.value };
    }),
    quality,
    gauge: computed(() => {
      const [first] = evaluation.measurements.value;
      return {
        distance: reliable.value?.value ?? null,
        floor: reliable.value?.floor ?? null,
        noise: first && first.step <= 1 ? first.score.value : null, // one step leaves noise noise
      };
    }),
  };
}
