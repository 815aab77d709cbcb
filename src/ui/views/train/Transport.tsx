/** The transport: the one blue button, the figures of the run beside their floors, and what the run has to say. */

import { useMemo } from 'preact/hooks';
import type { RunConfig } from '../../../config/fields';
import { settingsChanged } from '../../../state/commands';
import type { Failure, RunState } from '../../../state/run';
import { gauge } from '../../islands/gauge';
import { type Lab, useLab } from '../../lab';
import { useThrottled } from '../../useThrottled';
import { VIEW_IDS } from '../../views';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import type { TrainModel } from './model';
import { count, duration, figure, firstStepWords } from './words';

/** What the transport looks like: which of buttons, figures and sentence are loudest. */
type Look = 'first' | 'compiling' | 'training' | 'paused' | 'done' | 'failed';

function lookOf(run: RunState | null): Look {
  switch (run?.phase) {
    case undefined:
    case 'stopped':
      return 'first';
    case 'preparing':
    case 'compiling':
      return 'compiling';
    case 'training':
    case 'paused':
    case 'done':
    case 'failed':
      return run!.phase as Look;
    default:
      return run!.phase as Look;
  }
}

/** What a failed run offers to go on with. */
function wayOn(
  { code, mend }: Failure,
  config: RunConfig,
): { label: string; changes: Partial<RunConfig> } | null {
  if (mend?.batchSize) return { label: `Train with batches of ${mend.batchSize}`, changes: mend };
  switch (code) {
    case 'device-lost':
    case 'gpu-error':
    case 'no-gpu':
      if (config.backend === 'wasm' || config.backend === 'cpu') return null;
      return config.backend === 'webgl'
        ? { label: 'Continue on WASM', changes: { backend: 'wasm' } }
        : { label: 'Continue on WebGL', changes: { backend: 'webgl' } };
    case 'non-finite-loss': {
      const rate = Number(Math.min(config.learningRate / 10, 1e-2).toPrecision(1));
      return { label: `Continue with rate ${rate}`, changes: { learningRate: rate } };
    }
    case 'out-of-memory': {
      const batch = Math.max(1, Math.floor(config.batchSize / 2));
      return { label: `Continue with batches of ${batch}`, changes: { batchSize: batch } };
    }
    case 'bad-config':
    case 'bad-file':
    case 'quota':
    case 'bug':
      return null;
    default:
      return code satisfies never;
  }
}

function Sentence({ look, lab, model }: { look: Look; lab: Lab; model: TrainModel }) {
  const run = model.run.value;
  if (look === 'failed' && run?.failure) {
    const way = wayOn(run.failure, run.config);
    return (
      <p class="notice" role="alert">
        <b>{run.failure.message}</b> {run.failure.hint}
        {way && (
          <button type="button" onClick={() => void lab.commands.continueWith(way.changes)}>
            {way.label}
          </button>
        )}
      </p>
    );
  }
  if (look === 'compiling') {
    const says =
      run?.phase === 'compiling'
        ? firstStepWords(run.backend)
        : 'Starting the trainer and making the network.';
    return (
      <p class="notice" role="status">
        {says} {model.reel.value && <b>The samples stay live meanwhile.</b>}
      </p>
    );
  }
  if (look !== 'first') return null;
  return (
    <p class="notice" role="status">
      {model.recorded.value ? (
        <>
          A trained model is drawing this. <b>Train your own: one button, and the samples are yours.</b>
        </>
      ) : (
        <b>Train a model: its samples appear here as it learns.</b>
      )}
    </p>
  );
}

/** The figures of a run as they stand, read at most a few times a second. */
function figuresOf(lab: Lab, model: TrainModel) {
  const run = model.run.value;
  const total = (run?.config ?? lab.settings.config.value).trainingSteps;
  const loss = run ? run.losses.smoothedAt(run.losses.last) : Number.NaN;
  const rate = run?.stepsPerSecond ?? 0;
  const floor = lab.evaluation.floor.value?.loss ?? null;
  const left =
    run?.phase === 'training' && rate > 0 ? `${duration((1000 * (total - run.step)) / rate)} left` : '';
  const took = run?.phase === 'done' ? `took ${duration(run.trainedFor)}` : '';
  return {
    step: run?.step ?? 0,
    total,
    loss,
    rate,
    floor,
    timing: took || left,
    quality: model.quality.value,
  };
}

function Figures({ lab, model, quiet }: { lab: Lab; model: TrainModel; quiet: boolean }) {
  const read = useMemo(() => () => figuresOf(lab, model), [lab, model]);
  const slow = useThrottled(read);
  // At rest the figures are exact at once; while they run they change at a pace that can be read.
  const resting = model.run.value?.phase !== 'training';
  const { step, total, loss, rate, floor, timing, quality } = resting ? read() : slow;
  const weights = model.run.value?.samples?.weights === 'raw' ? 'raw' : 'EMA';
  const measure = `${model.ofImages.value ? 'Fréchet distance' : 'energy distance'}, ${weights} weights`;
  const hint = quality ? `${measure}; ${quality.more}` : measure;
  return (
    <dl class={quiet ? 'stats vh' : 'stats'}>
      <div>
        <dt>Step</dt>
        <dd>
          <span role="status" aria-live="off" aria-label="Step">
            {step}
          </span>{' '}
          <small>of {total}</small>
        </dd>
      </div>
      <div>
        <dt>Loss</dt>
        <dd>
          <span role="status" aria-live="off" aria-label="Loss" title="mean of the recent steps">
            {Number.isFinite(loss) ? figure(loss) : '–'}
          </span>{' '}
          {floor !== null && <small>floor {figure(floor)}</small>}
        </dd>
      </div>
      <div>
        <dt>Steps per second</dt>
        <dd>
          <span role="status" aria-live="off" aria-label="Steps per second">
            {rate >= 10 ? Math.round(rate) : +rate.toFixed(1)}
          </span>{' '}
          <small>{timing}</small>
        </dd>
      </div>
      <div class="wide">
        <dt>
          Quality <span class="hint">{hint}</span>
        </dt>
        <dd>
          <span
            role="status"
            aria-live="off"
            aria-label="Quality"
            title={
              quality
                ? `at step ${count(quality.step)}; ${count(quality.count)} samples against as many real ones`
                : undefined
            }
          >
            {quality ? (
              <>
                {figure(quality.value)}{' '}
                <small>
                  floor {figure(quality.floor)}
                  {quality.spread !== null && ` ± ${+quality.spread.toPrecision(2)}`}
                </small>
              </>
            ) : (
              '–'
            )}
          </span>
          <IslandCanvas mount={gauge} data={model.gauge} class="gauge" />
        </dd>
      </div>
    </dl>
  );
}

const TITLES: Record<Look, string> = {
  first: 'Begin a run with these settings (T)',
  compiling: 'The run is about to begin',
  training: 'Pause after the present step (T)',
  paused: 'Resume where the run stands (T)',
  done: 'Go on for as many steps again (T)',
  failed: 'Go on from the last good weights (T)',
};

export function Transport({ model }: { model: TrainModel }) {
  const lab = useLab();
  const run = model.run.value;
  const look = lookOf(run);
  const changed =
    run && look !== 'compiling' && settingsChanged(run, lab.settings.config.value, lab.settings.source.value);
  const total = run?.config.trainingSteps ?? lab.settings.config.value.trainingSteps;
  const done = run && total > 0 ? Math.min(1, run.step / total) : 0;
  return (
    <div class="transport" data-state={look}>
      <div class="buttons">
        {look === 'training' ? (
          <button
            type="button"
            class="primary running"
            title={TITLES.training}
            onClick={() => void lab.commands.pause()}
          >
            Pause
          </button>
        ) : (
          <button
            type="button"
            class="primary"
            disabled={look === 'compiling'}
            title={changed ? 'Begin a new run with the changed settings (T)' : TITLES[look]}
            onClick={() => void lab.commands.train()}
          >
            Train
          </button>
        )}
        <button
          type="button"
          disabled={look === 'compiling' || look === 'done'}
          title="One training step (S)"
          onClick={() => void lab.commands.step()}
        >
          Step
        </button>
        <button
          type="button"
          disabled={!run}
          title="Forget this run"
          onClick={() => void lab.commands.reset()}
        >
          Reset
        </button>
      </div>
      <Sentence look={look} lab={lab} model={model} />
      <Figures
        lab={lab}
        model={model}
        quiet={look === 'first' || look === 'compiling' || look === 'failed'}
      />
      {changed && look !== 'first' && look !== 'failed' && (
        <p class="changed" role="status">
          Settings changed: they apply to the next run.
        </p>
      )}
      {look === 'done' && !changed && VIEW_IDS.includes('compare') && (
        <p class="changed">
          <button
            type="button"
            class="link"
            onClick={() => {
              lab.view.value = 'compare';
            }}
          >
            Compare it with one thing changed
          </button>
        </p>
      )}
      <div
        class="progress"
        role="progressbar"
        aria-label="Training"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={run?.step ?? 0}
        data-busy={look === 'compiling' ? '' : undefined}
      >
        <i style={{ width: `${100 * done}%` }} />
      </div>
    </div>
  );
}
