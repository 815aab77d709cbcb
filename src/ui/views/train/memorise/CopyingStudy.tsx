/** The study of when copying begins: new networks on few and many examples, with the settings of the run. */
import { computed } from '@preact/signals';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { isReadyToDraw } from '../../../../state/run/run';
import {
  createCopyingStudy,
  exampleCounts,
  type OnsetAt,
  onsetsOf,
  STEP_LIMITS,
} from '../../../../state/train/copyingStudy';
import * as words from '../../../../words/train/memorise';
import { count, joined, percent } from '../../../format';
import { useLab } from '../../../shell/lab';
import { IslandCanvas } from '../../../widgets/IslandCanvas';
import { Numbers } from '../../../widgets/Numbers';
import type { TrainModel } from '../model/trainModel';
import { studyFinding } from './findings';
import { type OnsetChartData, onsetChart } from './onsetChart';

/** Of the file, in English on every page. */
const COLUMNS = ['n', 'steps', 'seeds', 'not_begun', 'copies_fresh'];

/** Of the file: an onset that is not known is an empty cell. */
const onsetRows = (onsets: readonly OnsetAt[]) =>
  onsets.map(({ examples, steps, mean, without, floor }) => [
    examples,
    mean ?? Number.NaN,
    steps.length + without,
    without,
    floor,
  ]);

function useStudy(model: TrainModel) {
  const lab = useLab();
  const parts = useMemo(() => {
    const study = createCopyingStudy({
      run: model.run,
      trainer: lab.trainer,
      notices: lab.notices,
    });
    const counts = computed(() => {
      const run = model.run.value;
      return run
        ? exampleCounts(run.config, run.source)
        : exampleCounts(model.config.value, lab.settings.source.value);
    });
    const onsets = computed(() => onsetsOf(study.result.value?.curves ?? []));
    const data = computed(
      (): OnsetChartData => ({
        onsets: onsets.value,
        counts: counts.value,
        steps: study.result.value?.steps ?? STEP_LIMITS[0],
      }),
    );
    const rows = () =>
      onsets.value.map(({ examples, steps, mean, without, floor }) => [
        examples,
        mean === null ? '–' : Math.round(mean),
        steps.length + without,
        without,
        percent(floor),
      ]);
    return { study, counts, onsets, data, rows, file: () => onsetRows(onsets.value) };
  }, [lab, model]);
  useEffect(() => () => parts.study.dispose(), [parts]);
  return parts;
}

interface StartProps {
  readonly ready: boolean;
  /** After how many steps each training ends. */
  readonly steps: number;
  readonly setSteps: (steps: number) => void;
  /** Whether curves of so many steps are there, to which another seed can be added. */
  readonly hasCurves: boolean;
  readonly onStart: () => void;
}

const Start = ({ ready, steps, setSteps, hasCurves, onStart }: StartProps) => (
  <p class="work">
    <button type="button" disabled={!ready} onClick={onStart}>
      {hasCurves ? words.anotherSeed : words.start}
    </button>
    <select
      aria-label={words.limit}
      value={steps}
      onChange={(event) => setSteps(Number(event.currentTarget.value))}
    >
      {STEP_LIMITS.map((most) => (
        <option key={most} value={most}>
          {words.limitOption(most)}
        </option>
      ))}
    </select>
    {!ready && <span class="hint">{words.notReady}</span>}
  </p>
);

interface ProgressProps {
  /** Of the training that runs. */
  readonly examples: number;
  readonly done: number;
  readonly onCancel: () => void;
}

const Progress = ({ examples, done, onCancel }: ProgressProps) => (
  <p class="work">
    <progress value={done} max={1} aria-label={words.training(examples)} />
    <span role="status">{words.training(examples)}</span>
    <button type="button" class="quiet" onClick={onCancel}>
      {words.cancel}
    </button>
  </p>
);

export default function CopyingStudy({ model }: { model: TrainModel }) {
  const { study, counts, onsets, data, rows, file } = useStudy(model);
  const [steps, setSteps] = useState(STEP_LIMITS[1]);
  const run = model.run.value;
  const work = run?.work;
  const result = study.result.value;
  const progress = study.progress.value;
  const seeds = new Set(result?.curves.map(({ seed }) => seed)).size;
  const last = onsets.value.at(-1);
  const finding = result && studyFinding(onsets.value, result.steps);
  const stopped = !progress && last && last.without > 0 && last.examples < counts.value.at(-1)!;
  if (counts.value.length === 0) return null; // so few images are open that none are held out
  return (
    <section aria-labelledby="copying-title">
      <h3 id="copying-title">{finding ?? words.studyTitle}</h3>
      <p>
        {result && seeds > 0
          ? words.studyBasis(seeds, result.steps)
          : words.studyHint(joined(counts.value.map(count)))}
        {stopped && ` ${words.leftOut(last.examples)}`}
      </p>
      {result && (
        <>
          <IslandCanvas
            mount={onsetChart}
            data={data}
            label={words.studyChart}
            summary={finding ?? undefined}
          />
          <Numbers
            of={words.studyTable}
            columns={words.studyColumns}
            rows={rows}
            file={{ columns: COLUMNS, rows: file }}
          />
        </>
      )}
      {progress ? (
        <Progress
          examples={progress.examples}
          done={work?.stage === 'copying' ? work.done : 0}
          onCancel={() => study.cancel()}
        />
      ) : (
        <Start
          ready={run !== null && isReadyToDraw(run)}
          steps={steps}
          setSteps={setSteps}
          hasCurves={result?.steps === steps && seeds > 0}
          onStart={() => void study.measure(steps)}
        />
      )}
    </section>
  );
}
