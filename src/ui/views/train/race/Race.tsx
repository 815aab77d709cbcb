/** The sampler race: one model, several samplers with few and with many steps, from the same noise; why one step is not enough. */
import { computed } from '@preact/signals';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { FIELDS, type RunConfig } from '../../../../config/fields';
import { createSamplerRace, type RaceCell, type SamplerRace } from '../../../../state/samplerRace';
import { css } from '../../../canvas/colour';
import { theme } from '../../../canvas/theme';
import { type Lab, useLab } from '../../../lab';
import { labelOf } from '../../../labels';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import { Numbers } from '../../../widgets/Numbers';
import type { TrainModel } from '../model';
import { count, figure } from '../words';
import { type SmallCloudData, smallCloud } from './clouds';
import { MARKS, markColour, type RaceChartData, raceChart } from './raceChart';
import {
  cellSummary,
  floorsOf,
  floorsWord,
  isDrawn,
  milliseconds,
  oneStepFinding,
  raceFinding,
} from './words';
import './race.css';

type SamplerId = RunConfig['sampler'];

const SAMPLERS = FIELDS.sampler.values;
const FIRST: readonly SamplerId[] = ['ddpm', 'ddim', 'dpm-solver++', 'heun'];
const markOf = (sampler: SamplerId) => SAMPLERS.indexOf(sampler);

function Mark({ sampler }: { sampler: SamplerId }) {
  const mark = markOf(sampler);
  return (
    <i class="mark" aria-hidden="true" style={{ color: css(markColour(mark, theme.value?.dark ?? false)) }}>
      {MARKS[mark]}
    </i>
  );
}

/** A picture with its figures; what was refused says so in its place. */
function Cell({ cell, name, world }: { cell: RaceCell; name: string; world: number }) {
  const points = isDrawn(cell) ? cell.points : null;
  const data = useMemo(
    () => computed((): SmallCloudData => ({ points, hue: 'model', world })),
    [points, world],
  );
  if (cell.kind === 'refused') return <td class="refused">{cell.why}</td>;
  return (
    <td>
      <IslandCanvas
        mount={smallCloud}
        data={data}
        class="cloud"
        label={`${name}, ${cell.steps} ${cell.steps === 1 ? 'step' : 'steps'}: ${cellSummary(cell)}`}
      />
      {isDrawn(cell) ? (
        <>
          <b title={`energy distance ${figure(cell.quality.energyDistance)}`}>{floorsWord(cell)}</b>
          <small>
            {cell.nfe} NFE, {milliseconds(cell.milliseconds)}
          </small>
        </>
      ) : (
        <b>…</b>
      )}
    </td>
  );
}

function Table({ of, model }: { of: SamplerRace; model: TrainModel }) {
  const race = of.race.value;
  const world = model.stage.value.world;
  const truth = useMemo(
    () => computed((): SmallCloudData => ({ points: model.stage.value.data, hue: 'data', world })),
    [model, world],
  );
  if (!race) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="grid" tabIndex={0} aria-label="Samples of every way, scrolls sideways">
      <table aria-label="Sampler race">
        <thead>
          <tr>
            <th scope="col">
              <IslandCanvas mount={smallCloud} data={truth} class="cloud" label="The data" />
              data
            </th>
            {race.stepCounts.map((steps) => (
              <th scope="col" key={steps}>
                {count(steps)} {steps === 1 ? 'step' : 'steps'}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {race.lanes.map(({ sampler, cells }) => (
            <tr key={sampler}>
              <th scope="row">
                <Mark sampler={sampler} /> {labelOf('sampler', sampler)}
              </th>
              {cells.map((cell) => (
                <Cell key={cell.steps} cell={cell} name={labelOf('sampler', sampler)} world={world} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function useChart(of: SamplerRace) {
  return useMemo(
    () =>
      computed((): RaceChartData => {
        const lanes = of.race.value?.lanes ?? [];
        const drawn = lanes.flatMap(({ cells }) => cells.filter(isDrawn));
        return {
          series: lanes.map(({ sampler, cells }) => {
            const own = cells.filter(isDrawn).sort((p, q) => p.nfe - q.nfe);
            return {
              mark: markOf(sampler),
              nfe: own.map(({ nfe }) => nfe),
              distances: own.map(({ quality }) => quality.energyDistance),
            };
          }),
          floor: drawn[0]?.quality.energyFloor ?? null,
          most: Math.max(of.race.value?.stepCounts.at(-1) ?? 1, ...drawn.map(({ nfe }) => nfe)),
        };
      }),
    [of],
  );
}

const COLUMNS = ['sampler', 'steps', 'evaluations', 'energy distance', 'floors', 'ms'];

const rowsOf = (of: SamplerRace) => () =>
  (of.race.value?.lanes ?? []).flatMap(({ sampler, cells }) =>
    cells
      .filter(isDrawn)
      .map((cell) => [
        labelOf('sampler', sampler),
        cell.steps,
        cell.nfe,
        figure(cell.quality.energyDistance),
        +floorsOf(cell).toPrecision(3),
        Math.round(cell.milliseconds),
      ]),
  );

/** Training rests while they race: they draw from one model, and its times are their own. */
async function raceAlone(lab: Lab, race: SamplerRace, samplers: readonly SamplerId[]) {
  const phase = () => lab.store.run('train').peek()?.phase;
  const trains = phase() === 'training';
  if (trains) await lab.commands.pause();
  await race.start(samplers);
  if (trains && phase() === 'paused') await lab.commands.train();
}

function Results({ race, model }: { race: SamplerRace; model: TrainModel }) {
  const chart = useChart(race);
  const rows = useMemo(() => rowsOf(race), [race]);
  const now = race.race.value;
  const says = oneStepFinding(now);
  if (!now) return null;
  return (
    <>
      <Table of={race} model={model} />
      <p class="says">
        {says} <small>Below each picture: its distance from the data in floors.</small>
      </p>
      <IslandCanvas
        mount={raceChart}
        data={chart}
        class="h170"
        label="Energy distance by network evaluations"
        summary={raceFinding(now) ?? undefined}
      />
      <Numbers of="Sampler race" columns={COLUMNS} rows={rows} />
    </>
  );
}

export default function Race({ model }: { model: TrainModel }) {
  const lab = useLab();
  const race = useMemo(
    () =>
      createSamplerRace({
        run: lab.store.run('train'),
        trainer: lab.trainer,
        evaluator: lab.evaluator,
        onProblem: (message) => lab.notices.problem('The race could not be run.', message),
      }),
    [lab],
  );
  useEffect(() => () => race.dispose(), [race]);
  const [chosen, choose] = useState<readonly SamplerId[]>(FIRST);
  const run = model.run.value;
  const ready = run !== null && ['training', 'paused', 'done'].includes(run.phase) && run.samples !== null;
  const progress = race.progress.value;
  const toggle = (id: SamplerId) =>
    choose(SAMPLERS.filter((other) => (other === id) !== chosen.includes(other)));
  return (
    <section class="race" aria-labelledby="race-title">
      <h2 id="race-title">{raceFinding(race.race.value) ?? 'The same noise, by several samplers'}</h2>
      <p class="hint">
        {race.race.value
          ? `EMA weights at step ${count(race.race.value.step)}, the same start for all, rows by sampler, columns by steps`
          : 'One trained model draws the same samples with 1, 2, 5, … and all steps.'}
      </p>
      <fieldset class="entrants" disabled={progress !== null}>
        <legend class="vh">Samplers in the race</legend>
        {SAMPLERS.map((id) => (
          <label key={id}>
            <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} />
            <Mark sampler={id} /> {labelOf('sampler', id)}
          </label>
        ))}
      </fieldset>
      {progress ? (
        <p class="work">
          <progress value={progress.done} max={progress.total} aria-label="Racing" />
          <button type="button" class="quiet" onClick={() => race.cancel()}>
            Cancel
          </button>
        </p>
      ) : (
        <p class="work">
          <button
            type="button"
            disabled={!ready || chosen.length === 0}
            onClick={() => void raceAlone(lab, race, chosen)}
          >
            {race.race.value ? 'Race again' : 'Start the race'}
          </button>
          {!ready && <span class="hint">Train first: there is no model to race with yet.</span>}
        </p>
      )}
      <Results race={race} model={model} />
    </section>
  );
}
