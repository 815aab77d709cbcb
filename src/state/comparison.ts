/**
 * A comparison is two configurations over shared settings: A and B name the same fields, each with a value of its own, and all the
 * rest is shared. The runs live in two lanes of the store; swapping A and B swaps what the lanes are called, results and all.
 */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { ofFamily } from '../config/family';
import { FIELDS, type FieldName, type RunConfig } from '../config/fields';
import { type Guest, guestConfig } from './guest';
import { createForm, type Form, type Settings } from './settings';

export const SIDES = ['a', 'b'] as const;
export type Side = (typeof SIDES)[number];

export const otherSide = (side: Side): Side => (side === 'a' ? 'b' : 'a');

/** Values that are worth holding against each other, A's first: what "Change" begins with. */
const CONTRASTS: { readonly [K in FieldName]?: readonly [RunConfig[K], RunConfig[K]] } = {
  schedule: ['linear', 'cosine'],
  prediction: ['eps', 'v'],
  process: ['ddpm', 'vp-sde'],
  T: [200, 30],
  zeroTerminalSnr: [false, true],
  scaleBetas: [true, false],
  weighting: ['none', 'min-snr'],
  conditioning: ['scale-shift', 'none'],
  width: [128, 32],
  depth: [3, 1],
  coordinateFeatures: [0, 16],
  learningRate: [2e-3, 2e-4],
  batchSize: [256, 32],
  emaDecay: [0.999, 0],
  emaWarmup: [true, false],
  timeSampling: ['stratified', 'uniform'],
  variance: ['fixed-small', 'fixed-large'],
  sampler: ['ddpm', 'ddim'],
  samplingSteps: [200, 10],
  clipDenoised: [true, false],
  seed: [7, 8],
};

/** What "Change" offers. */
export const CHANGES = Object.keys(CONTRASTS) as readonly FieldName[];

export type Own = Readonly<Record<Side, Partial<RunConfig>>>;

/** The models that stand as sides with weights of their own; null where a side begins from scratch. */
export type Guests = Readonly<Record<Side, Guest | null>>;

export interface Comparison {
  readonly shared: Settings;
  /** What A and B have of their own: the same fields on both sides. */
  readonly own: ReadonlySignal<Own>;
  /** The fields of `own`, in the order in which they were named. */
  readonly varied: ReadonlySignal<readonly FieldName[]>;
  /** The fields in which A and B really differ. */
  readonly differences: ReadonlySignal<readonly FieldName[]>;
  readonly guests: ReadonlySignal<Guests>;
  readonly sides: Readonly<Record<Side, Form>>;
  /** The slot of the store in which a side's run lives. Reads a signal. */
  lane(side: Side): Side;
  /** Lets this field differ, and no other. */
  vary(name: FieldName): void;
  /** Lets one more field differ. */
  add(name: FieldName): void;
  /** Both have A's value of a field from now on. */
  share(name: FieldName): void;
  /** A becomes B and B becomes A: settings, runs and results. */
  swap(): void;
  /** B gets all of A's settings, and its model where A is one that was brought. */
  copyToB(): void;
  /** Lets a model stand as a side, which the other then shares its data set with; null lets the side begin from scratch again. */
  seat(side: Side, guest: Guest | null): void;
}

const withField = (own: Partial<RunConfig>, name: FieldName, value: unknown): Partial<RunConfig> => ({
  ...own,
  [name]: value,
});

/** A contrast that begins with the shared value where the usual pair holds it, else the usual pair. */
function contrastOf(name: FieldName, shared: RunConfig): readonly [unknown, unknown] {
  const pair: readonly unknown[] | undefined = CONTRASTS[name];
  const now = shared[name];
  if (!pair) return [now, now];
  // the preset of schedules is linear against cosine, whatever the form says
  if (name === 'schedule') return [pair[0], pair[1]];
  return [now, now === pair[1] ? pair[0] : pair[1]];
}

function ownOf(shared: RunConfig, a: RunConfig | undefined, b: RunConfig | undefined): Own {
  if (!a && !b) {
    const [first, second] = contrastOf('schedule', shared);
    return { a: withField({}, 'schedule', first), b: withField({}, 'schedule', second) };
  }
  const left = a ?? shared;
  const right = b ?? shared;
  const named = (Object.keys(FIELDS) as FieldName[]).filter(
    (name) => left[name] !== shared[name] || right[name] !== shared[name],
  );
  const fields = named.length > 0 ? named : (['schedule'] as const); // both as the shared settings
  const pick = (config: RunConfig) => Object.fromEntries(fields.map((name) => [name, config[name]]));
  return { a: pick(left), b: pick(right) };
}

/** @param given the configurations of a link; without either, the preset: linear against cosine */
export function createComparison(
  shared: Settings,
  given: { readonly a?: RunConfig; readonly b?: RunConfig } = {},
): Comparison {
  const own: Signal<Own> = signal(ownOf(shared.config.peek(), given.a, given.b));
  const guests: Signal<Guests> = signal({ a: null, b: null });
  const swapped = signal(false);
  const varied = computed(() => Object.keys(own.value.a) as FieldName[]);

  const formOf = (side: Side) => {
    const other = otherSide(side);
    const config = computed((): RunConfig => {
      const mine = own.value[side];
      // a data set of its own brings what suits its family
      const { dataset } = mine;
      const form = { ...(dataset ? ofFamily(shared.config.value, dataset) : shared.config.value), ...mine };
      const guest = guests.value[side];
      return guest ? guestConfig(guest, form) : form;
    });
    return createForm(config, (changes) => {
      const kept = { ...shared.config.value, ...own.value[other] };
      const [name] = Object.keys(changes) as FieldName[];
      const both: Own = { ...own.value, [side]: { ...own.value[side], ...changes } };
      own.value = { ...both, [other]: withField(own.value[other], name, kept[name]) };
    });
  };
  const forms = { a: formOf('a'), b: formOf('b') };
  const put = (next: Own) => {
    for (const side of SIDES) forms[side].settle();
    own.value = next;
  };
  const contrasted = (base: Own, name: FieldName): Own => {
    const [a, b] = contrastOf(name, shared.config.value);
    return { a: withField(base.a, name, a), b: withField(base.b, name, b) };
  };

  return {
    shared,
    own,
    varied,
    differences: computed(() => {
      const { a, b } = guests.value;
      const named = a || b ? (Object.keys(FIELDS) as FieldName[]) : varied.value;
      return named.filter((name) => forms.a.config.value[name] !== forms.b.config.value[name]);
    }),
    guests,
    sides: forms,
    lane: (side) => (swapped.value ? otherSide(side) : side),
    vary(name) {
      put(contrasted({ a: {}, b: {} }, name));
    },
    add(name) {
      if (!varied.value.includes(name)) put(contrasted(own.value, name));
    },
    share(name) {
      if (varied.value.length < 2) return; // a comparison names at least one field
      const without = (side: Side) => {
        const { [name]: _, ...rest } = own.value[side];
        return rest;
      };
      batch(() => {
        shared.set(name, own.value.a[name]);
        put({ a: without('a'), b: without('b') });
      });
    },
    swap() {
      batch(() => {
        put({ a: own.value.b, b: own.value.a });
        guests.value = { a: guests.value.b, b: guests.value.a };
        swapped.value = !swapped.value;
      });
    },
    copyToB() {
      batch(() => {
        put({ a: own.value.a, b: own.value.a });
        guests.value = { a: guests.value.a, b: guests.value.a };
      });
    },
    seat(side, guest) {
      batch(() => {
        guests.value = { ...guests.value, [side]: guest };
        if (!guest || varied.value.includes('dataset')) return;
        const { dataset, text, drawing } = guest.config;
        for (const [name, value] of Object.entries({ dataset, text, drawing }))
          shared.set(name as FieldName, value);
        if (guest.source) shared.source.value = guest.source;
      });
    },
  };
}
