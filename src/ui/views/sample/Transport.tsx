/** The transport: Sample, what it cost, and how good the samples are beside real data. */
import { useMemo } from 'preact/hooks';
import { useLab } from '../../lab';
import { useThrottled } from '../../useThrottled';
import { count, figure } from '../train/words';
import type { SampleModel } from './model';
import { kindOf, perStep, seconds } from './words';

const NOTES = {
  loading: 'Loading the model.',
  starting: 'Starting the sampler and making the network.',
} as const;

function Sentence({ model }: { model: SampleModel }) {
  const { failure, activity, drawn } = model.session;
  if (failure.value)
    return (
      <p class="notice" role="alert">
        <b>{failure.value.message}</b> {failure.value.hint}
      </p>
    );
  const now = activity.value;
  if (drawn.value || !now || now.kind === 'sampling') return null;
  return (
    <p class="notice" role="status">
      {NOTES[now.kind]}
    </p>
  );
}

function Figures({ model }: { model: SampleModel }) {
  const { drawn } = model.session;
  const read = useMemo(() => () => ({ drawn: drawn.value, quality: model.evidence.quality.value }), [model]);
  const { drawn: shown, quality } = useThrottled(read);
  const trajectory = shown?.trajectory;
  const clear = quality?.clear;
  return (
    <dl class={model.session.failure.value ? 'stats vh' : 'stats'}>
      <div>
        <dt>Sampling time</dt>
        <dd>
          <span role="status" aria-label="Sampling time">
            {trajectory ? seconds(trajectory.milliseconds) : '–'}
          </span>{' '}
          <small>
            {trajectory && `s, ${count(trajectory.count)} ${kindOf(model.config.value, trajectory.count)}`}
          </small>
        </dd>
      </div>
      <div>
        <dt>Network evaluations</dt>
        <dd>
          <span role="status" aria-label="Network evaluations">
            {trajectory ? trajectory.nfe : '–'}
          </span>{' '}
          <small>
            {shown?.first
              ? 'a first look; more follows'
              : trajectory && perStep(trajectory.nfe, Math.min(shown.config.samplingSteps, shown.config.T))}
          </small>
        </dd>
      </div>
      <div class="wide">
        <dt>
          Quality{' '}
          <span class="hint">
            {model.images.value ? 'Fréchet distance in a classifier’s features' : 'energy distance'}
          </span>
        </dt>
        <dd>
          <span
            role="status"
            aria-label="Quality"
            title={quality ? `${count(quality.count)} against as many real ones` : undefined}
          >
            {quality ? (
              <>
                {figure(quality.value)} <small>floor {figure(quality.floor)}, real against real</small>
              </>
            ) : (
              '–'
            )}
          </span>
          {clear && (
            <small>
              clear {(100 * clear.value).toFixed(0)}%, real {(100 * clear.floor).toFixed(0)}%
            </small>
          )}
        </dd>
      </div>
    </dl>
  );
}

export function Transport({ model }: { model: SampleModel }) {
  const lab = useLab();
  const { session } = model;
  const now = session.activity.value;
  const done = now?.kind === 'sampling' ? now.done : session.drawn.value && !now ? 1 : 0;
  const opened = session.model.value !== null;
  const seed = session.form.config.value.seed;
  return (
    <div class="transport" data-state={session.failure.value ? 'failed' : 'ready'}>
      <div class="buttons">
        <button
          type="button"
          class="primary"
          disabled={!opened}
          title="Draw with these settings"
          onClick={() => model.sampleNow()}
        >
          Sample
        </button>
        {now?.kind === 'sampling' ? (
          <button type="button" title="Keep what is shown" onClick={() => void session.cancel()}>
            Cancel
          </button>
        ) : (
          <button
            type="button"
            disabled={!opened}
            title="The same settings from other noise"
            onClick={() => {
              session.form.set('seed', (seed + 1) >>> 0);
              lab.notices.settle('seed');
              model.sampleNow();
            }}
          >
            New seed
          </button>
        )}
      </div>
      <Sentence model={model} />
      <Figures model={model} />
      <div
        class="progress"
        role="progressbar"
        aria-label="Sampling"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(100 * done)}
        data-busy={now && now.kind !== 'sampling' ? '' : undefined}
      >
        <i style={{ width: `${100 * done}%` }} />
      </div>
    </div>
  );
}
