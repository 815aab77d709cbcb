/**
 * Settings are the configuration that the form shows: always valid. What was given and is not, stands beside its field as a
 * problem, and the last valid value stays for the run.
 */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { DataSource } from '../../workers/protocol';
import { ofFamily } from '../config/family';
import { DEFAULT_CONFIG, type FieldName, type RunConfig } from '../config/fields';
import { type ConfigProblem, parseField } from '../config/parse';

export interface FieldProblem extends ConfigProblem {
  readonly name: FieldName;
}

/** What a form shows and gives: a configuration, and what was given that is not accepted. */
export interface Form {
  readonly config: ReadonlySignal<RunConfig>;
  readonly problems: ReadonlySignal<readonly FieldProblem[]>;
  /** Takes what a form gives. @returns whether it was accepted */
  set(name: FieldName, given: unknown): boolean;
}

export interface Settings extends Form {
  readonly config: Signal<RunConfig>;
  /** Points opened or drawn by the user, for the data sets that need them. */
  readonly source: Signal<DataSource | undefined>;
  /** Replaces everything, as a link or an opened model does. */
  replace(config: RunConfig, source?: DataSource): void;
}

/**
 * A form over a configuration.
 * @param accept receives a field's new value, parsed
 */
export function createForm(
  config: ReadonlySignal<RunConfig>,
  accept: (changes: Partial<RunConfig>) => void,
): Form & { /** Takes back all problems. */ settle(): void } {
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
    set(name, given) {
      const parsed = parseField(name, given);
      if ('problem' in parsed) {
        withProblem(name, parsed.problem);
        return false;
      }
      if (byField.value.has(name)) withProblem(name, null);
      if (config.value[name] !== parsed.value) accept({ [name]: parsed.value });
      return true;
    },
    settle() {
      byField.value = new Map();
    },
  };
}

export function createSettings(initial: RunConfig = DEFAULT_CONFIG): Settings {
  const config = signal(initial);
  const source = signal<DataSource | undefined>(undefined);
  const form = createForm(config, (changes) => {
    const { dataset = config.value.dataset } = changes;
    config.value = { ...ofFamily(config.value, dataset), ...changes };
  });
  return {
    ...form,
    config,
    source,
    replace(next, nextSource) {
      form.settle();
      config.value = next;
      source.value = nextSource;
    },
  };
}

/** Fields that say how to sample: they apply at once, without touching the training. */
export const SAMPLING_FIELDS = [
  'sampler',
  'samplingSteps',
  'spacing',
  'eta',
  'solverOrder',
  'langevinSnr',
  'clipDenoised',
  'variance',
  'label',
  'guidance',
] as const satisfies readonly FieldName[];

const isSamplingField = (name: FieldName) => (SAMPLING_FIELDS as readonly FieldName[]).includes(name);

/** Fields in which two configurations differ and that a running training cannot take over. */
export function trainingDifferences(a: RunConfig, b: RunConfig): FieldName[] {
  return (Object.keys(a) as FieldName[]).filter((name) => !isSamplingField(name) && a[name] !== b[name]);
}

/** The sampling fields of a configuration, for setSampling. */
export const samplingPart = (config: RunConfig): Partial<RunConfig> =>
  Object.fromEntries(SAMPLING_FIELDS.map((name) => [name, config[name]]));
