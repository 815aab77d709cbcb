/**
 * The history of the settings, for undo and redo. It watches parts of the page's settings; changes that belong together, such as the
 * digits of one number or the fields of an opened model, are one entry.
 */
import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { FieldName } from '../config/fields';

/** Settings that are undone as a whole. */
export interface HistoryPart<T> {
  readonly value: ReadonlySignal<T>;
  restore(value: T): void;
  /** The fields in which two values differ; none where nothing that a user sees does. */
  differences(before: T, after: T): readonly FieldName[];
  /** Whether the present view shows this part: a change that is not seen is not undone. Reads signals. */
  isVisible(): boolean;
}

/** The fields that an undo or a redo changed. */
export interface Restoration {
  readonly fields: readonly FieldName[];
}

export interface History {
  /** Watches a part from now on. @returns a function that removes its entries, for a part whose meaning has changed */
  track<T>(part: HistoryPart<T>): () => void;
  /** @returns null where there is nothing to undo in this view */
  undo(): Restoration | null;
  redo(): Restoration | null;
  readonly canUndo: ReadonlySignal<boolean>;
  readonly canRedo: ReadonlySignal<boolean>;
}

interface Change {
  readonly part: HistoryPart<unknown>;
  readonly before: unknown;
  readonly after: unknown;
  readonly fields: readonly FieldName[];
}

interface Entry {
  readonly changes: readonly Change[];
  /** Milliseconds of its last change. */
  readonly at: number;
}

const MOST = 100;
/** Milliseconds within which all changes come from one action. */
const ONE_ACTION = 50;
/** Milliseconds within which changes of the same field are one. */
const ONE_FIELD = 1000;

/** A change joined to those of an entry: the first value before, the last one after. */
function joined(changes: readonly Change[], next: Change): readonly Change[] {
  const same = changes.find(({ part }) => part === next.part);
  if (!same) return [...changes, next];
  const fields = next.part.differences(same.before, next.after);
  return changes.map((change) => (change === same ? { ...same, after: next.after, fields } : change));
}

const isSameField = (changes: readonly Change[], { part, fields }: Change): boolean =>
  changes.length === 1 &&
  changes[0].part === part &&
  fields.length === 1 &&
  changes[0].fields.join() === fields.join();

const isVisibleEntry = ({ changes }: Entry): boolean => changes.some(({ part }) => part.isVisible());

/** @param now milliseconds of any clock that only goes forward */
export function createHistory(now: () => number = () => performance.now()): History {
  const past = signal<readonly Entry[]>([]);
  const future = signal<readonly Entry[]>([]);
  let restoring = false;

  function record(change: Change): void {
    const last = past.peek().at(-1);
    const age = last ? now() - last.at : Number.POSITIVE_INFINITY;
    const joins = last && (age <= ONE_ACTION || (age <= ONE_FIELD && isSameField(last.changes, change)));
    const entry = { changes: joins ? joined(last.changes, change) : [change], at: now() };
    past.value = [...(joins ? past.peek().slice(0, -1) : past.peek()), entry].slice(-MOST);
    future.value = [];
  }

  /** Moves the last entry of a list that this view shows to the other list. */
  function move(from: typeof past, to: typeof past, value: 'before' | 'after'): Restoration | null {
    const entry = from.peek().findLast(isVisibleEntry);
    if (!entry) return null;
    restoring = true;
    batch(() => {
      for (const change of entry.changes) change.part.restore(change[value]);
      from.value = from.peek().filter((other) => other !== entry);
      to.value = [...to.peek(), { ...entry, at: Number.NEGATIVE_INFINITY }]; // no later change joins it
    });
    restoring = false;
    return { fields: [...new Set(entry.changes.flatMap(({ fields }) => fields))] };
  }

  return {
    track<T>(part: HistoryPart<T>) {
      const tracked = part as HistoryPart<unknown>;
      let known = part.value.peek();
      effect(() => {
        const after = part.value.value;
        const before = known;
        known = after;
        if (restoring) return;
        const fields = part.differences(before, after);
        if (fields.length > 0) record({ part: tracked, before, after, fields });
      });
      const others = (entries: readonly Entry[]) =>
        entries.filter(({ changes }) => changes.every((change) => change.part !== tracked));
      return () => {
        past.value = others(past.peek());
        future.value = others(future.peek());
      };
    },
    undo: () => move(past, future, 'before'),
    redo: () => move(future, past, 'after'),
    canUndo: computed(() => past.value.some(isVisibleEntry)),
    canRedo: computed(() => future.value.some(isVisibleEntry)),
  };
}

/** The fields of which two records have different values. */
export function differingFields(
  before: Readonly<Partial<Record<FieldName, unknown>>>,
  after: Readonly<Partial<Record<FieldName, unknown>>>,
): FieldName[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<FieldName>;
  return [...names].filter((name) => before[name] !== after[name]);
}
