/** One side: its badge and what it has of its own, its figures beside their floors, its samples, its loss, and its failure. */
import { useMemo } from 'preact/hooks';
import { FIELDS } from '../../../config/fields';
import type { Guest } from '../../../state/guest';
import { scoreOf } from '../../../state/score';
import { imageStage } from '../../islands/images';
import { lossChart } from '../../islands/lossChart';
import { stage } from '../../islands/stage';
import { SUMMARY_INTERVAL, useThrottled } from '../../useThrottled';
import { FieldControl, type FieldForm, FieldFormContext } from '../../widgets/Field';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import { count, figure } from '../train/words';
import { useCompare } from './lab';
import type { SideModel } from './model';

/** The form of one side. @param place tells the elements of two forms on one page apart */
export function useSideForm(side: 'a' | 'b', place: string): FieldForm {
  const compare = useCompare();
  return useMemo(
    () => ({
      form: compare.sides[side],
      id: `${side}-${place}`,
      sampling: () => void compare.commands.applySampling(),
    }),
    [compare, side, place],
  );
}

export const Badge = ({ side }: { side: 'a' | 'b' }) => (
  <span class={`badge ${side}`}>{side.toUpperCase()}</span>
);

/** The model that was brought instead of a run from scratch, and what becomes of it. */
function GuestName({ side, guest }: { side: 'a' | 'b'; guest: Guest }) {
  const compare = useCompare();
  return (
    <div class="guest">
      <b title={guest.label}>{guest.label}</b>
      <small>{guest.trains ? 'trains on' : 'only drawn from'}</small>
      <button
        type="button"
        class="link"
        title={`${side.toUpperCase()} begins from scratch at the next run`}
        onClick={() => compare.seat(side, null)}
      >
        Take away
      </button>
    </div>
  );
}

/** The value of the field that differs: the side's own. */
function Pick({ side }: { side: 'a' | 'b' }) {
  const { varied } = useCompare();
  const form = useSideForm(side, 'pick');
  const [name] = varied.value;
  const more = varied.value.length - 1;
  return (
    <FieldFormContext.Provider value={form}>
      <label class="pick" for={`${side}-pick-${name}`} title={FIELDS[name].help}>
        <span class="vh">{FIELDS[name].label}</span>
        <FieldControl key={name} name={name} />
      </label>
      {more > 0 && <small>and {more} more</small>}
    </FieldFormContext.Provider>
  );
}

function figuresOf(model: SideModel) {
  const run = model.run.value;
  const evaluation = model.evaluation();
  return {
    step: run?.step ?? 0,
    rate: run?.stepsPerSecond ?? 0,
    loss: run ? run.losses.smoothedAt(run.losses.last) : Number.NaN,
    floor: evaluation.floor.value?.loss ?? null,
    score: scoreOf(evaluation),
    images: model.ofImages.value,
  };
}

function Figures({ model }: { model: SideModel }) {
  const read = useMemo(() => () => figuresOf(model), [model]);
  const { step, rate, loss, floor, score, images } = useThrottled(read);
  return (
    <dl class="mini">
      <div>
        <dt>Step</dt>
        <dd>
          <span role="status" aria-live="off" aria-label="Step">
            {step}
          </span>
        </dd>
      </div>
      <div>
        <dt>Steps/s</dt>
        <dd>
          <span
            role="status"
            aria-live="off"
            aria-label="Steps per second"
            title="both take turns on one device"
          >
            {rate >= 10 ? Math.round(rate) : +rate.toFixed(1)}
          </span>
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
        <dt>Quality</dt>
        <dd>
          <span
            role="status"
            aria-live="off"
            aria-label="Quality"
            title={`${images ? 'Fréchet' : 'energy'} distance of samples from the EMA weights to fresh data`}
          >
            {score ? (
              <>
                {figure(score.value)} <small>floor {figure(score.floor)}</small>
              </>
            ) : (
              '–'
            )}
          </span>
        </dd>
      </div>
    </dl>
  );
}

/** What stopped this side, or would: the other is not concerned. */
function Alert({ model }: { model: SideModel }) {
  const refusal = model.refusal.value;
  const failure = model.run.value?.failure;
  if (!refusal && !failure) return null;
  return (
    <p class="sidealert" role="alert">
      {failure ? (
        <>
          <b>{failure.message}</b> {failure.hint} The other side is not concerned.
        </>
      ) : (
        <>
          <b>These settings cannot be run.</b> {refusal}
        </>
      )}
    </p>
  );
}

function summaryOf(model: SideModel): string {
  const reel = model.reel.value;
  if (!reel) return 'The data under this schedule; no samples yet.';
  const score = scoreOf(model.evaluation());
  const kind = model.ofImages.value ? 'Fréchet' : 'energy';
  const samples = `${count(reel.trajectory.count)} samples of ${model.side.toUpperCase()}`;
  if (!score) return `${samples}.`;
  return `${samples}; ${kind} distance ${figure(score.value)}, floor ${figure(score.floor)}.`;
}

function lossSummaryOf({ run, evaluation, still }: SideModel): string {
  const state = run.value;
  if (still.value) return 'No losses: this model is only drawn from.';
  const floor = evaluation().floor.value?.loss ?? null;
  if (!state || state.losses.last < state.losses.first) return 'No losses yet.';
  const now = `Loss ${figure(state.losses.smoothedAt(state.losses.last))} at step ${state.losses.last}`;
  return floor === null ? `${now}.` : `${now}, floor ${figure(floor)}.`;
}

export function Region({ model }: { model: SideModel }) {
  const { side } = model;
  const images = model.ofImages.value;
  const guest = model.guest.value;
  const readSummary = useMemo(() => () => summaryOf(model), [model]);
  const readLoss = useMemo(() => () => lossSummaryOf(model), [model]);
  const summary = useThrottled(readSummary, SUMMARY_INTERVAL);
  const lossSummary = useThrottled(readLoss, SUMMARY_INTERVAL);
  return (
    <section class={`side ${side}`} aria-label={side.toUpperCase()}>
      <header>
        <Badge side={side} />
        {guest ? <GuestName side={side} guest={guest} /> : <Pick side={side} />}
        <Figures model={model} />
      </header>
      <Alert model={model} />
      <IslandCanvas
        key={images ? 'images' : 'points'}
        mount={images ? imageStage : stage}
        data={model.stage}
        class="stage"
        label="Samples"
        summary={summary}
      />
      <IslandCanvas
        mount={lossChart}
        data={model.loss}
        class="sideloss"
        label="Loss curve"
        summary={lossSummary}
      />
    </section>
  );
}
