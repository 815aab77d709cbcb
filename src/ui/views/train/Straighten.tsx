/** Straightens the flow of the run (Liu et al. 2023), and shows both flows: straightness, distances by the number of steps, and samples. */
import { computed, signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { RunConfig } from '../../../config/fields';
import { messageOf } from '../../../lib/diagnostic';
import type { RunState } from '../../../state/run/run';
import type { StraightenReport } from '../../../types/straighten';
import { counted, figure } from '../../format';
import { type CloudRowData, cloudRow } from '../../islands/cloudRow';
import { useLab } from '../../shell/lab';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import type { TrainModel } from './model/trainModel';
import { MANY, type MeasuredFlow, stageText, straightenFinding } from './straightenFindings';

const SEED = 1;

interface Answer {
  readonly runId: number;
  readonly config: RunConfig;
  readonly report: StraightenReport;
  readonly before: MeasuredFlow;
  readonly after: MeasuredFlow;
  readonly floor: { readonly mean: number; readonly spread: number };
}

const SIDES = [
  ['before', 'Flow'],
  ['after', 'Straightened'],
] as const;

function Table({ answer }: { answer: Answer }) {
  const steps = answer.report.before.samples.map((each) => each.steps);
  return (
    <table class="bound">
      <caption class="vh">Straightness, and energy distance by the number of Euler steps</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">S</th>
          {steps.map((n) => (
            <th scope="col" key={n}>
              {counted(n, 'step')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {SIDES.map(([side, name]) => (
          <tr key={side}>
            <th scope="row">{name}</th>
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

export default function Straighten({ model }: { model: TrainModel }) {
  const lab = useLab();
  const { answer, busy, data } = useMemo(() => {
    const answer = signal<Answer | null>(null);
    const data = computed((): CloudRowData => {
      const report = answer.value?.report;
      const after = (side: 'before' | 'after', steps: number) =>
        report?.[side].samples.find((each) => each.steps === steps)?.points ?? null;
      const clouds = [
        { name: 'flow, 1', points: after('before', 1), ink: 'ink-2' },
        ...[1, 2, 4].map((n) => ({
          name: `straight, ${n}`,
          points: after('after', n),
          ink: 'model' as const,
        })),
        { name: `flow, ${MANY}`, points: after('before', MANY), ink: 'ink-2' },
      ] as const;
      return { clouds, world: model.stage.value.world };
    });
    return { answer, busy: signal(false), data };
  }, [model]);
  const run = model.run.value;
  const ready = run !== null && (run.phase === 'paused' || run.phase === 'done') && run.step > 0;
  const found = answer.value?.runId === run?.runId ? answer.value : null;

  async function straighten({ config, source, runId }: RunState) {
    busy.value = true;
    answer.value = null;
    try {
      const report = await lab.trainer.straighten({ runId, seed: SEED });
      if (!report) return;
      let floor = { mean: 0, spread: 0 };
      const measured = async ({
        straightness,
        samples,
      }: StraightenReport['before']): Promise<MeasuredFlow> => {
        const distances: Record<number, number> = {};
        for (const { steps, points } of samples) {
          const quality = await lab.evaluator.quality({ config, source }, points.slice());
          distances[steps] = quality.energyDistance;
          floor = { mean: quality.energyFloor, spread: quality.energyFloorSpread };
        }
        return { straightness, distances };
      };
      const [before, after] = [await measured(report.before), await measured(report.after)];
      answer.value = { runId, config, report, before, after, floor };
    } catch (error) {
      lab.notices.problem('The flow could not be straightened.', messageOf(error));
    } finally {
      busy.value = false;
    }
  }

  useEffect(
    () => () => {
      const left = lab.store.run('train').peek();
      // a hidden view does not use the GPU
      if (left && busy.peek()) lab.trainer.cancelStraighten(left.runId).catch(() => {});
    },
    [lab, busy],
  );

  const progress = run?.straightening;
  return (
    <figure>
      <figcaption>
        <h2>{found ? straightenFinding(found.before, found.after, found.floor) : 'Straighten the flow'}</h2>
        <p>
          {found
            ? `${found.report.pairs.toLocaleString('en')} pairs, ${found.report.steps.toLocaleString('en')} training steps. S = ∫E‖(z − Φ(z)) − u‖² dt is 0 on straight lines; energy distances of 2 000 samples, floor ${figure(found.floor.mean)} ± ${figure(+found.floor.spread.toPrecision(2))}`
            : 'Draws pairs of noise z and Φ(z) by the ODE of the flow, and trains a copy of it on the lines between them (Liu et al. 2023)'}
        </p>
      </figcaption>
      {found && (
        <>
          <IslandCanvas
            mount={cloudRow}
            data={data}
            class="h120"
            label="Samples of the flow and of the straightened flow, by the number of steps"
          />
          <div class="numbers">
            <Table answer={found} />
          </div>
        </>
      )}
      {busy.value && run ? (
        <p class="work">
          <progress value={progress?.done ?? 0} max={1} aria-label="Straightening the flow" />
          <span role="status">{progress ? stageText(progress.stage) : 'Starting'}</span>
          <button type="button" class="quiet" onClick={() => void lab.trainer.cancelStraighten(run.runId)}>
            Cancel
          </button>
        </p>
      ) : (
        <p class="work">
          <button
            type="button"
            disabled={!ready}
            title={ready ? undefined : 'It needs a flow that is trained, and paused or done'}
            onClick={() => run && void straighten(run)}
          >
            {found ? 'Straighten again' : 'Straighten the flow'}
          </button>
          {found && (
            <button
              type="button"
              onClick={() => void lab.commands.openWeights(found.config, { ema: found.report.weights })}
            >
              Use the straightened flow
            </button>
          )}
        </p>
      )}
    </figure>
  );
}
