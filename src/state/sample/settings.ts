/** The settings of a sampling session: the sampler's fields over the configuration of the model, and how many samples to draw. */
import { type Signal, signal } from '@preact/signals';
import { familyOf } from '../../config/family';
import { DEFAULT_CONFIG, fieldsOf, type RunConfig } from '../../config/fields';
import type { TrajectoryFile } from '../../interop/trajectoryFile';
import { sampleFamilyOf } from '../families';
import { createForm, type Form } from '../settings';

/** The fields that the Sample view sets itself. */
export const SESSION_FIELDS = fieldsOf('sampling', 'system');

/** The fields that the Sample view sets, of a configuration. */
export const sessionPart = (config: RunConfig): Partial<RunConfig> =>
  Object.fromEntries(SESSION_FIELDS.map((name) => [name, config[name]]));

/**
 * The fields that stay as the user has set them when another model opens. Variance, clipping, spacing, guidance and class belong to a
 * model: with those of another one, its samples would not be the ones that its file describes.
 */
const CHOSEN_FIELDS = [
  'sampler',
  'samplingSteps',
  'eta',
  'solverOrder',
  'langevinSnr',
] as const satisfies readonly (keyof RunConfig)[];

/** @param model the configuration of the model, with which its sampling begins: what is as there was not set by the user */
function chosenPart(config: RunConfig, model: RunConfig): Partial<RunConfig> {
  const names = CHOSEN_FIELDS.filter((name) => config[name] !== model[name]);
  return Object.fromEntries([...names, ...fieldsOf('system')].map((name) => [name, config[name]]));
}

/** The fields by which samples of two configurations differ: the backend changes no more than the last digits. */
export const samplingDifferences = (a: RunConfig, b: RunConfig) =>
  SESSION_FIELDS.filter((name) => name !== 'backend' && a[name] !== b[name]);

export const samplesAlike = (a: RunConfig, b: RunConfig): boolean => samplingDifferences(a, b).length === 0;

/** Whether a recording is what a draw of so many samples with these settings and their seed gives. */
export const isRecordedWith = (
  recorded: Pick<TrajectoryFile, 'trajectory' | 'config'> | undefined,
  config: RunConfig,
  count: number,
): boolean => recorded?.trajectory.count === count && samplesAlike(recorded.config, config);

export interface SessionSettings {
  readonly config: Signal<RunConfig>;
  readonly form: Form;
  /** Samples to draw. */
  readonly count: Signal<number>;
  /**
   * Takes over a model's configuration, and with it its own way of sampling; keeps the sampler and the steps that the user has set for the
   * model before it, where that is of the same family and process: a sampler is chosen for a process. The backend is the page's, whatever
   * computed the model.
   */
  adopt(next: RunConfig, before: RunConfig | null): void;
}

/**
 * @param linked       the settings that the link names: they take precedence over those of the first model
 * @param linkedCount  the number of samples that the link names, or null
 * @param expected     stands for the configuration of the first model until it is open: of the same family
 */
export function createSessionSettings(
  linked: Partial<RunConfig>,
  linkedCount: number | null,
  expected: RunConfig = DEFAULT_CONFIG,
): SessionSettings {
  const config = signal<RunConfig>({ ...expected, ...linked });
  const count = signal(linkedCount ?? sampleFamilyOf(expected).counts.usual);
  const form = createForm(config, (changes) => {
    config.value = { ...config.value, ...changes };
  });
  return {
    config,
    form,
    count,
    adopt(next, before) {
      const { counts } = sampleFamilyOf(next);
      const alike = before && familyOf(before.dataset) === familyOf(next.dataset);
      const own: Partial<RunConfig> = before
        ? alike && before.process === next.process
          ? chosenPart(config.peek(), before)
          : { seed: config.peek().seed }
        : linked;
      form.clearProblems();
      config.value = { ...next, ...own, backend: config.peek().backend };
      // a network without an output for it cannot draw with a learned variance, whatever the link says
      if (next.variance !== 'learned' && own.variance === 'learned')
        config.value = { ...config.value, variance: next.variance };
      if (!before && linkedCount !== null) count.value = Math.min(linkedCount, counts.most);
      else if (!alike) count.value = counts.usual;
    },
  };
}
