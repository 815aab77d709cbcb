/** The evidence: the loss over its floor, the loss at each noise level, the error of the learned score, the bound. Titles state findings. */
import { signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { comparedField, lossQuantity } from '../../../diffusion/prediction';
import { firstValue } from '../../../state/firstValue';
import * as words from '../../../words/train/view';
import { lazyIsland } from '../../canvas/lazyIsland';
import { errorUnit, lossSummary } from '../../findings';
import { useLab } from '../../shell/lab';
import { markupOf } from '../../widgets/equations';
import { NotedEquation } from '../../widgets/GlossedEquation';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import { Lazy } from '../../widgets/Lazy';
import { NumbersShell } from '../../widgets/NumbersShell';
import { firstUse } from '../../widgets/useInteracted';
import { SUMMARY_INTERVAL, useThrottled } from '../../widgets/useThrottled';
import type { ChartNumbers } from './EvidenceNumbers';
import { lossFinding, lossMapFinding, scoreFinding } from './findings';
import type { TrainModel } from './model/trainModel';

/** The loss on each quantity, as an equation. */
const LOSSES = { eps: 'loss', x0: 'lossOfX0', v: 'lossOfV', velocity: 'lossOfVelocity' } as const;

/** Milliseconds after which the charts show without a use of the page. */
const LATE = 2000;

/** The charts that are empty before a run: their code comes with the first use of the page, with a run, or when the first view is there. */
function lateCharts(model: TrainModel) {
  const late = new Promise<void>((resolve) => setTimeout(resolve, LATE));
  const firstNeed = Promise.race([firstUse, late, firstValue(model.run, (run) => run !== null)]);
  const shows = signal(false);
  const charts = async () => {
    await firstNeed;
    shows.value = true;
    return import('../../islands/trainCharts');
  };
  return {
    shows,
    lossChart: lazyIsland(async () => (await charts()).lossChart),
    lossMap: lazyIsland(async () => (await charts()).lossMap),
    errorByTime: lazyIsland(async () => (await charts()).errorByTime),
  };
}

/** Its code is not part of the first view. */
const imageEvidence = () => import('./ImageEvidence');
/** Nor is that of what is measured on request. */
const lateEvidence = () => import('./LateEvidence');

/** Nor are the tables of the charts. */
const evidenceNumbers = () => import('./EvidenceNumbers');

const NumbersOf = ({ of, ...props }: ChartNumbers & { of: string }) => (
  <NumbersShell of={of}>{() => <Lazy load={evidenceNumbers} props={props} />}</NumbersShell>
);

/** The quantity and the axis of a chart whose code is not there yet. */
const ChartPlaceholder = ({ text, axis }: { text: string; axis: string }) => (
  <p class="soon" aria-hidden="true">
    <span>{text}</span>
    <small>{axis}</small>
  </p>
);

interface ChartProps {
  readonly model: TrainModel;
  /** Charts whose code waits for the first use of the page. */
  readonly late: ReturnType<typeof lateCharts>;
}

function LossCurve({ model, late }: ChartProps) {
  const lab = useLab();
  const find = useMemo(
    () => () =>
      lossFinding(model.run.value, lab.evaluation.floor.value?.loss ?? null, {
        points: lab.evaluation.floor.value?.points,
        quality: model.quality.value,
      }),
    [lab, model],
  );
  const finding = useThrottled(find, 1000);
  const summarise = useMemo(
    () => () => lossSummary(model.run.value, lab.evaluation.floor.value?.loss ?? null),
    [lab, model],
  );
  const summary = useThrottled(summarise, SUMMARY_INTERVAL);
  const isHybrid = model.lossConfig.value.variance === 'learned';
  const hasFloor = model.family.value.planar && !isHybrid;
  return (
    <figure>
      <figcaption>
        <h2>{finding ?? (hasFloor ? words.lossTitle : words.lossTitleWithoutFloor)}</h2>
        {isHybrid && <p>{words.hybridLoss}</p>}
        <NotedEquation
          markup={markupOf(LOSSES[lossQuantity(model.lossConfig.value)])}
          symbol={model.symbol}
          config={model.lossConfig.value}
        />
      </figcaption>
      <button
        type="button"
        class="scale"
        aria-pressed={model.logLoss.value}
        onClick={() => {
          model.logLoss.value = !model.logLoss.value;
        }}
      >
        {words.logScale}
      </button>
      <div class="late">
        <IslandCanvas
          mount={late.lossChart}
          data={model.loss}
          class="h170 in-figure-of-runs"
          label={words.lossCurve}
          summary={summary}
        />
        {!late.shows.value && <ChartPlaceholder text={words.lossSoon} axis={words.trainingStepAxis} />}
      </div>
      <NumbersOf chart="loss" model={model} of={words.lossCurve} />
    </figure>
  );
}

function LossMap({ model, late }: ChartProps) {
  const find = useMemo(() => () => lossMapFinding(model.run.value?.lossMap ?? []), [model]);
  const finding = useThrottled(find, 1000);
  return (
    <figure>
      <figcaption>
        <h2>{finding ?? words.lossMapTitle}</h2>
        <p>{words.lossMapAxes(errorUnit(comparedField(model.config.value.prediction)))}</p>
      </figcaption>
      <div class="late">
        <IslandCanvas
          mount={late.lossMap}
          data={model.lossMap}
          class="h170 in-figure-of-runs"
          label={words.lossMap}
        />
        {!late.shows.value && <ChartPlaceholder text={words.lossMapSoon} axis={words.timeAxis} />}
      </div>
      <NumbersOf chart="map" model={model} of={words.lossMap} />
    </figure>
  );
}

function ScoreError({ model, late }: ChartProps) {
  const lab = useLab();
  const what = comparedField(model.config.value.prediction) === 'velocity' ? 'velocity' : 'score';
  const read = useMemo(
    () => () => scoreFinding(lab.evaluation.scoreError.value?.values ?? null, what),
    [lab, what],
  );
  const finding = useThrottled(read, 1000);
  return (
    <figure>
      <figcaption>
        <h2>{finding ?? words.learnedTitle[what]}</h2>
        <p>{words.learnedAxes[what]}</p>
      </figcaption>
      <div class="late">
        <IslandCanvas
          mount={late.errorByTime}
          data={model.error}
          class="h120"
          label={words.learnedError[what]}
        />
        {!late.shows.value && <ChartPlaceholder text={words.learnedSoon[what]} axis={words.timeAxis} />}
      </div>
      <NumbersOf chart="score" model={model} of={words.learnedError[what]} />
    </figure>
  );
}

export function Evidence({ model }: { model: TrainModel }) {
  const late = useMemo(() => lateCharts(model), [model]);
  return (
    <div class="evidence">
      <LossCurve model={model} late={late} />
      <LossMap model={model} late={late} />
      {model.family.value.planar ? (
        <ScoreError model={model} late={late} />
      ) : (
        <Lazy load={imageEvidence} props={{ model }} />
      )}
      {late.shows.value && <Lazy load={lateEvidence} props={{ model }} />}
    </div>
  );
}
