/** Straightens the flow of the run (Liu et al. 2023), and shows both flows: straightness, distances by the number of steps, and samples. */
import { computed, signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { RunConfig } from '../../../config/fields';
import { messageOf } from '../../../lib/diagnostic';
import type { RunState } from '../../../state/run/run';
import type { StraightenReport } from '../../../types/straighten';
import * as words from '../../../words/train/straighten';
import { figure } from '../../format';
import { type CloudRowData, cloudRow } from '../../islands/cloudRow';
import { type Lab, useLab } from '../../shell/lab';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import type { TrainModel } from './model/trainModel';
import { type Floor, MANY, type MeasuredFlow, stepsOfFlow, straightenFinding } from './straightenFindings';

const SEED = 1;

interface Answer {
  readonly runId: number;
  readonly config: RunConfig;
  readonly report: StraightenReport;
  readonly before: MeasuredFlow;
  readonly after: MeasuredFlow;
  readonly floor: Floor;
}

const SIDES = ['before', 'after'] as const;

function Table({ answer }: { answer: Answer }) {
  const steps = answer.report.before.samples.map((each) => each.steps);
  return (
    <table class="bound">
      <caption class="vh">{words.table}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">S</th>
          {steps.map((n) => (
            <th scope="col" key={n}>
              {words.steps(n)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {SIDES.map((side) => (
          <tr key={side}>
            <th scope="row">{words.sides[side]}</th>
            <td>{figure(answer[side].straightness)}</td>
            {steps.map((n) => (
              <td key={n}>{figure(answer[side].distances[n])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The distances from the data of the samples before and after, beside their floor. */
async function measure(lab: Lab, { config, source }: RunState, { before, after }: StraightenReport) {
  let floor: Floor = { mean: 0, spread: 0, n: 0 };
  const measured = async ({ straightness, samples }: StraightenReport['before']): Promise<MeasuredFlow> => {
    const distances: Record<number, number> = {};
    for (const { steps, points } of samples) {
      const quality = await lab.evaluator.quality({ config, source }, points.slice());
      distances[steps] = quality.energyDistance;
      floor = { mean: quality.energyFloor, spread: quality.energyFloorSpread, n: quality.count };
    }
    return { straightness, distances };
  };
  return { before: await measured(before), after: await measured(after), floor };
}

/** The samples before and after, by steps, in one row. */
function cloudsOf(report: StraightenReport | undefined): CloudRowData['clouds'] {
  const after = (side: 'before' | 'after', steps: number) =>
    report?.[side].samples.find((each) => each.steps === steps)?.points ?? null;
  return [
    { name: words.flowAfter(1), points: after('before', 1), ink: 'ink-2' },
    ...[1, 2, 4].map((n) => ({
      name: words.straightAfter(n),
      points: after('after', n),
      ink: 'model' as const,
    })),
    { name: words.flowAfter(MANY), points: after('before', MANY), ink: 'ink-2' },
  ];
}

function createStraightening(lab: Lab, model: TrainModel) {
  const answer = signal<Answer | null>(null);
  const busy = signal(false);
  const data = computed(
    (): CloudRowData => ({ clouds: cloudsOf(answer.value?.report), world: model.stage.value.world }),
  );
  async function straighten(run: RunState) {
    const { config, runId } = run;
    busy.value = true;
    answer.value = null;
    try {
      const report = await lab.trainer.straighten({ runId, seed: SEED, steps: stepsOfFlow(run) });
      if (report) answer.value = { runId, config, report, ...(await measure(lab, run, report)) };
    } catch (error) {
      lab.notices.problem(words.failed, messageOf(error));
    } finally {
      busy.value = false;
    }
  }
  return { answer, busy, data, straighten };
}

/** The progress, and Cancel. */
function Work({ lab, run }: { lab: Lab; run: RunState }) {
  const { work } = run;
  const progress = work && work.stage !== 'copying' ? { stage: work.stage, done: work.done } : null;
  return (
    <p class="work">
      <progress value={progress?.done ?? 0} max={1} aria-label={words.straightening} />
      <span role="status">{progress ? words.stages[progress.stage] : words.starting}</span>
      <button type="button" class="quiet" onClick={() => void lab.trainer.cancelStraighten(run.runId)}>
        {words.cancel}
      </button>
    </p>
  );
}

const measuredText = ({ report, floor }: Answer): string =>
  words.measured({
    pairs: report.pairs,
    trainingSteps: report.steps,
    samples: floor.n,
    floor: figure(floor.mean),
    spread: figure(+floor.spread.toPrecision(2)),
  });

export default function Straighten({ model }: { model: TrainModel }) {
  const lab = useLab();
  const { answer, busy, data, straighten } = useMemo(() => createStraightening(lab, model), [lab, model]);
  const run = model.run.value;
  const ready = run !== null && (run.phase === 'paused' || run.phase === 'done') && run.step > 0;
  const found = answer.value?.runId === run?.runId ? answer.value : null;
  useEffect(
    () => () => {
      const left = lab.store.run('train').peek();
      // a hidden view does not use the GPU
      if (left && busy.peek()) lab.trainer.cancelStraighten(left.runId).catch(() => {});
    },
    [lab, busy],
  );
  return (
    <figure>
      <figcaption>
        <h2>{found ? straightenFinding(found.before, found.after, found.floor) : words.title}</h2>
        <p>{found ? measuredText(found) : words.hint}</p>
      </figcaption>
      {found && (
        <>
          <IslandCanvas mount={cloudRow} data={data} class="h120" label={words.clouds} />
          <div class="numbers">
            <Table answer={found} />
          </div>
        </>
      )}
      {busy.value && run ? (
        <Work lab={lab} run={run} />
      ) : (
        <p class="work">
          <button
            type="button"
            disabled={!ready}
            title={ready ? undefined : words.notReady}
            onClick={() => run && void straighten(run)}
          >
            {found ? words.again : words.title}
          </button>
          {found && (
            <button
              type="button"
              onClick={() => void lab.commands.openWeights(found.config, { ema: found.report.weights })}
            >
              {words.use}
            </button>
          )}
        </p>
      )}
    </figure>
  );
}
