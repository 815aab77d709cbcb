/** What the view shows: the run, or a recording until the run has samples, with the process behind it. */
import { computed, type ReadonlySignal } from '@preact/signals';
import type { RunConfig } from '../../../../config/fields';
import type { Process } from '../../../../diffusion/process';
import type { RunState } from '../../../../state/run/run';
import { type ChosenProcess, chosenProcess } from '../../../chosenProcess';
import { familyView } from '../../../families';
import type { FamilyView } from '../../../families/family';
import type { Lab } from '../../../shell/lab';
import { timeAt } from '../../../time/axis';
import { createReel, type Reel } from '../../../time/reel';

export interface Moment {
  readonly process: Process;
  /** Native time, within the process's range. */
  readonly time: number;
}

export interface ShownRun {
  readonly run: ReadonlySignal<RunState | null>;
  /** True while a recording stands in for a run. */
  readonly recorded: ReadonlySignal<boolean>;
  /** The configuration of what the stage shows: the run's, else the recording's, else the form's. */
  readonly shownConfig: ReadonlySignal<RunConfig>;
  /** The family of its data set. */
  readonly family: ReadonlySignal<FamilyView>;
  readonly reel: ReadonlySignal<Reel | null>;
  /** The process of the form. */
  readonly chosen: ReadonlySignal<ChosenProcess>;
  /** Share of the variance that is signal, over the time axis of what is shown; null where its settings give no process. */
  readonly shownSignal: ReadonlySignal<readonly number[] | null>;
  /** The process of what is shown where the clock stands; null where its settings give none. */
  readonly moment: ReadonlySignal<Moment | null>;
}

/** The settings that a picture of the reverse process shows. */
const VISIBLE = ['dataset', 'process', 'schedule', 'T', 'sampler'] as const;

/** Whether a recording shows what the form asks for; with another choice it would contradict the form beside it. */
export const isRecorded = (recorded: RunConfig, form: RunConfig): boolean =>
  VISIBLE.every((name) => recorded[name] === form[name]);

export function createShownRun({ store, settings, clock, recording }: Lab): ShownRun {
  const run = store.run('train');
  const standIn = computed(() =>
    recording.value && isRecorded(recording.value.config, settings.config.value) ? recording.value : null,
  );
  const recorded = computed(() => !run.value?.samples && standIn.value !== null);
  const shownConfig = computed(() => {
    const own = run.value?.config ?? settings.config.value;
    return recorded.value ? (standIn.value?.config ?? own) : own;
  });
  const samples = computed(() => run.value?.samples ?? null);
  const shown = computed(() => chosenProcess(shownConfig.value));
  return {
    run,
    recorded,
    shownConfig,
    family: computed(() => familyView(shownConfig.value.dataset)),
    reel: computed(() => {
      const trajectory = samples.value?.trajectory ?? standIn.value?.trajectory;
      return trajectory ? createReel(trajectory, shownConfig.peek()) : null;
    }),
    chosen: computed(() => chosenProcess(settings.config.value)),
    shownSignal: computed(() => ('facts' in shown.value ? shown.value.facts.signal : null)),
    moment: computed(() => {
      if ('refusal' in shown.value) return null;
      const { process } = shown.value.facts;
      const time = timeAt(shownConfig.value, clock.position.value);
      return { process, time: Math.min(process.timeMax, Math.max(process.timeMin, time)) };
    }),
  };
}
