/** The process of the form with its curves, and the schedules that it is compared with. */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { RunConfig } from '../../../../config/fields';
import { PROCESSES, processOptions } from '../../../../diffusion/processes';
import { SCHEDULE_IDS } from '../../../../diffusion/schedules';
import { chosenProcess, type ProcessFacts } from '../../../chosenProcess';
import { type Curves, curvesOf } from '../../../time/curves';
import type { Against } from './address';

/** A process with its curves. */
export interface ProcessWithCurves extends ProcessFacts {
  readonly curves: Curves;
}

type Attempt = { readonly facts: ProcessWithCurves } | { readonly refusal: string };

/** The settings that replace those of an address without a valid process: a form whose alert the user can resolve. */
const FALLBACK: Partial<RunConfig> = {
  process: 'ddpm',
  schedule: 'cosine',
  T: 100,
  cosineS: 0.008,
  zeroTerminalSnr: false,
};

function attempt(config: RunConfig): Attempt {
  const chosen = chosenProcess(config);
  if ('refusal' in chosen) return chosen;
  return { facts: { ...chosen.facts, curves: curvesOf(chosen.facts.process) } };
}

function firstFacts(config: RunConfig): ProcessWithCurves {
  const first = attempt(config);
  if ('facts' in first) return first.facts;
  const fallback = attempt({ ...config, ...FALLBACK });
  if ('refusal' in fallback) throw new Error(fallback.refusal);
  return fallback.facts;
}

/** Equal keys describe the same process and have equal pictures. */
export const processKey = (config: RunConfig): string => JSON.stringify(processOptions(config));

export interface ValidProcess {
  /** The process of the form; the last valid one while the form's settings are refused. */
  readonly facts: ReadonlySignal<ProcessWithCurves>;
  /** Why the form's settings give no process, or null. */
  readonly refusal: ReadonlySignal<string | null>;
  dispose(): void;
}

export function followValidProcess(config: ReadonlySignal<RunConfig>): ValidProcess {
  // Only settings of the process matter here; a change of any other field keeps the pictures.
  const key = computed(() => processKey(config.value));
  const latest = computed(() => {
    key.value;
    return attempt(config.peek());
  });
  const facts = signal(firstFacts(config.peek()));
  const dispose = effect(() => {
    if ('facts' in latest.value) facts.value = latest.value.facts;
  });
  return {
    facts,
    refusal: computed(() => ('refusal' in latest.value ? latest.value.refusal : null)),
    dispose,
  };
}

export interface ComparedSchedules {
  /** The schedule in the curves beside that of the form; null for none or for all. */
  readonly other: ReadonlySignal<ProcessWithCurves | null>;
  /** The schedules whose strips are above that of the form. */
  readonly others: ReadonlySignal<readonly ProcessWithCurves[]>;
  /** Why the other schedule is refused under these settings, or null. */
  readonly otherRefusal: ReadonlySignal<string | null>;
}

/** @param against the schedule to compare with, all of them, or none */
export function comparedSchedules(
  facts: ReadonlySignal<ProcessWithCurves>,
  against: ReadonlySignal<Against>,
): ComparedSchedules {
  const otherAttempt = computed((): Attempt | null => {
    const schedule = against.value;
    const { config } = facts.value;
    const comparable = PROCESSES[config.process].usesSchedule && schedule !== config.schedule;
    return schedule && schedule !== 'all' && comparable ? attempt({ ...config, schedule }) : null;
  });
  const other = computed(() => {
    const result = otherAttempt.value;
    return result && 'facts' in result ? result.facts : null;
  });
  return {
    other,
    others: computed(() => {
      const { config } = facts.value;
      if (against.value !== 'all') return other.value ? [other.value] : [];
      if (!PROCESSES[config.process].usesSchedule) return [];
      // A schedule that is refused under these settings is left out; chosen alone, it gives its reason.
      return SCHEDULE_IDS.filter((id) => id !== config.schedule).flatMap((schedule) => {
        const result = attempt({ ...config, schedule });
        return 'facts' in result ? [result.facts] : [];
      });
    }),
    otherRefusal: computed(() => {
      const result = otherAttempt.value;
      return result && 'refusal' in result ? result.refusal : null;
    }),
  };
}
