/** One side: its badge and its own setting, its figures beside their floors, its samples, its loss curve, and its failure. */
import { useMemo } from 'preact/hooks';
import { FIELDS, type FieldName } from '../../../config/fields';
import type { Side } from '../../../state/compare/comparison';
import type { PretrainedSide } from '../../../state/compare/pretrainedSide';
import { meanRate } from '../../../state/run/run';
import * as words from '../../../words/compare/view';
import { lossSummary, unusedSchedule } from '../../findings';
import { figure, rateText } from '../../format';
import { lossChart } from '../../islands/lossChart';
import { stageNote } from '../../islands/stage';
import { FamilyCanvas } from '../../widgets/FamilyCanvas';
import { FieldControl } from '../../widgets/Field';
import { LiveFigure, LossFigure } from '../../widgets/Figures';
import { type FieldForm, FieldFormContext } from '../../widgets/fieldForm';
import { helpOf } from '../../widgets/fieldHelp';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import { SUMMARY_INTERVAL, useThrottled, useThrottledWhile } from '../../widgets/useThrottled';
import { nameOfSide, reportedByBoth } from './findings';
import { useCompare } from './lab';
import { qualityOfSide, type SideQuality } from './model/quality';
import type { SideModel } from './model/sideModel';
import './sidePanel.css';

/** The form of one side. @param place keeps the element ids of two forms on one page apart */
export function useSideForm(side: Side, place: string): FieldForm {
  const compare = useCompare();
  return useMemo(
    () => ({
      form: compare.sides[side],
      id: `${side}-${place}`,
      help: 'varied', // the settings explain a field once for both sides
      sampling: () => void compare.commands.applySampling(),
    }),
    [compare, side, place],
  );
}

export const Badge = ({ side }: { side: Side }) => <span class={`badge ${side}`}>{side.toUpperCase()}</span>;

/** The pretrained model of a side, whether it trains, and the button that removes it. */
function PretrainedName({ side, model }: { side: Side; model: PretrainedSide }) {
  const compare = useCompare();
  return (
    <div class="pretrained-name">
      <b title={model.label}>{model.label}</b>
      <small>{model.frozen ? words.sampleOnly : words.continuesTraining}</small>
      <button
        type="button"
        class="link"
        title={words.removeTitle(nameOfSide(side))}
        onClick={() => compare.setModel(side, null)}
      >
        {words.remove}
      </button>
    </div>
  );
}

/** Why a field of a side has no effect: its process has no schedule. */
export const unused = (name: FieldName, { form }: FieldForm): string | undefined =>
  name === 'schedule' ? unusedSchedule(form.config.value) : undefined;

/** Milliseconds between two captions of a stage whose time moves. */
const CAPTION_INTERVAL = 60;

/** The side's own value of the field that differs. */
function OwnField({ side }: { side: Side }) {
  const { varied } = useCompare();
  const form = useSideForm(side, 'pick');
  const [name] = varied.value;
  const more = varied.value.length - 1;
  return (
    <FieldFormContext.Provider value={form}>
      <div class="own">
        <label class="pick" for={`${side}-pick-${name}`} title={helpOf(name)}>
          <span class="vh">{FIELDS[name].label}</span>
          <FieldControl key={name} name={name} unused={unused(name, form)} />
        </label>
        {more > 0 && <small>{words.andMore(more)}</small>}
      </div>
    </FieldFormContext.Provider>
  );
}

function figuresOf(model: SideModel, other: SideModel, compare: ReturnType<typeof useCompare>) {
  const run = model.run.value;
  const reported = run && reportedByBoth(run, other.run.value);
  const evaluation = model.evaluation();
  return {
    // of a model that is only sampled, the steps that its weights have learned
    step: model.frozen.value ? (compare.commands.trained(model.side)?.step ?? '–') : (reported?.step ?? 0),
    rate: reported && meanRate(reported),
    loss: run && reported ? run.losses.smoothedAt(reported.losses.last) : Number.NaN,
    floor: evaluation.floor.value?.loss ?? null,
    few: model.config.value.examples > 0,
    quality: qualityOfSide(model, other, compare),
    measure: model.family.value.measure,
  };
}

/** A figure with its floor and its number of samples; or why there is none. */
function QualityText({ quality }: { quality: SideQuality }) {
  if (quality.kind === 'none') return '–';
  if (quality.kind === 'tooFew') return <small>{words.tooFew(quality.n, quality.noun)}</small>;
  const { value, floor, n } = quality.score;
  return (
    <>
      {figure(+value.toPrecision(3))}{' '}
      <small>{words.besideFigure(figure(+floor.toPrecision(3)), n, quality.byCard, quality.step)}</small>
    </>
  );
}

function Figures({ model, other }: { model: SideModel; other: SideModel }) {
  const compare = useCompare();
  const read = useMemo(() => () => figuresOf(model, other, compare), [model, other, compare]);
  const { step, rate, loss, floor, few, quality, measure } = useThrottledWhile(
    model.run.value?.phase === 'training',
    read,
  );
  // a model that is only sampled has no figures of training to look at
  const trains = model.frozen.value ? 'vh' : undefined;
  return (
    <dl class="mini">
      <div class={trains}>
        <dt>{words.step}</dt>
        <dd>
          <LiveFigure label={words.step}>{step}</LiveFigure>
        </dd>
      </div>
      <div class={trains}>
        <dt>{words.stepsPerSecondShort}</dt>
        <dd>
          <LiveFigure label={words.stepsPerSecond} title={words.stepsPerSecondTitle}>
            {rate === null ? '–' : rateText(rate)}
          </LiveFigure>
        </dd>
      </div>
      <div class={trains}>
        <dt>{words.loss}</dt>
        <dd>
          <LossFigure loss={loss} floor={floor} few={few} />
        </dd>
      </div>
      <div>
        <dt>{words.quality}</dt>
        <dd>
          <LiveFigure label={words.quality} title={words.qualityTitle(measure)}>
            <QualityText quality={quality} />
          </LiveFigure>
        </dd>
      </div>
    </dl>
  );
}

/** The failure of this side's run, or the reason why its settings are refused. */
function SideAlert({ model, other }: { model: SideModel; other: SideModel }) {
  const refusal = model.refusal.value;
  const failure = model.run.value?.failure;
  const phase = other.run.value?.phase;
  const alone = phase !== undefined && phase !== 'failed';
  if (!refusal && !failure) return null;
  return (
    <p class="sidealert" role="alert">
      {failure ? (
        <>
          <b>{failure.message}</b> {failure.hint}
          {alone && ` ${words.otherSideNotAffected}`}
        </>
      ) : (
        <>
          <b>{words.notValid}</b> {refusal}
        </>
      )}
    </p>
  );
}

function summaryOf(model: SideModel, other: SideModel, compare: ReturnType<typeof useCompare>): string {
  const reel = model.reel.value;
  if (!reel && 'refusal' in model.process.value) return words.noProcess;
  if (!reel) return words.realDataOnly;
  const quality = qualityOfSide(model, other, compare);
  const { measure } = model.family.value;
  const side = nameOfSide(model.side);
  const { count } = reel.trajectory;
  if (quality.kind !== 'score') return words.samplesOf(count, side);
  const { value, floor, n } = quality.score;
  return words.samplesWithFigure({
    n: count,
    side,
    measure,
    card: quality.byCard,
    value: figure(value),
    floor: figure(floor),
    of: n,
  });
}

/** What the stage shows, and when: below it where it has no room for texts. */
function StageCaption({ model }: { model: SideModel }) {
  const read = useMemo(() => {
    return () => [stageNote(model.stage.value), model.stage.value.corner].filter(Boolean).join('; ');
  }, [model]);
  const caption = useThrottled(read, CAPTION_INTERVAL);
  return (
    <p class="stage-caption" aria-hidden="true">
      {caption}
    </p>
  );
}

export function SidePanel({ model, other }: { model: SideModel; other: SideModel }) {
  const compare = useCompare();
  const { side } = model;
  const pretrained = model.pretrained.value;
  const readSummary = useMemo(() => () => summaryOf(model, other, compare), [model, other, compare]);
  const readLoss = useMemo(
    () => () => lossSummary(model.run.value, model.evaluation().floor.value?.loss ?? null),
    [model],
  );
  const summary = useThrottled(readSummary, SUMMARY_INTERVAL);
  const lossText = useThrottled(readLoss, SUMMARY_INTERVAL);
  return (
    <section class={`side ${side}`} aria-label={side.toUpperCase()}>
      <header>
        <Badge side={side} />
        {pretrained ? <PretrainedName side={side} model={pretrained} /> : <OwnField side={side} />}
        <Figures model={model} other={other} />
      </header>
      <SideAlert model={model} other={other} />
      <FamilyCanvas
        family={model.family.value}
        part="stage"
        data={model.stage}
        class="stage"
        label={words.samples}
        summary={summary}
      />
      <StageCaption model={model} />
      {!model.frozen.value && (
        <IslandCanvas
          mount={lossChart}
          data={model.loss}
          class="sideloss"
          label={words.lossCurve}
          summary={lossText}
        />
      )}
    </section>
  );
}
