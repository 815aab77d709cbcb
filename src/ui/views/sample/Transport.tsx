/** The transport: Sample, its cost, and the quality of the samples beside that of real data. */
import { useEffect, useMemo } from 'preact/hooks';
import { passesOf } from '../../../config/evaluations';
import { familyOf } from '../../../config/family';
import { qualityOf } from '../../../interop/modelCard';
import { drawingTime } from '../../../state/drawingTime';
import { unmeasurable } from '../../../state/sample/unmeasurable';
import { FEWEST_IMAGES, isReliable } from '../../../state/score';
import type { Score } from '../../../types/score';
import * as words from '../../../words/sample';
import { seconds } from '../../format';
import { QualityFigure } from '../../widgets/Figures';
import MeasureButton from '../../widgets/MeasureButton';
import { useInteracted } from '../../widgets/useInteracted';
import { useThrottledWhile } from '../../widgets/useThrottled';
import { confidentText, kindOf, perStep, waitingNote } from './findings';
import type { SampleModel } from './model/sampleModel';

function Sentence({ model }: { model: SampleModel }) {
  const { failure, activity, samples } = model.session;
  if (failure.value)
    return (
      <p class="notice" role="alert">
        <b>{failure.value.message}</b> {failure.value.hint}
      </p>
    );
  const note = waitingNote(activity.value, samples.value !== null);
  if (!note) return null;
  return (
    <p class="notice" role="status">
      {note}
    </p>
  );
}

/** The number of samples for the figure on demand: the card's own, so that both can be compared; null where there is nothing to measure. */
function measuredCount({ session, config }: SampleModel, score: Score | null): number | null {
  const card = session.model.value?.card;
  const ofCard = card ? qualityOf(card).samples : null;
  if (session.model.value && unmeasurable(session.model.value)) return null;
  if (familyOf(config.value.dataset) === 'points') return ofCard === score?.n ? null : ofCard;
  if (score && isReliable(score)) return null;
  return Math.max(FEWEST_IMAGES, ofCard ?? 0);
}

function Measure({ model, score }: { model: SampleModel; score: Score | null }) {
  const total = measuredCount(model, score);
  if (total === null) return null;
  const { config, timing, probe } = model;
  const milliseconds = drawingTime(total, config.value, timing.timed.value);
  return (
    <MeasureButton probe={probe} total={total} noun={kindOf(config.value)} milliseconds={milliseconds} />
  );
}

/** Times a short draw once the visitor uses the page, where nothing tells how long the measurements take here. */
function useTiming({ timing, session }: SampleModel) {
  const interacted = useInteracted();
  const idle = session.activity.value === null && session.samples.value !== null;
  const known = timing.timed.value !== null;
  useEffect(() => {
    if (interacted && idle && !known) void timing.measure();
  }, [interacted, idle, known, timing]);
}

function Figures({ model }: { model: SampleModel }) {
  const { samples } = model.session;
  const read = useMemo(
    () => () => ({
      // the figures are of the samples on the stage: none while other samples are drawn, nor of the sketch before them
      final: model.scene.value === 'drawing' || samples.value?.preview ? null : samples.value,
      quality: model.quality.value,
    }),
    [model],
  );
  const { final, quality } = useThrottledWhile(model.scene.value === 'drawing', read);
  const score = quality?.score ?? null;
  const trajectory = final?.trajectory;
  const opened = model.session.model.value;
  const why = opened && unmeasurable(opened);
  return (
    <dl class={model.session.failure.value ? 'stats vh' : 'stats'}>
      <div>
        <dt>{words.samplingTime}</dt>
        <dd>
          <span role="status" aria-label={words.samplingTime}>
            {trajectory && !final.recorded ? seconds(trajectory.milliseconds) : '–'}
          </span>{' '}
          <small>
            {final?.recorded && words.recordedTime}
            {trajectory &&
              !final.recorded &&
              words.secondsFor(trajectory.count, kindOf(model.config.value, trajectory.count))}
          </small>
        </dd>
      </div>
      <div>
        <dt>{words.evaluations}</dt>
        <dd>
          <span role="status" aria-label={words.evaluations}>
            {trajectory ? passesOf(final.config) * trajectory.nfe : '–'}
          </span>{' '}
          <small>{trajectory && perStep(final.config)}</small>
        </dd>
      </div>
      <div class="wide">
        <dt>
          {words.quality}{' '}
          <span class="hint">{why ? words.notMeasuredBecause(why) : model.family.value.measureInFull}</span>
        </dt>
        <dd>
          <QualityFigure score={score} />
          {final && <Measure model={model} score={score} />}
          {final && quality?.images && (
            <small title={words.confidentMeaning}>{confidentText(final.config, quality)}</small>
          )}
        </dd>
      </div>
    </dl>
  );
}

export function Transport({ model }: { model: SampleModel }) {
  const { session } = model;
  useTiming(model);
  const now = session.activity.value;
  const done = now?.kind === 'sampling' ? now.done : session.samples.value && !now ? 1 : 0;
  const opened = session.model.value !== null;
  return (
    <div class="transport" data-state={session.failure.value ? 'failed' : 'ready'}>
      <div class="buttons">
        <button
          type="button"
          class="primary"
          disabled={!opened}
          title={words.sampleTitle}
          onClick={() => model.sampleNow()}
        >
          {words.sample}
        </button>
        {now?.kind === 'sampling' ? (
          <button type="button" title={words.cancelTitle} onClick={() => void session.cancel()}>
            {words.cancel}
          </button>
        ) : (
          <button type="button" disabled={!opened} title={words.newSeedTitle} onClick={() => model.newSeed()}>
            {words.newSeed}
          </button>
        )}
      </div>
      <Sentence model={model} />
      <Figures model={model} />
      <div
        class="progress"
        role="progressbar"
        aria-label={words.sampling}
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
