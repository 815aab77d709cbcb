/** The sampler race: samples of one model by several samplers, with few and with many steps, from the same noise. */
import { computed } from '@preact/signals';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { FIELDS, type RunConfig } from '../../../../config/fields';
import { significant } from '../../../../lib/numbers';
import { sweepDrawingTime, timedDraw } from '../../../../state/drawingTime';
import type { RunState } from '../../../../state/run/run';
import { sweptSteps } from '../../../../state/sweep';
import {
  createSamplerRace,
  RACE_POINTS,
  type RaceCell,
  type SamplerRace,
  usualSamplers,
} from '../../../../state/train/samplerRace';
import * as words from '../../../../words/train/race';
import { css } from '../../../canvas/colour';
import { theme } from '../../../canvas/theme';
import { figure, timeText } from '../../../format';
import { labelOf } from '../../../labels';
import { type Lab, useLab } from '../../../shell/lab';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import { Numbers } from '../../../widgets/Numbers';
import type { TrainModel } from '../model/trainModel';
import { type SmallCloudData, smallCloud } from './clouds';
import {
  cellSummary,
  floorsOf,
  floorsWord,
  isDrawn,
  milliseconds,
  oneStepFinding,
  raceFinding,
} from './findings';
import { MARKS, markColour, type RaceChartData, raceChart } from './raceChart';
import './race.css';

type SamplerId = RunConfig['sampler'];

const SAMPLERS = FIELDS.sampler.values;
const markOf = (sampler: SamplerId) => SAMPLERS.indexOf(sampler);

function Mark({ sampler }: { sampler: SamplerId }) {
  const mark = markOf(sampler);
  return (
    <i class="mark" aria-hidden="true" style={{ color: css(markColour(mark, theme.value?.dark ?? false)) }}>
      {MARKS[mark]}
    </i>
  );
}

/** Samples with their figures; a sampler that cannot do this says why in their place. */
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
        class="miniature cloud"
        label={words.cellLabel(name, cell.steps, cellSummary(cell))}
      />
      {isDrawn(cell) ? (
        <>
          <b title={words.distance(figure(cell.score.value))}>{floorsWord(cell)}</b>
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
    <section class="grid" tabIndex={0} aria-label={words.tableScrolls}>
      <table aria-label={words.table}>
        <thead>
          <tr>
            <th scope="col">
              <IslandCanvas mount={smallCloud} data={truth} class="miniature cloud" label={words.theData} />
              {words.data}
            </th>
            {race.stepCounts.map((steps) => (
              <th scope="col" key={steps}>
                {words.steps(steps)}
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
              distances: own.map(({ score }) => score.value),
            };
          }),
          floor: drawn[0]?.score.floor ?? null,
          most: Math.max(of.race.value?.stepCounts.at(-1) ?? 1, ...drawn.map(({ nfe }) => nfe)),
        };
      }),
    [of],
  );
}

/** Of the file, in English on every page. */
const COLUMNS = ['sampler', 'steps', 'evaluations', 'energy distance', 'floors', 'ms'];

const rowsOf = (of: SamplerRace) => () =>
  (of.race.value?.lanes ?? []).flatMap(({ sampler, cells }) =>
    cells
      .filter(isDrawn)
      .map((cell) => [
        labelOf('sampler', sampler),
        cell.steps,
        cell.nfe,
        significant(cell.score.value),
        +floorsOf(cell).toPrecision(3),
        Math.round(cell.milliseconds),
      ]),
  );

/** Training pauses meanwhile: all samplers see the same weights, and their times are undisturbed. */
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
        {says} <small>{words.belowPictures}</small>
      </p>
      <IslandCanvas
        mount={raceChart}
        data={chart}
        class="h170"
        label={words.chart}
        summary={raceFinding(now) ?? undefined}
      />
      <Numbers of={words.table} columns={words.columns} rows={rows} file={{ columns: COLUMNS, rows }} />
    </>
  );
}

/** Milliseconds of a race, at the rate of the newest preview; null where there is none. */
function raceTime(run: RunState | null, samplers: readonly SamplerId[]): number | null {
  if (!run?.samples) return null;
  const { config, samples } = run;
  const timed = timedDraw(samples.trajectory, config);
  const steps = sweptSteps(config);
  const times = samplers.map((sampler) =>
    sweepDrawingTime(RACE_POINTS, { ...config, sampler }, steps, timed),
  );
  return times.reduce((sum, time) => (sum === null || time === null ? null : sum + time), 0);
}

export default function Race({ model }: { model: TrainModel }) {
  const lab = useLab();
  const race = useMemo(
    () =>
      createSamplerRace({
        run: lab.store.run('train'),
        trainer: lab.trainer,
        measure: lab.measure,
        onProblem: (message) => lab.notices.problem(words.failed, message),
      }),
    [lab],
  );
  useEffect(() => () => race.dispose(), [race]);
  const run = model.run.value;
  const config = run?.config ?? model.config.value;
  const [own, choose] = useState<readonly SamplerId[] | null>(null);
  const usual = useMemo(() => usualSamplers(config), [config.process]);
  const chosen = own ?? usual;
  const ready = run !== null && ['training', 'paused', 'done'].includes(run.phase) && run.samples !== null;
  const progress = race.progress.value;
  const milliseconds = useMemo(() => raceTime(run, chosen), [run?.samples, run?.config, chosen]);
  const toggle = (id: SamplerId) =>
    choose(SAMPLERS.filter((other) => (other === id) !== chosen.includes(other)));
  return (
    <section class="race" aria-labelledby="race-title">
      <h2 id="race-title">{raceFinding(race.race.value) ?? words.title}</h2>
      <p class="hint">
        {race.race.value ? words.ofWeights(race.race.value.step) : words.oneModel(sweptSteps(config))}
      </p>
      <fieldset class="entrants" disabled={progress !== null}>
        <legend class="vh">{words.choose}</legend>
        {SAMPLERS.map((id) => (
          <label key={id}>
            <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} />
            <Mark sampler={id} /> {labelOf('sampler', id)}
          </label>
        ))}
      </fieldset>
      {progress ? (
        <p class="work">
          <progress value={progress.done} max={progress.total} aria-label={words.comparing} />
          <button type="button" class="quiet" onClick={() => race.cancel()}>
            {words.cancel}
          </button>
        </p>
      ) : (
        <p class="work">
          <button
            type="button"
            disabled={!ready || chosen.length === 0}
            onClick={() => void raceAlone(lab, race, chosen)}
          >
            {race.race.value ? words.again : words.start}
            {timeText(milliseconds)}
          </button>
          {!ready && <span class="hint">{words.trainFirst}</span>}
        </p>
      )}
      <Results race={race} model={model} />
    </section>
  );
}
