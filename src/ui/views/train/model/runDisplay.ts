/** The content of the view: the run, or a recording until the run has samples, with the process behind it. */
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

export interface RunDisplay {
  readonly run: ReadonlySignal<RunState | null>;
  /** True while a recording stands in for a run. */
  readonly recorded: ReadonlySignal<boolean>;
  /** The configuration of what the stage shows: the run's, else the recording's, else the form's. */
  readonly config: ReadonlySignal<RunConfig>;
  /** The family of the data set. */
  readonly family: ReadonlySignal<FamilyView>;
  readonly reel: ReadonlySignal<Reel | null>;
  /** The process of the form. */
  readonly chosen: ReadonlySignal<ChosenProcess>;
  /** Share of the variance that is signal, over its time axis; null where the settings give no process. */
  readonly signal: ReadonlySignal<readonly number[] | null>;
  /** Its process at the time of the clock; null where the settings give none. */
  readonly moment: ReadonlySignal<Moment | null>;
}

/** The settings that a picture of the reverse process shows, or that decide whether it becomes one of the data. */
const VISIBLE = [
  'dataset',
  'process',
  'schedule',
  'T',
  'sampler',
  'conditioning',
  'learningRate',
  'emaDecay',
  'emaWarmup',
  'variance',
] as const;

/** Whether a recording shows what the form asks for; with another choice it would contradict the form beside it. */
export const isRecorded = (recorded: RunConfig, form: RunConfig): boolean =>
  VISIBLE.every((name) => recorded[name] === form[name]);

export function createRunDisplay({ store, settings, clock, recording }: Lab): RunDisplay {
  const run = store.run('train');
  const standIn = computed(() =>
    recording.value && isRecorded(recording.value.config, settings.config.value) ? recording.value : null,
  );
  const recorded = computed(() => !run.value?.samples && standIn.value !== null);
  const config = computed(() => {
    const own = run.value?.config ?? settings.config.value;
    return recorded.value ? (standIn.value?.config ?? own) : own;
  });
  const samples = computed(() => run.value?.samples ?? null);
  const displayProcess = computed(() => chosenProcess(config.value));
  return {
    run,
    recorded,
    config,
    family: computed(() => familyView(config.value.dataset)),
    reel: computed(() => {
      const trajectory = samples.value?.trajectory ?? standIn.value?.trajectory;
      return trajectory ? createReel(trajectory, config.peek()) : null;
    }),
    chosen: computed(() => chosenProcess(settings.config.value)),
    signal: computed(() => ('facts' in displayProcess.value ? displayProcess.value.facts.signal : null)),
    moment: computed(() => {
      if ('refusal' in displayProcess.value) return null;
      const { process } = displayProcess.value.facts;
      const time = timeAt(config.value, clock.position.value);
      return { process, time: Math.min(process.timeMax, Math.max(process.timeMin, time)) };
    }),
  };
}
