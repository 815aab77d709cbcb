/** The evidence: linked schedules, quality over training, the table, losses beside their floors, quality by evaluations. */
import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { SIDES } from '../../../state/comparison';
import { hasClassifier } from '../../../state/imageMeasure';
import { leadOf, pairings } from '../../../state/lead';
import { lossChart } from '../../islands/lossChart';
import { useLab } from '../../lab';
import { lastTime } from '../../trajectory';
import { SUMMARY_INTERVAL, useThrottled } from '../../useThrottled';
import { Equation } from '../../widgets/Equation';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import { useCompare } from './lab';
import type { CompareModel, SideModel } from './model';
import { type QualityChartData, qualityChart } from './qualityChart';
import { Badge } from './Region';
import { type SchedulesData, schedulesChart } from './schedulesChart';
import { comparisonRows, tableTitle } from './table';
import { excessOf, leadTitle, lossCaution, lossTitle, momentTitle, nfeTitle } from './words';

const FINDINGS_INTERVAL = 1000;
const NO_CLASSIFIER = 'No classifier ships that knows these images.';

/** Whether samples of both can be measured at all. */
const measurable = ({ a, b }: CompareModel): boolean =>
  [a, b].every(({ ofImages, shown }) => !ofImages.value || hasClassifier(shown.value.dataset));

const measureOf = ({ a }: CompareModel): string =>
  a.ofImages.value ? 'Fréchet distance in a classifier’s features' : 'Energy distance';

function Schedules({ model }: { model: CompareModel }) {
  const { clock } = useLab();
  const sideOf = (side: SideModel) => {
    const made = side.schedule.value;
    const curves = side.curves.value;
    if (!('facts' in made) || !curves) return null;
    return { config: made.facts.config, process: made.facts.process, curves };
  };
  const data = useMemo(() => {
    const a = computed(() => sideOf(model.a));
    const b = computed(() => sideOf(model.b));
    return computed((): SchedulesData => {
      const ends = [a.value, b.value].flatMap((side) => (side ? [lastTime(side.config)] : []));
      const common = ends.length > 0 && ends.every((end) => end === ends[0]) ? ends[0] : 1;
      return { a: a.value, b: b.value, lastTime: common, position: clock.position.value };
    });
  }, [model, clock]);
  const read = useMemo(() => () => momentTitle(model.a.moment(), model.b.moment()), [model]);
  const title = useThrottled(read, 60);
  const summary = useThrottled(read, SUMMARY_INTERVAL);
  return (
    <figure>
      <figcaption>
        <h2>{title}</h2>
        <Equation id="forward" symbol={model.symbol} small />
      </figcaption>
      <IslandCanvas mount={schedulesChart} data={data} class="h340" label="Schedules" summary={summary} />
    </figure>
  );
}

function QualityOverTraining({ model }: { model: CompareModel }) {
  const data = useMemo(
    () =>
      computed((): QualityChartData => {
        const series = ([model.a, model.b] as const).map((side) => {
          const measured = side.scores();
          return {
            hue: side.side,
            xs: measured.map(({ step }) => step),
            ys: measured.map(({ value }) => value),
            floor: measured.at(-1)?.floor ?? null,
          };
        });
        return {
          series,
          end: Math.max(model.a.shown.value.trainingSteps, model.b.shown.value.trainingSteps),
          log: false,
          name: 'training step',
          empty: measurable(model) ? 'Both runs draw their lines here.' : NO_CLASSIFIER,
        };
      }),
    [model],
  );
  const read = useMemo(
    () => () => {
      const measured = pairings(model.a.scores(), model.b.scores());
      const over = [model.a, model.b].every(({ run }) => run.value?.phase === 'done');
      return leadTitle(leadOf(measured), over);
    },
    [model],
  );
  const title = useThrottled(read, FINDINGS_INTERVAL);
  return (
    <figure>
      <figcaption>
        <h2>{title}</h2>
        <p>{measureOf(model)} to the data, lower is better</p>
      </figcaption>
      <IslandCanvas
        mount={qualityChart}
        data={data}
        class="h140"
        label="Quality of A and B"
        summary={title}
      />
    </figure>
  );
}

function Table({ model }: { model: CompareModel }) {
  const read = useMemo(
    () => () => {
      const a = model.a.known();
      const b = model.b.known();
      return { title: tableTitle(a, b), rows: comparisonRows(a, b) };
    },
    [model],
  );
  const { title, rows } = useThrottled(read, FINDINGS_INTERVAL / 2);
  return (
    <table aria-label="Comparison">
      <thead>
        <tr>
          <th scope="col">{title}</th>
          {SIDES.map((side) => (
            <th scope="col" key={side}>
              <Badge side={side} />
            </th>
          ))}
          <th scope="col">B − A</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, floor, a, b, difference, better }) => (
          <tr key={name}>
            <th scope="row">
              {name} {floor !== null && <small>floor {floor}</small>}
            </th>
            <td>{a}</td>
            <td>{b}</td>
            <td class={better ? `win ${better}` : undefined}>{difference}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Losses({ model }: { model: CompareModel }) {
  const read = useMemo(
    () => () => {
      const floors = [model.a, model.b].map((side) => side.evaluation().floor.value?.loss ?? null);
      const [a, b] = [excessOf(model.a.run.value, floors[0]), excessOf(model.b.run.value, floors[1])];
      return { title: lossTitle(a, b), caution: lossCaution(floors[0], floors[1]) };
    },
    [model],
  );
  const { title, caution } = useThrottled(read, FINDINGS_INTERVAL);
  return (
    <figure>
      <figcaption>
        <h2>{title}</h2>
        <p>{caution}</p>
      </figcaption>
      <IslandCanvas
        mount={lossChart}
        data={model.losses}
        class="h170"
        label="Losses of A and B"
        summary={title}
      />
    </figure>
  );
}

function ByEvaluations({ model }: { model: CompareModel }) {
  const compare = useCompare();
  const { sweep } = compare;
  const data = useMemo(
    () =>
      computed((): QualityChartData => {
        const result = sweep.result.value;
        const series = SIDES.map((side) => {
          const points = result?.points[compare.lane(side)] ?? [];
          return {
            hue: side,
            xs: points.map(({ nfe }) => nfe),
            ys: points.map(({ score }) => score.value),
            floor: points[0]?.score.floor ?? null,
          };
        });
        return {
          series,
          end: 10,
          log: true,
          name: 'network evaluations a sample',
          empty: 'Not measured yet.',
        };
      }),
    [compare, sweep],
  );
  const result = sweep.result.value;
  const progress = sweep.progress.value;
  const pointsOf = (side: 'a' | 'b') => result?.points[compare.lane(side)] ?? [];
  const title = nfeTitle(pointsOf('a'), pointsOf('b'), progress === null);
  const measured = measurable(model);
  const images = model.a.ofImages.value;
  const trained = [model.a, model.b].every(({ run }) =>
    ['training', 'paused', 'done'].includes(run.value?.phase ?? ''),
  );
  const ready = trained && measured;
  const refusals = SIDES.flatMap((side) =>
    (result?.refusals[compare.lane(side)] ?? []).map((words) => `${side.toUpperCase()}, ${words}`),
  );
  return (
    <figure>
      <figcaption>
        <h2>{title}</h2>
        <p>
          {measureOf(model)} with 1, 2, 5, 10, 20, 50{images ? '' : ' and all'} steps, each model with its
          sampler
          {result && `, at step ${result.steps[compare.lane('a')]}`}
        </p>
      </figcaption>
      {result && (
        <IslandCanvas
          mount={qualityChart}
          data={data}
          class="h140"
          label="Quality by network evaluations"
          summary={title}
        />
      )}
      <div class="measure">
        <button
          type="button"
          disabled={!ready || progress !== null}
          title={!measured ? NO_CLASSIFIER : ready ? undefined : 'Train both first'}
          onClick={() => void sweep.measure()}
        >
          {result ? 'Measure again' : 'Measure'}
        </button>
        {progress && (
          <>
            <button type="button" class="quiet" onClick={() => void sweep.cancel()}>
              Cancel
            </button>
            <span role="status">
              {progress.done} of {progress.total} measured
            </span>
          </>
        )}
      </div>
      {refusals.map((words) => (
        <p class="check" key={words}>
          {words}
        </p>
      ))}
    </figure>
  );
}

export function Evidence({ model }: { model: CompareModel }) {
  return (
    <div class="evidence">
      <Schedules model={model} />
      <QualityOverTraining model={model} />
      <Table model={model} />
      <Losses model={model} />
      <ByEvaluations model={model} />
    </div>
  );
}
