/** The evidence: linked schedules, quality over training, the table, losses beside their floors, quality against steps. */
import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { SIDES } from '../../../state/compare/comparison';
import * as losses from '../../../words/compare/losses';
import * as words from '../../../words/compare/view';
import { closedFormOf } from '../../closedForm';
import { excessOf } from '../../findings';
import { lossChart } from '../../islands/lossChart';
import { lastTime } from '../../time/axis';
import { NotedEquation } from '../../widgets/GlossedEquation';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import { Lazy } from '../../widgets/Lazy';
import { SUMMARY_INTERVAL, useThrottled } from '../../widgets/useThrottled';
import { lossCaution, lossTitle, signalTitle } from './findings';
import { useCompare } from './lab';
import type { CompareModel } from './model/compareModel';
import { historyTitle, measurable, sideBySide } from './model/quality';
import type { SideModel } from './model/sideModel';
import { QualityNow } from './QualityNow';
import { type QualityChartData, qualityChart } from './qualityChart';
import { Badge } from './SidePanel';
import { type SchedulesData, schedulesChart } from './schedulesChart';
import { comparisonRows, tableTitle } from './table';

const FINDINGS_INTERVAL = 1000;

/** The closed form of x_t; that of each side where A and B have different ones. */
function ClosedForms({ model }: { model: CompareModel }) {
  const forms = [model.a, model.b].flatMap(({ side, chosen: { value } }) =>
    'facts' in value
      ? [{ side, config: value.facts.config, markup: closedFormOf(value.facts.process).markup }]
      : [],
  );
  const differ = forms.length === 2 && forms[0].markup !== forms[1].markup;
  return (differ ? forms : forms.slice(0, 1)).map(({ side, config, markup }) => (
    <div class="closed-form" key={side}>
      {differ && <Badge side={side} />}
      <NotedEquation markup={markup} symbol={model.symbol} config={config} />
    </div>
  ));
}

function Schedules({ model }: { model: CompareModel }) {
  const sideOf = (side: SideModel) => {
    const chosen = side.chosen.value;
    const curves = side.curves.value;
    if (!('facts' in chosen) || !curves) return null;
    return { config: chosen.facts.config, process: chosen.facts.process, curves };
  };
  const data = useMemo(() => {
    const a = computed(() => sideOf(model.a));
    const b = computed(() => sideOf(model.b));
    return computed((): SchedulesData => {
      const ends = [a.value, b.value].flatMap((side) => (side ? [lastTime(side.config)] : []));
      const common = ends.length > 0 && ends.every((end) => end === ends[0]) ? ends[0] : 1;
      const positions = { a: model.a.position.value, b: model.b.position.value };
      return { a: a.value, b: b.value, lastTime: common, positions };
    });
  }, [model]);
  const read = useMemo(() => () => signalTitle(model.a.signalNow(), model.b.signalNow()), [model]);
  const title = useThrottled(read, 60);
  const summary = useThrottled(read, SUMMARY_INTERVAL);
  return (
    <figure>
      <figcaption>
        <h2>{title}</h2>
        <ClosedForms model={model} />
      </figcaption>
      <IslandCanvas
        mount={schedulesChart}
        data={data}
        class="h340 in-figure"
        label={words.schedules}
        summary={summary}
      />
    </figure>
  );
}

function QualityOverTraining({ model }: { model: CompareModel }) {
  const compare = useCompare();
  const data = useMemo(
    () =>
      computed((): QualityChartData => {
        const series = ([model.a, model.b] as const).map((side) => {
          const measured = side.scores();
          return {
            hue: side.side,
            xs: measured.map(({ step }) => step),
            ys: measured.map(({ score }) => score.value),
            floor: measured.at(-1)?.score.floor ?? null,
          };
        });
        return {
          series,
          end: Math.max(model.a.config.value.trainingSteps, model.b.config.value.trainingSteps),
          log: false,
          name: words.trainingStep,
          empty: words.curvesSoon,
        };
      }),
    [model],
  );
  const read = useMemo(() => () => historyTitle(model, compare), [model, compare]);
  const history = useThrottled(read, FINDINGS_INTERVAL);
  const sides = [model.a, model.b];
  // previews of images are too few for a figure, and a frozen pair has no history
  const planar = sides.every(({ family }) => family.value.planar);
  const trains = sides.some(({ frozen }) => !frozen.value);
  const title = planar && trains ? history : words.qualityOfSamples;
  return (
    <figure>
      <figcaption>
        <h2>{title}</h2>
        <p>{words.lowerIsBetter(model.a.family.value.measureInFull)}</p>
      </figcaption>
      {planar && trains && (
        <IslandCanvas
          mount={qualityChart}
          data={data}
          class="h140"
          label={words.qualityChart}
          summary={title}
        />
      )}
      {!measurable(model) && <p>{words.noClassifier}</p>}
      <QualityNow model={model} />
    </figure>
  );
}

function Table({ model }: { model: CompareModel }) {
  const compare = useCompare();
  const read = useMemo(
    () => () => {
      const a = model.a.measurements();
      const b = model.b.measurements();
      return { title: tableTitle(a, b), rows: comparisonRows(a, b, sideBySide(model, compare)) };
    },
    [model, compare],
  );
  const { title, rows } = useThrottled(read);
  return (
    <table aria-label={words.comparison}>
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
        {rows.map(({ name, floor, note, a, b, difference, better }) => (
          <tr key={name}>
            <th scope="row">
              {name} {floor !== null && <small>{words.floorOf(floor)}</small>}{' '}
              {note && <small class="note">{note}</small>}
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
      const [p, q] = [model.a, model.b].map(({ config }) => config.value.prediction);
      const few = [model.a, model.b].some(({ config }) => config.value.examples > 0);
      return { title: lossTitle(a, b), caution: lossCaution(floors[0], floors[1], p === q, few) };
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
        class="h170 in-figure-of-runs"
        label={losses.lossesChart}
        summary={title}
      />
    </figure>
  );
}

/** Its code is loaded when the view first shows. */
const stepsStudy = () => import('./study/StepsStudy');
const skipStudy = () => import('./study/SkipStudy');
const guessStudy = () => import('./study/GuessStudy');
const reportButtons = () => import('./report/ReportButtons');

export function Evidence({ model }: { model: CompareModel }) {
  const props = useMemo(() => ({ model }), [model]);
  return (
    <div class="evidence">
      <Schedules model={model} />
      <QualityOverTraining model={model} />
      <Table model={model} />
      {!(model.a.frozen.value && model.b.frozen.value) && <Losses model={model} />}
      <Lazy load={stepsStudy} props={props} />
      <Lazy load={skipStudy} props={props} />
      <Lazy load={guessStudy} props={props} />
      <Lazy load={reportButtons} props={props} />
    </div>
  );
}
