/**
 * A comparison is two configurations over shared settings: A and B name the same fields, each with its own value, and share all other
 * fields. Each side's run lives in a slot of the store; swapping A and B swaps the slots that they use, so results move with them.
 */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { concerns, ofFamily, ofProcess } from '../../config/family';
import { FIELDS, type FieldName, type RunConfig } from '../../config/fields';
import type { DataSource } from '../../types/dataSource';
import { createForm, type Form, type Settings } from '../settings';
import { usualDifference } from './contrasts';
import type { Own } from './ownEdits';
import * as edits from './ownEdits';
import { type PretrainedSide, pretrainedConfig, SHARED_SAMPLING } from './pretrainedSide';

export const SIDES = ['a', 'b'] as const;
export type Side = (typeof SIDES)[number];

export const otherSide = (side: Side): Side => (side === 'a' ? 'b' : 'a');

/** The pretrained model of each side; null where a side starts from scratch. */
export type PretrainedSides = Readonly<Record<Side, PretrainedSide | null>>;

/** The whole form of a comparison at one time. */
export interface ComparisonForm {
  readonly config: RunConfig;
  readonly source: DataSource | undefined;
  readonly own: Own;
  readonly pretrained: PretrainedSides;
  /** True where A's run lives in the slot of B. */
  readonly swapped: boolean;
}

export interface Comparison {
  readonly shared: Settings;
  /** The values of A and of B: the same fields on both sides. */
  readonly own: ReadonlySignal<Own>;
  /** The fields of `own`, in the order in which they were named. */
  readonly varied: ReadonlySignal<readonly FieldName[]>;
  /** The fields in which A and B really differ: those that have an effect on one of them at least. */
  readonly differences: ReadonlySignal<readonly FieldName[]>;
  readonly pretrained: ReadonlySignal<PretrainedSides>;
  readonly sides: Readonly<Record<Side, Form>>;
  /** The slot of the store that holds a side's run. Reads a signal. */
  slot(side: Side): Side;
  /** Sets the values of A and of B, as they were before. */
  restore(own: Own): void;
  /** All that the form says now. */
  form(): ComparisonForm;
  restoreForm(form: ComparisonForm): void;
  /** The form with which two runs were started from scratch, on the same data. */
  formOfRuns(a: RunConfig, b: RunConfig, source: DataSource | undefined): ComparisonForm;
  /** Makes this the only field that differs. */
  vary(name: FieldName): void;
  /** Makes this the only field that differs: A has the shared value, B one that is worth a comparison with it. */
  varyFromShared(name: FieldName): void;
  /** Makes one more field differ. */
  add(name: FieldName): void;
  /** Makes a field shared again, with A's value. */
  share(name: FieldName): void;
  /** A becomes B and B becomes A: settings, runs and results. */
  swap(): void;
  /** Gives B all of A's settings, and A's pretrained model where it has one. */
  copyToB(): void;
  /** Makes a pretrained model a side; the other side then shares its data set. null makes the side start from scratch again. */
  setModel(side: Side, model: PretrainedSide | null): void;
  /** Samples both sides as a model of this configuration is sampled, but for the fields that differ. @returns whether that changes any */
  takeSampling(config: RunConfig): boolean;
}

function ownOf(shared: RunConfig, a: RunConfig | undefined, b: RunConfig | undefined): Own {
  if (!a && !b) return edits.vary(usualDifference(shared), shared);
  const left = a ?? shared;
  const right = b ?? shared;
  const named = (Object.keys(FIELDS) as FieldName[]).filter(
    (name) => left[name] !== shared[name] || right[name] !== shared[name],
  );
  const fields = named.length > 0 ? named : [usualDifference(shared)]; // both equal the shared settings
  const pick = (config: RunConfig) => Object.fromEntries(fields.map((name) => [name, config[name]]));
  return { a: pick(left), b: pick(right) };
}

/**
 * The configuration of a side: another family of data needs other defaults, such as the network, and another process its own prediction. No
 * more than that, as `parseRunConfig` has it: a link gives the same sides, and a side differs in nothing that nobody chose.
 */
export function sideConfig(shared: RunConfig, own: Partial<RunConfig>): RunConfig {
  const { dataset = shared.dataset, process = shared.process } = own;
  return { ...ofProcess(ofFamily(shared, dataset), process), ...own };
}

/** The values with which the sides have exactly these configurations, where they share those of A. */
export function ownOfRuns(a: RunConfig, b: RunConfig): Own {
  const own = ownOf(a, a, b);
  const derived = sideConfig(a, own.b);
  const others = (Object.keys(FIELDS) as FieldName[]).filter((name) => derived[name] !== b[name]);
  const pick = (config: RunConfig) => Object.fromEntries(others.map((name) => [name, config[name]]));
  return { a: { ...own.a, ...pick(a) }, b: { ...own.b, ...pick(b) } };
}

/** @param linked the configurations of a link; without either, the preset: linear against cosine */
export function createComparison(
  shared: Settings,
  linked: { readonly a?: RunConfig; readonly b?: RunConfig } = {},
): Comparison {
  const own: Signal<Own> = signal(ownOf(shared.config.peek(), linked.a, linked.b));
  const pretrained: Signal<PretrainedSides> = signal({ a: null, b: null });
  const swapped = signal(false);
  const varied = computed(() => Object.keys(own.value.a) as FieldName[]);

  const formOf = (side: Side) => {
    const config = computed((): RunConfig => {
      const form = sideConfig(shared.config.value, own.value[side]);
      const model = pretrained.value[side];
      return model ? pretrainedConfig(model, form) : form;
    });
    return createForm(config, (changes) => {
      own.value = edits.setOn(own.value, side, changes, shared.config.value);
    });
  };
  const forms = { a: formOf('a'), b: formOf('b') };
  const put = (next: Own) => {
    for (const side of SIDES) forms[side].clearProblems();
    own.value = next;
  };

  return {
    shared,
    own,
    varied,
    differences: computed(() => {
      const { a, b } = pretrained.value;
      // a process brings its own prediction and sampler
      const all = a || b || varied.value.includes('process');
      const named = all ? (Object.keys(FIELDS) as FieldName[]) : varied.value;
      const [p, q] = [forms.a.config.value, forms.b.config.value];
      return named.filter((name) => p[name] !== q[name] && (concerns(name, p) || concerns(name, q)));
    }),
    pretrained,
    sides: forms,
    slot: (side) => (swapped.value ? otherSide(side) : side),
    restore: put,
    form: () => ({
      config: shared.config.peek(),
      source: shared.source.peek(),
      own: own.peek(),
      pretrained: pretrained.peek(),
      swapped: swapped.peek(),
    }),
    restoreForm(form) {
      batch(() => {
        shared.replace(form.config, form.source);
        put(form.own);
        pretrained.value = form.pretrained;
        swapped.value = form.swapped;
      });
    },
    formOfRuns: (a, b, source) => ({
      config: a,
      source,
      own: ownOfRuns(a, b),
      pretrained: { a: null, b: null },
      swapped: false,
    }),
    vary(name) {
      put(edits.vary(name, shared.config.value));
    },
    varyFromShared(name) {
      put(edits.varyFromShared(name, shared.config.value));
    },
    add(name) {
      if (!varied.value.includes(name)) put(edits.add(own.value, name, shared.config.value));
    },
    share(name) {
      if (varied.value.length < 2) return; // a comparison names at least one field
      batch(() => {
        shared.set(name, own.value.a[name]);
        put(edits.share(own.value, name));
      });
    },
    swap() {
      batch(() => {
        put(edits.swap(own.value));
        pretrained.value = edits.swap(pretrained.value);
        swapped.value = !swapped.value;
      });
    },
    copyToB() {
      batch(() => {
        put(edits.copyToB(own.value));
        pretrained.value = edits.copyToB(pretrained.value);
      });
    },
    takeSampling(config) {
      const before = shared.config.peek();
      const differing = SHARED_SAMPLING.filter(
        (name) => !varied.peek().includes(name) && concerns(name, config) && before[name] !== config[name],
      );
      batch(() => {
        for (const name of differing) shared.set(name, config[name]);
      });
      return differing.length > 0;
    },
    setModel(side, model) {
      batch(() => {
        pretrained.value = { ...pretrained.value, [side]: model };
        if (!model || varied.value.includes('dataset')) return;
        const { dataset, text, drawing } = model.config;
        for (const [name, value] of Object.entries({ dataset, text, drawing }))
          shared.set(name as FieldName, value);
        if (model.source) shared.source.value = model.source;
      });
    },
  };
}
