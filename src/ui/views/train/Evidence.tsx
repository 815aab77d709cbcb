/** The evidence: the loss over its floor, the loss at each noise level, the error of the learned score. Titles state findings. */
import { useMemo } from 'preact/hooks';
import { errorByTime } from '../../islands/errorByTime';
import { lossChart } from '../../islands/lossChart';
import { lossMap } from '../../islands/lossMap';
import { Later } from '../../Later';
import type { Lab } from '../../lab';
import { useLab } from '../../lab';
import { lastTime } from '../../trajectory';
import { SUMMARY_INTERVAL, useThrottled } from '../../useThrottled';
import { Equation } from '../../widgets/Equation';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import { Numbers, spread } from '../../widgets/Numbers';
import { Bound } from './Bound';
import type { TrainModel } from './model';
import { figure, lossFinding, lossMapFinding, scoreFinding } from './words';

const ROWS = 10;

/** What the three charts show, as rows of tables. */
function tablesOf(lab: Lab, model: TrainModel) {
  return {
    loss() {
      const losses = model.run.value?.losses;
      const last = model.run.value?.step ?? 0;
      if (!losses || losses.last < losses.first || last < losses.first) return [];
      return spread(losses.last - losses.first + 1, ROWS).map((i) => {
        const step = losses.first + i;
        return [step, figure(losses.at(step)), figure(losses.smoothedAt(step))];
      });
    },
    map() {
      const row = model.run.value?.lossMap.at(-1);
      if (!row) return [];
      const end = lastTime(model.shownConfig.value);
      return spread(row.values.length, ROWS).map((i) => {
        const time = ((i + 0.5) / row.values.length) * end;
        return [figure(time), Number.isNaN(row.values[i]) ? 'no t fell here' : figure(row.values[i])];
      });
    },
    score() {
      const error = lab.evaluation.scoreError.value;
      return error ? error.times.map((time, k) => [figure(time), figure(error.values[k])]) : [];
    },
  };
}

/** All of what the charts show, for files. */
function filesOf(lab: Lab, model: TrainModel) {
  return {
    loss: {
      columns: ['step', 'loss', 'smoothed'],
      rows() {
        const losses = model.run.value?.losses;
        if (!losses) return [];
        const steps = Array.from({ length: losses.last - losses.first + 1 }, (_, i) => losses.first + i);
        return steps.map((step) => [step, losses.at(step), losses.smoothedAt(step)]);
      },
    },
    map: {
      columns: ['from_step', 'to_step', 't', 'loss'],
      rows() {
        const end = lastTime(model.shownConfig.value);
        return (model.run.value?.lossMap ?? []).flatMap(({ from, to, values }) =>
          Array.from(values, (value, i) => [from, to, ((i + 0.5) / values.length) * end, value]),
        );
      },
    },
    score: {
      columns: ['t', 'error'],
      rows() {
        const error = lab.evaluation.scoreError.value;
        return error ? error.times.map((time, k) => [time, error.values[k]]) : [];
      },
    },
  };
}

/** Its code is not part of the first view. */
const imageEvidence = () => import('./ImageEvidence');

function ScoreError({ model }: { model: TrainModel }) {
  const lab = useLab();
  const read = useMemo(() => () => scoreFinding(lab.evaluation.scoreError.value?.values ?? null), [lab]);
  const finding = useThrottled(read, 1000);
  const tables = useMemo(() => tablesOf(lab, model), [lab, model]);
  const files = useMemo(() => filesOf(lab, model), [lab, model]);
  return (
    <figure>
      <figcaption>
        <h2>{finding ?? 'The learned score against the exact one'}</h2>
        <p>Squared distance of learned ε from exact ε, per dimension</p>
      </figcaption>
      <IslandCanvas mount={errorByTime} data={model.error} class="h120" label="Error of the learned score" />
      <Numbers
        of="Error of the learned score by time"
        columns={['t', 'error']}
        rows={tables.score}
        file={files.score}
      />
    </figure>
  );
}

export function Evidence({ model }: { model: TrainModel }) {
  const lab = useLab();
  const read = useMemo(
    () => () => ({
      loss: lossFinding(
        model.run.value,
        lab.evaluation.floor.value?.loss ?? null,
        lab.evaluation.floor.value?.reference === 'points',
      ),
      map: lossMapFinding(model.run.value?.lossMap ?? []),
    }),
    [lab, model],
  );
  const findings = useThrottled(read, 1000);
  const summarise = useMemo(
    () => () => {
      const run = model.run.value;
      const floor = lab.evaluation.floor.value?.loss ?? null;
      if (!run || run.losses.last < run.losses.first) return 'No losses yet.';
      const now = `Loss ${figure(run.losses.smoothedAt(run.losses.last))} at step ${run.losses.last}`;
      return floor == null ? `${now}.` : `${now}, floor ${figure(floor)}.`;
    },
    [lab, model],
  );
  const summary = useThrottled(summarise, SUMMARY_INTERVAL);
  const images = model.ofImages.value;
  const tables = useMemo(() => tablesOf(lab, model), [lab, model]);
  const files = useMemo(() => filesOf(lab, model), [lab, model]);
  return (
    <div class="evidence">
      <figure>
        <figcaption>
          <h2>
            {findings.loss ??
              (images ? 'The loss; the best possible is not known' : 'The loss, and the best possible')}
          </h2>
          <Equation id="loss" symbol={model.symbol} small />
        </figcaption>
        <button
          type="button"
          class="scale"
          aria-pressed={model.logLoss.value}
          onClick={() => {
            model.logLoss.value = !model.logLoss.value;
          }}
        >
          log
        </button>
        <IslandCanvas mount={lossChart} data={model.loss} class="h170" label="Loss curve" summary={summary} />
        <Numbers of="Losses" columns={['step', 'loss', 'smoothed']} rows={tables.loss} file={files.loss} />
      </figure>
      <figure>
        <figcaption>
          <h2>{findings.map ?? 'Loss at each noise level'}</h2>
          <p>Mean squared error of ε at each time, as training goes on</p>
        </figcaption>
        <IslandCanvas mount={lossMap} data={model.lossMap} class="h170" label="Loss by timestep" />
        <Numbers of="Newest loss by time" columns={['t', 'loss']} rows={tables.map} file={files.map} />
      </figure>
      {images ? <Later load={imageEvidence} given={{ model }} /> : <ScoreError model={model} />}
      <Bound model={model} />
    </div>
  );
}
