/**
 * The editor of a drawn schedule: handles of log SNR over t, moved by pointer or keys. A pointer anywhere in the picture takes the nearest
 * handle within 22 pixels. The betas and the terminal SNR follow at once; a message says why a chain has none.
 *
 * One file because the picture, the sliders and the rules of their places share one state of the handles.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { RunConfig } from '../../config/fields';
import { deriveCoefficients } from '../../diffusion/coefficients';
import { createBetas, NAMED_SCHEDULE_IDS, SCHEDULES, type ScheduleId } from '../../diffusion/schedules';
import {
  formatHandles,
  type Handle,
  LOG_SNR_RANGE,
  MOST_HANDLES,
  parseHandles,
} from '../../diffusion/schedules/drawn';
import { traceHandles } from '../../diffusion/schedules/traceHandles';
import { messageOf } from '../../lib/diagnostic';
import { monotoneCubic } from '../../lib/monotoneCubic';
import type { Form } from '../../state/settings';
import * as words from '../../words/drawing';
import { figure } from '../format';

interface Props {
  readonly form: Form;
  /** Begins the ids of its elements. */
  readonly id: string;
}

/** Pixels from a handle within which a pointer takes it: half of 44. */
const REACH = 22;
/** The least distance of two neighbours. */
const LEAST = { t: 0.002, logSnr: 0.02 } as const;
/** Pieces in which the curve is drawn. */
const CURVE_POINTS = 80;

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
const rounded = (value: number, digits: number) => Number(value.toFixed(digits));

/** A handle moved as far as its neighbours let it; the first and the last keep their t. */
function movedTo(handles: readonly Handle[], k: number, t: number, logSnr: number): readonly Handle[] {
  const [before, after] = [handles[k - 1], handles[k + 1]];
  const low = after ? after.logSnr + LEAST.logSnr : LOG_SNR_RANGE.min;
  const high = before ? before.logSnr - LEAST.logSnr : LOG_SNR_RANGE.max;
  const place = before && after ? clamp(t, before.t + LEAST.t, after.t - LEAST.t) : handles[k].t;
  return handles.with(k, { t: rounded(place, 5), logSnr: rounded(clamp(logSnr, low, high), 3) });
}

const curveOf = (handles: readonly Handle[]) =>
  monotoneCubic(
    handles.map(({ t }) => t),
    handles.map(({ logSnr }) => logSnr),
  );

/** One more handle on the curve, in the middle of the widest gap; null where there are as many as there may be. */
function withOneMore(
  handles: readonly Handle[],
): { readonly handles: readonly Handle[]; readonly k: number } | null {
  if (handles.length >= MOST_HANDLES) return null;
  const gaps = handles.slice(1).map(({ t }, i) => t - handles[i].t);
  const k = gaps.indexOf(Math.max(...gaps)) + 1;
  const t = rounded((handles[k - 1].t + handles[k].t) / 2, 5);
  return { handles: handles.toSpliced(k, 0, { t, logSnr: rounded(curveOf(handles).at(t), 3) }), k };
}

/** The log SNR that the picture shows: all handles, and at least from -12 to 10. */
function rangeOf(handles: readonly Handle[]) {
  return {
    top: Math.max(10, handles[0].logSnr + 1),
    bottom: Math.min(-12, handles[handles.length - 1].logSnr - 1),
  };
}

/** The effect of these handles on the chain, or the reason why there is none. */
function findingOf(config: RunConfig): { readonly text: string; readonly refused: boolean } {
  try {
    const betas = createBetas('drawn', { ...config, zeroTerminalSnr: false });
    const { alphasCumprod } = deriveCoefficients(betas);
    const last = alphasCumprod[alphasCumprod.length - 1];
    const text = words.betasAndEnd(Math.min(...betas), Math.max(...betas), last);
    return { text, refused: false };
  } catch (error) {
    return { text: messageOf(error), refused: true };
  }
}

/** The handles of a named schedule with the same settings; null where it is refused. */
function traceOf(schedule: ScheduleId, config: RunConfig): readonly Handle[] | null {
  try {
    return traceHandles(deriveCoefficients(createBetas(schedule, config)).logSnr);
  } catch {
    return null;
  }
}

function handlesOf(text: string): readonly Handle[] | null {
  try {
    return parseHandles(text);
  } catch {
    return null;
  }
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, 0.1],
  ArrowDown: [0, -0.1],
  ArrowLeft: [-0.01, 0],
  ArrowRight: [0.01, 0],
  PageUp: [0, 1],
  PageDown: [0, -1],
};

function StartFrom({ id, onChoice }: { id: string; onChoice: (schedule: ScheduleId) => void }) {
  return (
    <div class="row schedule-tools">
      <label for={`${id}-from`}>{words.startFrom}</label>
      <select
        id={`${id}-from`}
        value=""
        onChange={(event) => {
          onChoice(event.currentTarget.value as ScheduleId);
          event.currentTarget.value = '';
        }}
      >
        <option value="">{words.aSchedule}</option>
        {NAMED_SCHEDULE_IDS.map((name) => (
          <option key={name} value={name}>
            {SCHEDULES[name].label}
          </option>
        ))}
      </select>
    </div>
  );
}

interface HandlesProps {
  readonly handles: readonly Handle[];
  /** The handle that has or had the focus. */
  readonly current: number;
  /** Per cent from the top of the picture. */
  readonly yOf: (logSnr: number) => number;
  readonly set: (handles: readonly Handle[]) => void;
  readonly select: (k: number) => void;
  readonly focus: (k: number) => void;
  readonly remove: (k: number) => void;
}

/** The handles as sliders: pointers are the picture's matter, keys are theirs. */
function Handles({ handles, current, yOf, set, select, focus, remove }: HandlesProps) {
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
    if (step) set(movedTo(handles, k, t + step[0], logSnr + step[1]));
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
          style={{ left: `${100 * t}%`, top: `${yOf(logSnr)}%` }}
          onFocus={() => select(k)}
          onKeyDown={(event) => press(event, k)}
        />
      ))}
    </>
  );
}

export default function ScheduleEditor({ form, id }: Props) {
  const config = form.config.value;
  const handles = handlesOf(config.handles);
  const [current, setCurrent] = useState(0);
  const plot = useRef<HTMLFieldSetElement>(null);
  const dragged = useRef<number | null>(null);
  const focusNext = useRef<number | null>(null);
  useEffect(() => {
    const k = focusNext.current;
    focusNext.current = null;
    if (k !== null) plot.current?.querySelectorAll<HTMLElement>('[role=slider]')[k]?.focus();
  });
  const set = (next: readonly Handle[]) => form.set('handles', formatHandles(next));
  const startFrom = (schedule: ScheduleId) => {
    const traced = traceOf(schedule, config);
    if (traced) set(traced);
  };
  const finding = findingOf(config);
  if (!handles)
    return (
      <div class="schedule-editor">
        <p class="check warn">{finding.text}</p>
        <StartFrom id={id} onChoice={startFrom} />
      </div>
    );

  const { top, bottom } = rangeOf(handles);
  const yOf = (logSnr: number) => (100 * (top - logSnr)) / (top - bottom);
  const curve = curveOf(handles);
  const points = Array.from({ length: CURVE_POINTS + 1 }, (_, i) => i / CURVE_POINTS);
  const path = points.map((t) => `${(100 * t).toFixed(2)},${yOf(curve.at(t)).toFixed(2)}`).join(' ');
  const at = (event: PointerEvent) => {
    const box = plot.current!.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top, box };
  };
  const nearest = (event: PointerEvent): number | null => {
    const { x, y, box } = at(event);
    const distances = handles.map(({ t, logSnr }) =>
      Math.hypot(t * box.width - x, (yOf(logSnr) / 100) * box.height - y),
    );
    const least = Math.min(...distances);
    return least <= REACH ? distances.indexOf(least) : null;
  };
  const focus = (k: number) => {
    setCurrent(k);
    focusNext.current = k;
  };
  const remove = (k: number) => {
    if (k <= 0 || k >= handles.length - 1) return;
    set(handles.toSpliced(k, 1));
    focus(k - 1);
  };
  const more = withOneMore(handles);
  return (
    <div class="schedule-editor">
      <fieldset
        ref={plot}
        class="schedule-plot"
        aria-label={words.logSnrOverTime}
        onPointerDown={(event) => {
          const k = nearest(event);
          if (k === null) return;
          event.preventDefault();
          dragged.current = k;
          event.currentTarget.setPointerCapture(event.pointerId);
          focus(k);
        }}
        onPointerMove={(event) => {
          const k = dragged.current;
          if (k === null) return;
          const { x, y, box } = at(event);
          set(movedTo(handles, k, x / box.width, top - (y / box.height) * (top - bottom)));
        }}
        onPointerUp={() => {
          dragged.current = null;
        }}
        onPointerCancel={() => {
          dragged.current = null;
        }}
      >
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <line class="zero" x1="0" x2="100" y1={yOf(0)} y2={yOf(0)} />
          <polyline points={path} />
        </svg>
        <Handles
          handles={handles}
          current={Math.min(current, handles.length - 1)}
          yOf={yOf}
          set={set}
          select={setCurrent}
          focus={focus}
          remove={remove}
        />
        <small class="top">log SNR</small>
        <small class="at-zero" style={{ top: `${yOf(0)}%` }}>
          0
        </small>
        <small class="bottom">{figure(bottom)}</small>
      </fieldset>
      <p class={finding.refused ? 'check warn' : 'check'}>{finding.text}</p>
      <StartFrom id={id} onChoice={startFrom} />
      <div class="row pair">
        <button
          type="button"
          disabled={!more}
          onClick={() => {
            if (!more) return;
            set(more.handles);
            focus(more.k);
          }}
        >
          {words.addHandle}
        </button>
        <button
          type="button"
          disabled={current <= 0 || current >= handles.length - 1}
          onClick={() => remove(current)}
        >
          {words.removeHandle(Math.min(current, handles.length - 1) + 1)}
        </button>
      </div>
      <small>{words.keys}</small>
    </div>
  );
}
