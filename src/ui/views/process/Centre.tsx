/** The centre: three pictures on one time axis, and the slider below them. Pointing at a mark highlights its symbol. */
import { computed } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import type { PathKind } from '../../../config/pageParameters';
import * as words from '../../../words/process';
import { pointOn } from '../../canvas/island';
import { useLab } from '../../shell/lab';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import { TimeEnds } from '../../widgets/TimeEnds';
import { TimeSlider } from '../../widgets/TimeSlider';
import { ToggleButtons } from '../../widgets/ToggleButtons';
import { SUMMARY_INTERVAL, useThrottled } from '../../widgets/useThrottled';
import { positionUnder } from './axis';
import { curvesChart, curvesSummary, curvesSymbol } from './curvesChart';
import { densityMap, densitySummary, densitySymbol } from './densityMap';
import { headline, refusedHeadline } from './findings';
import type { ProcessModel } from './model/processModel';
import { strip, stripSummary, stripSymbol } from './strip';
import { TerminalSignal } from './TerminalSignal';

/** The class of each path's key. */
const PATHS = { forward: 'data', reverse: 'dash', ode: 'line' } as const satisfies Record<PathKind, string>;
const PATH_KINDS = Object.keys(PATHS) as PathKind[];

function Paths({ model }: { model: ProcessModel }) {
  const on = model.paths.value;
  const toggle = (id: PathKind) => {
    const next = new Set(on);
    if (!next.delete(id)) next.add(id);
    model.paths.value = next;
  };
  return (
    <ToggleButtons
      label={words.paths}
      choices={PATH_KINDS}
      isOn={(id) => on.has(id)}
      nameOf={(id) => (
        <>
          <i class={`key ${PATHS[id]}`} />
          {words.pathButtons[id]}
        </>
      )}
      onPress={toggle}
    />
  );
}

/** By the number of other schedules; the stylesheet gives the heights. */
const STRIP_CLASSES = ['strip', 'strip two', 'strip all'] as const;

/** The data of the pictures, derived once for drawing, pointing and their descriptions. */
function usePictures(model: ProcessModel) {
  return useMemo(() => {
    const { position, facts, other, others, spacing, real, absent, symbol, density, lines, paths, now } =
      model;
    return {
      strip: computed(() => ({
        facts: facts.value,
        others: others.value,
        spacing: spacing.value,
        real: real.value,
        absent: absent.value,
        position: position.value,
        symbol: symbol.value,
      })),
      density: computed(() => ({
        facts: facts.value,
        density: density.value,
        lines: lines.value,
        paths: paths.value,
        position: position.value,
        symbol: symbol.value,
      })),
      curves: computed(() => ({
        facts: facts.value,
        other: other.value,
        position: position.value,
        time: now.value.time,
        symbol: symbol.value,
      })),
    };
  }, [model]);
}

type Pictures = ReturnType<typeof usePictures>;

/** The symbol of the mark at a pointer; null where there is none. */
function symbolAt(canvas: HTMLCanvasElement, event: PointerEvent, pictures: Pictures) {
  const at = pointOn(canvas, event);
  if (canvas.classList.contains('strip')) return stripSymbol(at.x, at.w);
  return canvas.classList.contains('density')
    ? densitySymbol(pictures.density.peek(), at)
    : curvesSymbol(pictures.curves.peek(), at);
}

/** The three pictures. A press sets the time, a mouse drags it, and a mark under the pointer names its symbol. */
function TimeAxis({ model }: { model: ProcessModel }) {
  const { clock } = useLab();
  const pictures = usePictures(model);
  const axis = useRef<HTMLDivElement>(null);
  const read = useMemo(
    () => () => ({
      strip: stripSummary(pictures.strip.value),
      density: densitySummary(pictures.density.value, model.now.value.time),
      curves: curvesSummary(pictures.curves.value),
    }),
    [model, pictures],
  );
  const summaries = useThrottled(read, clock.playing.value ? SUMMARY_INTERVAL : 400);
  const seek = (event: PointerEvent) => {
    if (!axis.current) return;
    const { x, w } = pointOn(axis.current, event);
    clock.seek(positionUnder(x, w));
  };
  const point = (event: PointerEvent) => {
    if (axis.current?.hasPointerCapture(event.pointerId)) seek(event);
    else if (event.target instanceof HTMLCanvasElement)
      model.symbol.value = symbolAt(event.target, event, pictures);
  };
  return (
    <div
      ref={axis}
      class={model.refusal.value ? 'axis stale' : 'axis'}
      onPointerDown={(event) => {
        // A finger may be scrolling: a tap sets the time, and only a mouse drags it.
        if (event.pointerType === 'mouse') event.currentTarget.setPointerCapture(event.pointerId);
        seek(event);
      }}
      onPointerMove={point}
      onPointerLeave={() => {
        model.symbol.value = null;
      }}
    >
      <IslandCanvas
        mount={strip}
        data={pictures.strip}
        class={STRIP_CLASSES[Math.min(model.others.value.length, 2)]}
        label={words.forwardProcess}
        summary={summaries.strip}
      />
      <IslandCanvas
        mount={densityMap}
        data={pictures.density}
        class="density"
        label={words.densityOverTime}
        summary={summaries.density}
      />
      <IslandCanvas
        mount={curvesChart}
        data={pictures.curves}
        class="curves"
        label={words.scheduleCurves}
        summary={summaries.curves}
      />
    </div>
  );
}

export function Centre({ model, wide }: { model: ProcessModel; wide: boolean }) {
  const { clock } = useLab();
  const { process, terminal, config } = model.facts.value;
  return (
    <div class="centre">
      <div class="lede">
        <h1>{model.refusal.value ? refusedHeadline(config) : headline(process, terminal)}</h1>
        <Paths model={model} />
      </div>
      <TimeAxis model={model} />
      <div class="inset">
        <TimeSlider clock={clock} config={config} signal={model.track} label={words.time} hue="data" />
        <TimeEnds clock={clock} config={config} />
      </div>
      {/* Narrow screens close the settings, and the check must stay in sight. */}
      {!wide && <TerminalSignal model={model} />}
    </div>
  );
}
