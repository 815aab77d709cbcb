/** The centre: three pictures on one time axis, and the slider that is their axis. Pointing at a mark lights its symbol. */
import { computed } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import { useLab } from '../../lab';
import { SUMMARY_INTERVAL, useThrottled } from '../../useThrottled';
import { IslandCanvas } from '../../widgets/IslandCanvas';
import { TimeEnds } from '../../widgets/TimeEnds';
import { TimeSlider } from '../../widgets/TimeSlider';
import { positionUnder } from './axis';
import { curvesChart, curvesSummary, curvesSymbol } from './curvesChart';
import { densityMap, densitySummary, densitySymbol } from './densityMap';
import type { ProcessModel } from './model';
import type { PathKind } from './picture';
import { strip, stripSummary, stripSymbol } from './strip';
import { Terminal } from './Terminal';
import { headline } from './words';

const PATHS: readonly { id: PathKind; label: string; key: string }[] = [
  { id: 'forward', label: 'Forward', key: 'data' },
  { id: 'reverse', label: 'Reverse SDE', key: 'dash' },
  { id: 'ode', label: 'Flow ODE', key: 'line' },
];

function Paths({ model }: { model: ProcessModel }) {
  const on = model.paths.value;
  const toggle = (id: PathKind) => {
    const next = new Set(on);
    if (!next.delete(id)) next.add(id);
    model.paths.value = next;
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a form's look to a row of toggles
    <div class="layers" role="group" aria-label="Paths">
      {PATHS.map(({ id, label, key }) => (
        <button type="button" key={id} aria-pressed={on.has(id)} onClick={() => toggle(id)}>
          <i class={`key ${key}`} />
          {label}
        </button>
      ))}
    </div>
  );
}

/** By the number of schedules beside the shown one. */
const STRIP_CLASSES = ['strip', 'strip two', 'strip all'] as const;

/** What the pictures show, derived once for drawing, pointing and saying. */
function usePictures(model: ProcessModel) {
  return useMemo(() => {
    const { position, shown, other, others, spacing, real, symbol, density, lines, paths, now } = model;
    return {
      strip: computed(() => ({
        shown: shown.value,
        others: others.value,
        spacing: spacing.value,
        real: real.value,
        position: position.value,
        symbol: symbol.value,
      })),
      density: computed(() => ({
        shown: shown.value,
        density: density.value,
        lines: lines.value,
        paths: paths.value,
        position: position.value,
        symbol: symbol.value,
      })),
      curves: computed(() => ({
        shown: shown.value,
        other: other.value,
        position: position.value,
        time: now.value.time,
        symbol: symbol.value,
      })),
    };
  }, [model]);
}

export function Centre({ model, wide }: { model: ProcessModel; wide: boolean }) {
  const { clock } = useLab();
  const pictures = usePictures(model);
  const axis = useRef<HTMLDivElement>(null);
  const { process, terminal, config } = model.shown.value;
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
    const box = axis.current?.getBoundingClientRect();
    if (box) clock.seek(positionUnder(event.clientX - box.left, box.width));
  };
  const point = (event: PointerEvent) => {
    if (axis.current?.hasPointerCapture(event.pointerId)) return seek(event);
    const canvas = event.target;
    if (!(canvas instanceof HTMLCanvasElement)) return;
    const at = { x: event.offsetX, y: event.offsetY, w: canvas.clientWidth, h: canvas.clientHeight };
    model.symbol.value = canvas.classList.contains('strip')
      ? stripSymbol(at.x, at.w)
      : canvas.classList.contains('density')
        ? densitySymbol(pictures.density.peek(), at)
        : curvesSymbol(pictures.curves.peek(), at);
  };
  return (
    <div class="centre">
      <div class="lede">
        <h1>{headline(process, terminal)}</h1>
        <Paths model={model} />
      </div>
      <div
        ref={axis}
        class={model.refusal.value ? 'axis stale' : 'axis'}
        onPointerDown={(event) => {
          // A finger may be scrolling: it takes the time from where it taps, and the slider for more.
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
          label="Forward process"
          summary={summaries.strip}
        />
        <IslandCanvas
          mount={densityMap}
          data={pictures.density}
          class="density"
          label="Density over time"
          summary={summaries.density}
        />
        <IslandCanvas
          mount={curvesChart}
          data={pictures.curves}
          class="curves"
          label="Schedule curves"
          summary={summaries.curves}
        />
      </div>
      <div class="inset">
        <TimeSlider clock={clock} config={config} signal={model.track} label="Time" hue="data" />
        <TimeEnds clock={clock} config={config} />
      </div>
      {/* The rail is closed there: whether the process ends in noise must not hide in it. */}
      {!wide && <Terminal model={model} />}
    </div>
  );
}
