/**
 * The editor of a drawn schedule: handles of log SNR over t, moved by pointer or keys. A pointer anywhere in the picture takes the nearest
 * handle within 22 pixels. The betas and the terminal SNR follow at once; a message says why a chain has none.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { RunConfig } from '../../config/fields';
import { deriveCoefficients } from '../../diffusion/coefficients';
import { createBetas, NAMED_SCHEDULE_IDS, SCHEDULES, type ScheduleId } from '../../diffusion/schedules';
import { formatHandles, type Handle, parseHandles } from '../../diffusion/schedules/drawn';
import { traceHandles } from '../../diffusion/schedules/traceHandles';
import { messageOf } from '../../lib/diagnostic';
import type { Form } from '../../state/settings';
import * as words from '../../words/drawing';
import { type HandlesProps, SchedulePlot } from './SchedulePlot';
import { withOneMore } from './scheduleHandles';

interface Props {
  readonly form: Form;
  /** Begins the ids of its elements. */
  readonly id: string;
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

/** Adds a handle, and removes the current one. */
function HandleButtons({ handles, current, set, focus, remove }: HandlesProps) {
  const more = withOneMore(handles);
  return (
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
        {words.removeHandle(current + 1)}
      </button>
    </div>
  );
}

/** The handle that has the focus or had it last. `focus` gives it to one that may come with the next rendering. */
function useHandleFocus() {
  const plot = useRef<HTMLFieldSetElement>(null);
  const [current, select] = useState(0);
  const next = useRef<number | null>(null);
  useEffect(() => {
    const k = next.current;
    next.current = null;
    if (k !== null) plot.current?.querySelectorAll<HTMLElement>('[role=slider]')[k]?.focus();
  });
  const focus = (k: number) => {
    select(k);
    next.current = k;
  };
  return { plot, current, select, focus };
}

export default function ScheduleEditor({ form, id }: Props) {
  const { plot, current, select, focus } = useHandleFocus();
  const config = form.config.value;
  const handles = handlesOf(config.handles);
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

  const last = handles.length - 1;
  const remove = (k: number) => {
    if (k <= 0 || k >= last) return;
    set(handles.toSpliced(k, 1));
    focus(k - 1);
  };
  const handling = { handles, current: Math.min(current, last), set, select, focus, remove };
  return (
    <div class="schedule-editor">
      <SchedulePlot plot={plot} {...handling} />
      <p class={finding.refused ? 'check warn' : 'check'}>{finding.text}</p>
      <StartFrom id={id} onChoice={startFrom} />
      <HandleButtons {...handling} />
      <small>{words.keys}</small>
    </div>
  );
}
