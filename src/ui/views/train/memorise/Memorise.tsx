/** Memorise or generalise: the copies among a run's samples, and its loss on held-out data beside that on training examples. */
import { computed, signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { wilsonInterval } from '../../../../lib/wilson';
import { followMemorisation, type Memorisation, whyNoCopies } from '../../../../state/train/memorisation';
import type { MemorisationReport } from '../../../../types/memorisation';
import * as words from '../../../../words/train/memorise';
import { figure, percent } from '../../../format';
import { useLab } from '../../../shell/lab';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import { Lazy } from '../../../widgets/Lazy';
import { Numbers } from '../../../widgets/Numbers';
import type { TrainModel } from '../model/trainModel';
import { type CopyChartData, copyChart } from './copyChart';
import { memoriseFinding } from './findings';
import './memorise.css';

const study = () => import('./CopyingStudy');

/** Of the file, in English on every page. */
const COLUMNS = [
  'step',
  'examples',
  'samples',
  'copies',
  'copies_fresh',
  'step_of_losses',
  'loss_examples',
  'loss_held_out',
  'loss_difference_error',
];

/** 95% intervals of both shares of copies. */
const intervalsOf = ({ copies: { share, count, floor, floorCount } }: MemorisationReport) => ({
  samples: wilsonInterval(share * count, count),
  fresh: wilsonInterval(floor * floorCount, floorCount),
});

const rowsOf = ({ reports }: Memorisation) => ({
  rows: () =>
    reports.value.map(({ step, copies, losses }) => [
      step,
      percent(copies.share),
      percent(copies.floor),
      losses.training,
      losses.heldOut,
    ]),
  file: () =>
    reports.value.map(({ step, lossStep, examples, copies, losses }) => [
      step,
      examples,
      copies.count,
      copies.share,
      copies.floor,
      lossStep,
      losses.training,
      losses.heldOut,
      losses.error,
    ]),
});

function useFollowed(model: TrainModel) {
  const lab = useLab();
  const parts = useMemo(() => {
    /** The choice of the user; null before there is one: a run of few examples is followed by itself. */
    const chosen = signal<boolean | null>(null);
    const follows = computed(() => chosen.value ?? (model.run.value?.config.examples ?? 0) > 0);
    const followed = followMemorisation({
      run: model.run,
      follows,
      trainer: lab.trainer,
      notices: lab.notices,
    });
    const data = computed(
      (): CopyChartData => ({
        reports: followed.reports.value,
        trainingSteps: model.config.value.trainingSteps,
        empty: words.notYet,
      }),
    );
    return { chosen, follows, followed, data, ...rowsOf(followed) };
  }, [lab, model]);
  useEffect(() => () => parts.followed.dispose(), [parts]);
  return parts;
}

export default function Memorise({ model }: { model: TrainModel }) {
  const lab = useLab();
  const { chosen, follows, followed, data, rows, file } = useFollowed(model);
  const run = model.run.value;
  const config = run?.config ?? model.config.value;
  const why = whyNoCopies(config, run ? run.source : lab.settings.source.value);
  const newest = followed.reports.value.at(-1);
  const finding = memoriseFinding(newest);
  const on = follows.value && !why;
  return (
    <figure class="memorise">
      <figcaption>
        <h2>{finding ?? words.title}</h2>
        <p>{why ? words.whyNot[why] : words.hint}</p>
      </figcaption>
      {on && (
        <IslandCanvas mount={copyChart} data={data} label={words.chart} summary={finding ?? undefined} />
      )}
      {on && newest && (
        <>
          <p>
            {words.measured({
              examples: newest.examples,
              step: newest.step,
              samples: newest.copies.count,
              fresh: newest.copies.floorCount,
              intervals: intervalsOf(newest),
            })}{' '}
            {words.losses(
              figure(newest.losses.training),
              figure(newest.losses.heldOut),
              figure(newest.losses.error, 2),
              newest.losses.count,
              newest.lossStep,
            )}
          </p>
          <Numbers
            of={words.table}
            columns={words.columns}
            rows={rows}
            file={{ columns: COLUMNS, rows: file }}
          />
        </>
      )}
      <p class="work">
        <label>
          <input
            type="checkbox"
            disabled={why !== null}
            checked={on}
            onChange={(event) => {
              chosen.value = event.currentTarget.checked;
            }}
          />{' '}
          {words.follow}
        </label>
        {!why && config.examples === 0 && <span class="hint">{words.few}</span>}
      </p>
      {!why && <Lazy load={study} props={{ model }} />}
    </figure>
  );
}
