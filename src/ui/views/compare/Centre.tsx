/** The centre: both sides under one clock, the frames of their reverse processes, the one slider, and what can be done with both. */
import { useComputed } from '@preact/signals';
import { useMemo, useState } from 'preact/hooks';
import type { RunConfig } from '../../../config/fields';
import type { LayerId } from '../../../config/pageParameters';
import { comparedField } from '../../../diffusion/prediction';
import { PROCESSES } from '../../../diffusion/processes';
import * as words from '../../../words/compare/view';
import { download } from '../../files/download';
import { errorUnit } from '../../findings';
import { percent } from '../../format';
import { lossMap } from '../../islands/lossMap';
import { labelOf } from '../../labels';
import { useLab } from '../../shell/lab';
import { loadPart } from '../../shell/loadPart';
import { lastTime } from '../../time/axis';
import { FamilyCanvas } from '../../widgets/FamilyCanvas';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import { Lazy } from '../../widgets/Lazy';
import { TimeEnds } from '../../widgets/TimeEnds';
import { TimeSlider } from '../../widgets/TimeSlider';
import { ToggleButtons } from '../../widgets/ToggleButtons';
import { useThrottled } from '../../widgets/useThrottled';
import { FirstLook } from './FirstLook';
import { nameOfSide, noiseReason } from './findings';
import { Headline } from './Headline';
import { useCompare } from './lab';
import { whyNoLosses } from './losses';
import { type ClockAxis, snrTextAt } from './model/clockAxis';
import type { CompareModel } from './model/compareModel';
import type { SideModel } from './model/sideModel';
import { Settings } from './Settings';
import { Badge, SidePanel } from './SidePanel';

/** The schedule of a run; the process where that has none. */
const noiseName = ({ process, schedule }: RunConfig): string =>
  PROCESSES[process].usesSchedule ? labelOf('schedule', schedule) : labelOf('process', process);

/** @param named whether the name of the schedule stands beside the frames */
function Films({ model, forward, named }: { model: SideModel; forward: boolean; named: boolean }) {
  const name = model.side.toUpperCase();
  const family = model.family.value;
  return (
    <>
      <span class="film-name">
        <Badge side={model.side} />
        {named && <small>{noiseName(model.config.value)}</small>}
      </span>
      <div class="reels">
        {forward && (
          <FamilyCanvas
            key="forward"
            family={family}
            part="film"
            data={model.forwardFilm}
            class="film"
            label={words.forwardFrames(name)}
          />
        )}
        <FamilyCanvas
          key="reverse"
          family={family}
          part="film"
          data={model.film}
          class="film"
          label={words.reverseFrames(name)}
        />
      </div>
    </>
  );
}

function Toggle({ on, label, onToggle }: { on: boolean; label: string; onToggle: () => void }) {
  return (
    <button type="button" aria-pressed={on} onClick={onToggle}>
      {label}
    </button>
  );
}

const LAYERS = ['data', 'paths', 'density'] as const satisfies readonly LayerId[];

const metricsFile = () => import('./metricsFile');
const pretrainedDialog = () => import('./PretrainedDialog');

function Tools({ model }: { model: CompareModel }) {
  const lab = useLab();
  const compare = useCompare();
  const [choosing, setChoosing] = useState(false);
  const on = model.layers.value;
  const toggle = (id: LayerId) => {
    const next = new Set(on);
    if (!next.delete(id)) next.add(id);
    model.layers.value = next;
  };
  const noLosses = useComputed(() => whyNoLosses(compare)).value;
  const planar = model.a.family.value.planar || model.b.family.value.planar;
  return (
    <div class="tools">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset has a form's look, and these are toggles */}
      <div class="layers" role="group" aria-label={words.layers}>
        {planar &&
          LAYERS.map((id) => (
            <Toggle key={id} on={on.has(id)} label={words.layerNames[id]} onToggle={() => toggle(id)} />
          ))}
        <Toggle
          on={model.showsForward.value}
          label={words.forwardProcess}
          onToggle={() => {
            model.showsForward.value = !model.showsForward.value;
          }}
        />
      </div>
      <div class="pair-actions">
        <button type="button" class="quiet" title={words.swapTitle} onClick={() => compare.swap()}>
          {words.swap}
        </button>
        <button
          type="button"
          class="quiet"
          title={words.copyTitle}
          onClick={() => {
            compare.copyToB();
            void compare.commands.applySampling();
          }}
        >
          {words.copy}
        </button>
        <button
          type="button"
          class="quiet"
          aria-haspopup="dialog"
          title={words.addPretrainedTitle}
          onClick={() => setChoosing(true)}
        >
          {words.addPretrained}
        </button>
        {choosing && <Lazy load={pretrainedDialog} props={{ onClose: () => setChoosing(false) }} />}
        <button
          type="button"
          class="quiet"
          aria-disabled={noLosses !== null}
          title={noLosses ?? words.metricsTitle}
          onClick={async () => (await loadPart(lab.notices, metricsFile))?.downloadMetrics(lab, download)}
        >
          {words.downloadMetrics}
        </button>
      </div>
    </div>
  );
}

/** True where a side shows samples of its model; else both show real data with noise. */
const isSampled = ({ a, b }: CompareModel): boolean => a.reel.value !== null || b.reel.value !== null;

const CLOCKS = ['time', 'snr'] as const satisfies readonly ClockAxis[];

/** The quantity that is equal on both sides under one clock, and which side is noisier where it is t. */
function ClockChoice({ model }: { model: CompareModel }) {
  const read = useMemo(
    () => () => {
      const [p, q] = [model.a, model.b].map(({ config }) => config.value.process);
      const what = p === q && PROCESSES[p].usesSchedule ? 'schedule' : 'process';
      return noiseReason(model.a.signalNow(), model.b.signalNow(), what, isSampled(model));
    },
    [model],
  );
  const reason = useThrottled(read, 250);
  return (
    <div class="clock-choice">
      <ToggleButtons
        label={words.bothSidesAt}
        choices={CLOCKS}
        isOn={(axis) => model.clockAxis.value === axis}
        nameOf={(axis) => words.clocks[axis]}
        titleOf={(axis) => words.clockTitles[axis]}
        onPress={(axis) => {
          model.clockAxis.value = axis;
        }}
      >
        <span>{words.bothAt}</span>
      </ToggleButtons>
      <p>{reason}</p>
    </div>
  );
}

function Scrub({ model }: { model: CompareModel }) {
  const { clock } = useLab();
  const { a, b } = model;
  const axis = model.axis.value;
  const second = useMemo(
    () => ({
      signal: model.track.b,
      hue: 'b' as const,
      say: () =>
        [a, b]
          .map((side) => {
            const { t, signal } = side.signalNow();
            const left = signal === null ? null : percent(signal, 0);
            return words.sideAtTime(nameOfSide(side.side), t, lastTime(side.config.value), left);
          })
          .join('; '),
    }),
    [a, b, model],
  );
  const range = model.snrRange.value;
  const ends: readonly [string, string] | undefined =
    model.clockAxis.value === 'snr' && range
      ? [words.logSnr(snrTextAt(range, 0)), snrTextAt(range, 1)]
      : undefined;
  const sampled = isSampled(model);
  return (
    <div class="scrub">
      <div class="films">
        {/* before there are samples, the frames below already are those of the forward process */}
        <Films model={a} forward={sampled && model.showsForward.value} named={!sampled} />
        <Films model={b} forward={sampled && model.showsForward.value} named={!sampled} />
        {!sampled && <FirstLook model={model} />}
      </div>
      <div class="inset">
        <TimeSlider clock={clock} config={axis} signal={model.track.a} hue="a" second={second} />
        <TimeEnds clock={clock} config={axis} {...(ends && { ends })} />
        <ClockChoice model={model} />
      </div>
      <Tools model={model} />
    </div>
  );
}

/** The loss by time of each side, under its own stage. */
function LossMaps({ model }: { model: CompareModel }) {
  const trained = [model.a, model.b].filter(({ frozen }) => !frozen.value);
  if (trained.length === 0) return null;
  const units = new Set(trained.map(({ config }) => errorUnit(comparedField(config.value.prediction))));
  const unit = units.size === 1 ? [...units][0] : words.squaredError;
  return (
    <figure class="maps">
      <figcaption>
        <h2>{words.lossMapTitle}</h2>
        <p>{words.lossMapAxes(unit)}</p>
      </figcaption>
      {trained.map((side) => (
        <div key={side.side}>
          <Badge side={side.side} />
          <IslandCanvas
            mount={lossMap}
            data={side.lossMap}
            class="h170"
            label={words.lossMap(nameOfSide(side.side))}
          />
        </div>
      ))}
    </figure>
  );
}

export function Centre({ model }: { model: CompareModel }) {
  const rows = !isSampled(model) ? 'first-look' : model.showsForward.value ? 'four' : '';
  return (
    <div class={`side-by-side ${rows}`}>
      <Headline model={model} />
      <SidePanel model={model.a} other={model.b} />
      <SidePanel model={model.b} other={model.a} />
      <Scrub model={model} />
      <LossMaps model={model} />
      <Settings />
    </div>
  );
}
