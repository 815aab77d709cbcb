/** The picture of a drawn schedule: its curve of log SNR over t, and its handles, which a pointer drags and keys move. */
import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { type Handle, handleCurve, LOG_SNR_RANGE } from '../../diffusion/schedules/drawn';
import * as words from '../../words/drawing';
import { figure } from '../format';
import { handleAt, handleNear, heightOf, movedTo, type PicturePlace, rangeOf } from './scheduleHandles';

/** Pieces in which the curve is drawn. */
const CURVE_POINTS = 80;

/** t and log SNR by which a key moves a handle. */
const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, 0.1],
  ArrowDown: [0, -0.1],
  ArrowLeft: [-0.01, 0],
  ArrowRight: [0.01, 0],
  PageUp: [0, 1],
  PageDown: [0, -1],
};

/** The handles, and what one does with them. */
export interface HandlesProps {
  readonly handles: readonly Handle[];
  /** The handle that has or had the focus. */
  readonly current: number;
  readonly set: (handles: readonly Handle[]) => void;
  readonly select: (k: number) => void;
  readonly focus: (k: number) => void;
  readonly remove: (k: number) => void;
}

/** The handles as sliders: pointers are the picture's matter, keys are theirs. */
function Handles({ handles, current, set, select, focus, remove }: HandlesProps) {
  const range = rangeOf(handles);
  const last = handles.length - 1;
  const goTo: Readonly<Record<string, (k: number) => number>> = {
    Home: () => 0,
    End: () => last,
    '[': (k) => Math.max(k - 1, 0),
    ']': (k) => Math.min(k + 1, last),
  };
  const press = (event: KeyboardEvent, k: number) => {
    const step = STEPS[event.key];
    const { t, logSnr } = handles[k];
    if (step) set(movedTo(handles, k, { t: t + step[0], logSnr: logSnr + step[1] }));
    else if (Object.hasOwn(goTo, event.key)) focus(goTo[event.key](k));
    else if (event.key === 'Delete') remove(k);
    else return;
    event.preventDefault();
    event.stopPropagation(); // the page has shortcuts of its own
  };
  return (
    <>
      {handles.map(({ t, logSnr }, k) => (
        <span
          key={k} // handles have no identity but their order
          role="slider"
          tabIndex={k === current ? 0 : -1}
          class="schedule-handle"
          aria-label={words.handle(k + 1, handles.length)}
          aria-orientation="vertical"
          aria-valuemin={LOG_SNR_RANGE.min}
          aria-valuemax={LOG_SNR_RANGE.max}
          aria-valuenow={logSnr}
          aria-valuetext={words.place(logSnr, t)}
          style={{ left: `${100 * t}%`, top: `${100 * heightOf(range, logSnr)}%` }}
          onFocus={() => select(k)}
          onKeyDown={(event) => press(event, k)}
        />
      ))}
    </>
  );
}

function Curve({ handles }: Pick<HandlesProps, 'handles'>) {
  const range = rangeOf(handles);
  const y = (logSnr: number) => 100 * heightOf(range, logSnr);
  const curve = handleCurve(handles);
  const points = Array.from({ length: CURVE_POINTS + 1 }, (_, i) => i / CURVE_POINTS);
  const path = points.map((t) => `${(100 * t).toFixed(2)},${y(curve.at(t)).toFixed(2)}`).join(' ');
  return (
    <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      <line class="zero" x1="0" x2="100" y1={y(0)} y2={y(0)} />
      <polyline points={path} />
    </svg>
  );
}

function AxisLabels({ handles }: Pick<HandlesProps, 'handles'>) {
  const range = rangeOf(handles);
  return (
    <>
      <small class="top">log SNR</small>
      <small class="at-zero" style={{ top: `${100 * heightOf(range, 0)}%` }}>
        0
      </small>
      <small class="bottom">{figure(range.bottom)}</small>
    </>
  );
}

const placeOf = ({ clientX, clientY }: PointerEvent, picture: Element): PicturePlace => {
  const { left, top, width, height } = picture.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top, width, height };
};

interface PlotProps extends HandlesProps {
  readonly plot: RefObject<HTMLFieldSetElement | null>;
}

/** The picture, in which a pointer drags the handles. */
export function SchedulePlot({ plot, ...handling }: PlotProps) {
  const { handles, set, focus } = handling;
  const dragged = useRef<number | null>(null);
  const drop = () => {
    dragged.current = null;
  };
  return (
    <fieldset
      ref={plot}
      class="schedule-plot"
      aria-label={words.logSnrOverTime}
      onPointerDown={(event) => {
        const k = handleNear(placeOf(event, event.currentTarget), handles);
        if (k === null) return;
        event.preventDefault();
        dragged.current = k;
        event.currentTarget.setPointerCapture(event.pointerId);
        focus(k);
      }}
      onPointerMove={(event) => {
        const k = dragged.current;
        if (k === null) return;
        const place = placeOf(event, event.currentTarget);
        set(movedTo(handles, k, handleAt(place, rangeOf(handles))));
      }}
      onPointerUp={drop}
      onPointerCancel={drop}
    >
      <Curve handles={handles} />
      <Handles {...handling} />
      <AxisLabels handles={handles} />
    </fieldset>
  );
}
