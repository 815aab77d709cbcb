/** A run that trains in another tab, watched from this one: its loss, its samples and its step, and the way to take it over. */
import { computed } from '@preact/signals';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Library, WatchedRun } from '../../../state/library/library';
import { css } from '../../canvas/colour';
import { theme } from '../../canvas/theme';
import { lossSymbol, lossUnit, settingsLine } from '../../findings';
import { count, figure } from '../../format';
import { type LossChartData, lossChart } from '../../islands/lossChart';
import { paintSamples } from '../../pictures/samplesPicture';
import { useLab } from '../../shell/lab';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import { useThrottled } from '../../widgets/useThrottled';
import { openInTrain } from '../actions';
import { useActions } from '../hooks';
import { samplesText, standingSentence } from './words';
import './watch.css';
import * as words from '../../../words/runs';

/** Pixels of the square of samples. */
const PICTURE = 384;
const IMAGES = 16;

function chartOf({ losses, config }: WatchedRun): LossChartData {
  return {
    series: [{ losses, floor: null, predicted: config ? lossSymbol(config) : '', hue: 'model' }],
    trainingSteps: config?.trainingSteps ?? 0,
    log: true,
    revision: losses?.last ?? 0,
    unit: config ? lossUnit(config) : '',
    empty: words.lossesCome,
  };
}

/** The newest samples that its tab has sent; else the small picture that is saved with the run. */
function SamplesPicture({ samples, record }: Pick<WatchedRun, 'samples' | 'record'>) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const present = theme.value;
  const png = samples ? null : (record?.thumbnail ?? null);
  useEffect(() => {
    const g = canvas.current?.getContext('2d');
    if (!g || !present) return;
    g.clearRect(0, 0, PICTURE, PICTURE);
    if (samples) paintSamples(g, samples, present, IMAGES);
    if (!png) return;
    let isNewest = true;
    createImageBitmap(new Blob([png as BlobPart], { type: 'image/png' })).then(
      (picture) => isNewest && g.drawImage(picture, 0, 0, PICTURE, PICTURE),
      () => {}, // a damaged picture is left out, as in the list of runs
    );
    return () => {
      isNewest = false;
    };
  }, [samples, png, present]);
  return (
    <canvas
      ref={canvas}
      width={PICTURE}
      height={PICTURE}
      role="img"
      aria-label={words.watchedSamples}
      style={present ? { background: css(present.colours.stage) } : undefined}
    />
  );
}

const speedText = (perSecond: number): string =>
  words.stepsPerSecond(perSecond >= 10 ? count(Math.round(perSecond)) : figure(perSecond, 2));

function Progress({ step, stepsPerSecond, config, losses }: WatchedRun) {
  if (!config) return null;
  const loss = losses?.smoothedAt(losses.last) ?? Number.NaN;
  return (
    <>
      <p class="figures">
        <span>
          {words.step}{' '}
          <b role="status" aria-live="off" aria-label={words.watchedStep}>
            {count(step)}
          </b>{' '}
          {words.ofSteps(config.trainingSteps)}
        </span>
        {Number.isFinite(loss) && <span>{words.loss(loss)}</span>}
        {stepsPerSecond > 0 && <span>{speedText(stepsPerSecond)}</span>}
      </p>
      <progress aria-label={words.trainingElsewhere} max={config.trainingSteps} value={step} />
    </>
  );
}

interface Props {
  readonly library: Library;
  readonly id: string;
  readonly onClose: () => void;
}

function Watched({ library, id, onClose }: Props) {
  const lab = useLab();
  const watch = useMemo(() => library.watch(id), [library, id]);
  useEffect(() => () => watch.stop(), [watch]);
  const chart = useMemo(() => computed(() => chartOf(watch.run.value)), [watch]);
  const read = useMemo(() => () => watch.run.value, [watch]);
  const run = useThrottled(read);
  const [name, setName] = useState('');
  const { busy, problem, act } = useActions();
  const { standing, record, config } = run;
  useEffect(() => {
    if (record) setName(record.name); // it stays the title of a run that is deleted meanwhile
  }, [record]);
  const trains = standing === 'live' || standing === 'silent';
  const open = (takeOver: boolean) =>
    act(words.failed[takeOver ? 'takeOver' : 'open'](name), async () => {
      await openInTrain(lab, library, id, takeOver);
      onClose();
    });
  return (
    <>
      <div class="head">
        <h2 id="watch-title">{words.watching(name)}</h2>
        {trains && (
          <button type="button" class="strong" aria-disabled={busy} onClick={() => open(true)}>
            {words.takeItOver}
          </button>
        )}
        {standing === 'idle' && (
          <button type="button" class="strong" aria-disabled={busy} onClick={() => open(false)}>
            {words.openInTrain}
          </button>
        )}
        <form method="dialog">
          <button type="submit">{words.close}</button>
        </form>
      </div>
      <p role="status">{standingSentence(run, Date.now())}</p>
      {problem && <p role="alert">{problem}</p>}
      {config && settingsLine(config) !== name && <p>{settingsLine(config)}</p>}
      <Progress {...run} />
      <div class="pictures">
        <IslandCanvas mount={lossChart} data={chart} class="loss" label={words.watchedLoss} />
        <figure>
          <SamplesPicture samples={run.samples} record={record} />
          <figcaption>{samplesText(run)}</figcaption>
        </figure>
      </div>
      {trains && <p class="foot">{words.takenOver}</p>}
    </>
  );
}

export function WatchDialog(props: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="runs watch" aria-labelledby="watch-title" onClose={props.onClose}>
      <Watched {...props} />
    </dialog>
  );
}
