/**
 * Settings are the configuration that the form shows, which is always valid: an input that is not valid becomes a problem beside its
 * field, and the last valid value stays.
 */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { concerns, ofChoice } from '../config/family';
import { DEFAULT_CONFIG, FIELDS, type FieldName, fieldsOf, type RunConfig } from '../config/fields';
import { type ConfigProblem, parseField } from '../config/parse';
import type { DataSource } from '../types/dataSource';
import { differingFields, type HistoryPart } from './history';

interface FieldProblem extends ConfigProblem {
  readonly name: FieldName;
}

/** A form over a configuration: its values, and the problems of inputs that are not accepted. */
export interface Form {
  readonly config: ReadonlySignal<RunConfig>;
  readonly problems: ReadonlySignal<readonly FieldProblem[]>;
  /** Sets a field from an input. @returns whether it is accepted */
  set(name: FieldName, input: unknown): boolean;
}

export interface Settings extends Form {
  readonly config: Signal<RunConfig>;
  /** Points or images that the user opened or drew, for the data sets that need them. */
  readonly source: Signal<DataSource | undefined>;
  /** Replaces all fields and the source, as a link or an opened model does. */
  replace(config: RunConfig, source?: DataSource): void;
}

/**
 * A form over a configuration.
 * @param accept receives a field's new value, parsed
 */
export function createForm(
  config: ReadonlySignal<RunConfig>,
  accept: (changes: Partial<RunConfig>) => void,
): Form & { /** Clears the problems of all fields. */ clearProblems(): void } {
  const byField = signal<ReadonlyMap<FieldName, FieldProblem>>(new Map());
  const withProblem = (name: FieldName, problem: ConfigProblem | null) => {
    const next = new Map(byField.value);
    if (problem) next.set(name, { ...problem, name });
    else next.delete(name);
    byField.value = next;
  };
  return {
    config,
    problems: computed(() => [...byField.value.values()]),
    set(name, input) {
      const parsed = parseField(name, input);
      if ('problem' in parsed) {
        withProblem(name, parsed.problem);
        return false;
      }
      if (byField.value.has(name)) withProblem(name, null);
      if (config.value[name] !== parsed.value) accept({ [name]: parsed.value });
      return true;
    },
    clearProblems() {
      byField.value = new Map();
    },
  };
}

export function createSettings(initial: RunConfig = DEFAULT_CONFIG): Settings {
  const config = signal(initial);
  const source = signal<DataSource | undefined>(undefined);
  const form = createForm(config, (changes) => {
    config.value = { ...ofChoice(config.value, changes), ...changes };
  });
  return {
    ...form,
    config,
    source,
    replace(next, nextSource) {
      form.clearProblems();
      batch(() => {
        config.value = next;
        source.value = nextSource;
      });
    },
  };
}

/** The settings and their source as a part of the history. */
export function settingsPart(
  { config, source, replace }: Settings,
  isVisible: () => boolean,
): HistoryPart<{ readonly config: RunConfig; readonly source: DataSource | undefined }> {
  return {
    value: computed(() => ({ config: config.value, source: source.value })),
    restore: (value) => replace(value.config, value.source),
    differences: (before, after) => {
      const fields = differingFields(before.config, after.config);
      return fields.length === 0 && before.source !== after.source ? ['dataset'] : fields;
    },
    isVisible,
  };
}

/** The fields of sampling: they apply to a run at once, without any effect on its training. */
export const SAMPLING_FIELDS = fieldsOf('sampling');

/** The fields that differ between two configurations, have an effect in one of them, and need a new run. */
export function trainingDifferences(a: RunConfig, b: RunConfig): FieldName[] {
  return (Object.keys(a) as FieldName[]).filter(
    (name) =>
      FIELDS[name].group !== 'sampling' && a[name] !== b[name] && (concerns(name, a) || concerns(name, b)),
  );
}

/** The sampling fields of a configuration, for setSampling. */
export const samplingPart = (config: RunConfig): Partial<RunConfig> =>
  Object.fromEntries(SAMPLING_FIELDS.map((name) => [name, config[name]]));
