/** The transport: the one filled button, the figures of the run beside their floors, and a sentence about its state. */
import { useMemo } from 'preact/hooks';
import { drawingTime, timedDraw } from '../../../state/drawingTime';
import { nextTraining, settingsChanged } from '../../../state/run/continuation';
import { presentRate } from '../../../state/run/run';
import { FEWEST_IMAGES, isReliable } from '../../../state/score';
import { openGallery } from '../../../words/shell';
import * as words from '../../../words/train/view';
import { startNote, startProgress } from '../../findings';
import { rateText } from '../../format';
import { gauge } from '../../islands/gauge';
import { type Lab, useLab } from '../../shell/lab';
import { LiveFigure, LossFigure, QualityFigure } from '../../widgets/Figures';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import { Lazy } from '../../widgets/Lazy';
import { TrainButton } from '../../widgets/RunButtons';
import { TrainingBar } from '../../widgets/TrainingBar';
import { type TransportState, transportStateOf } from '../../widgets/transportState';
import { useInteracted } from '../../widgets/useInteracted';
import { useThrottledWhile } from '../../widgets/useThrottled';
import { recordingLine, timingText, trainButton } from './findings';
import type { TrainModel } from './model/trainModel';
import type { FailedRun } from './Remedy';

/** Few runs fail: its code is not part of the first view; the reason is, since without a connection no more code may come. */
const remedy = () => import('./Remedy');

function Sentence({ state, lab, model }: { state: TransportState; lab: Lab; model: TrainModel }) {
  const run = model.run.value;
  if (state === 'failed' && run?.failure)
    return (
      <p class="notice" role="alert">
        <b>{run.failure.message}</b> {run.failure.hint}
        <Lazy load={remedy} props={run as FailedRun} />
      </p>
    );
  if (state === 'compiling') {
    return (
      <p class="notice" role="status">
        {startNote(run)} {model.reel.value && <b>{words.exploreMeanwhile}</b>}
      </p>
    );
  }
  if (state !== 'ready') return null;
  return (
    <p class="notice" role="status">
      {model.recorded.value ? (
        <>
          {words.recording(recordingLine(model.config.value))} <b>{words.trainYourOwn}</b>
        </>
      ) : (
        <b>{'refusal' in model.chosen.value ? words.noProcess : words.pressTrain}</b>
      )}{' '}
      <button
        type="button"
        class="link"
        aria-haspopup="dialog"
        onClick={() => {
          lab.gallery.value = true;
        }}
      >
        {openGallery}
      </button>
    </p>
  );
}

const measureButton = () => import('../../widgets/MeasureButton');

/** Milliseconds that the samples of a figure take, at the rate of the newest preview. */
function measuringTime(model: TrainModel): number | null {
  const run = model.run.value;
  if (!run?.samples) return null;
  return drawingTime(FEWEST_IMAGES, run.config, timedDraw(run.samples.trajectory, run.config));
}

/** The figures of a run now. Reads signals. */
function figuresOf(lab: Lab, model: TrainModel) {
  const run = model.run.value;
  const total = (run?.config ?? lab.settings.config.value).trainingSteps;
  const loss = run ? run.losses.smoothedAt(run.losses.last) : Number.NaN;
  const floor = lab.evaluation.floor.value?.loss ?? null;
  return {
    step: run?.step ?? 0,
    total,
    loss,
    rate: run ? presentRate(run) : 0,
    floor,
    few: (run?.config.examples ?? 0) > 0,
    timing: timingText(run),
    quality: model.quality.value,
  };
}

function Figures({ lab, model, quiet }: { lab: Lab; model: TrainModel; quiet: boolean }) {
  const read = useMemo(() => () => figuresOf(lab, model), [lab, model]);
  const training = model.run.value?.phase === 'training';
  const { step, total, loss, rate, floor, few, timing, quality } = useThrottledWhile(training, read);
  const weights = model.run.value?.samples?.weights === 'raw' ? 'raw' : 'EMA';
  const score = quality?.score ?? null;
  const lags = quality && quality.step !== step;
  return (
    <dl class={quiet ? 'stats vh' : 'stats'}>
      <div>
        <dt>{words.step}</dt>
        <dd>
          <LiveFigure label={words.step}>{step}</LiveFigure> <small>{words.ofTotal(total)}</small>
        </dd>
      </div>
      <div>
        <dt>{words.loss}</dt>
        <dd>
          <LossFigure loss={loss} floor={floor} few={few} />
        </dd>
      </div>
      <div>
        <dt>{words.stepsPerSecond}</dt>
        <dd>
          <LiveFigure label={words.stepsPerSecond} title={words.stepsPerSecondTitle}>
            {rate === null ? '–' : rateText(rate)}
          </LiveFigure>{' '}
          <small>{timing}</small>
        </dd>
      </div>
      <div class="wide">
        <dt>
          {words.quality}{' '}
          <span class="hint">
            {words.qualityBasis(model.family.value.measure, weights)}
            {quality && <span class="second">; {model.family.value.secondFigure(quality)}</span>}
          </span>
        </dt>
        <dd>
          <QualityFigure score={score} note={lags ? words.ofStep(quality.step) : ''} live="off" />
          {score && !isReliable(score) && model.probe.value && (
            <Lazy
              load={measureButton}
              props={{
                probe: model.probe.value,
                total: FEWEST_IMAGES,
                noun: model.family.value.noun[1],
                milliseconds: measuringTime(model),
              }}
            />
          )}
          {model.gauge.value.distance !== null && (
            <IslandCanvas mount={gauge} data={model.gauge} class="gauge" />
          )}
        </dd>
      </div>
    </dl>
  );
}

/** Their code is not part of the first view. */
const nextActions = () => import('./NextActions');
const cost = () => import('./RunCost');

const NOTHING = {};

export function Transport({ model }: { model: TrainModel }) {
  const lab = useLab();
  const interacted = useInteracted();
  const run = model.run.value;
  const state = transportStateOf(run?.phase);
  const changed =
    run &&
    state !== 'compiling' &&
    settingsChanged(run, lab.settings.config.value, lab.settings.source.value);
  const button = trainButton(nextTraining(run, lab.settings.config.value, lab.settings.source.value), state);
  const total = run?.config.trainingSteps ?? lab.settings.config.value.trainingSteps;
  return (
    <div class="transport" data-state={state}>
      <div class="buttons">
        <TrainButton
          {...button}
          training={state === 'training'}
          disabled={state === 'compiling'}
          onTrain={() => void lab.commands.train()}
          onPause={() => void lab.commands.pause()}
        />
        <button
          type="button"
          disabled={state === 'compiling' || state === 'done'}
          title={words.stepTitle}
          onClick={() => void lab.commands.step()}
        >
          {words.step}
        </button>
        <button
          type="button"
          disabled={!run}
          title={words.resetTitle}
          onClick={() => void lab.commands.reset()}
        >
          {words.reset}
        </button>
      </div>
      <Sentence state={state} lab={lab} model={model} />
      {interacted && (state === 'ready' || changed) && <Lazy load={cost} props={NOTHING} />}
      <Figures
        lab={lab}
        model={model}
        quiet={state === 'ready' || state === 'compiling' || state === 'failed'}
      />
      {(run || lab.commands.previous.value) && (
        <Lazy load={nextActions} props={{ state, changed: Boolean(changed) }} />
      )}
      <TrainingBar
        step={run?.step ?? 0}
        total={total}
        starting={state === 'compiling'}
        start={startProgress([run])}
      />
    </div>
  );
}
