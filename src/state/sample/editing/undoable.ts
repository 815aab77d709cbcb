/** Content that one draws on, with undo: each stroke can be taken back as a whole. */
import { type ReadonlySignal, signal } from '@preact/signals';

export interface Undoable<T> {
  readonly content: ReadonlySignal<T>;
  readonly canUndo: ReadonlySignal<boolean>;
  /** Replaces the content; what was there can be had again by `undo`. */
  replace(content: T): void;
  /** Goes on with the stroke that `replace` began. */
  amend(content: T): void;
  undo(): void;
}

/** Contents that can be had again. */
const MOST_UNDO = 50;

/** @returns also `reset`, after which nothing can be taken back */
export function createUndoable<T>(first: T): Undoable<T> & { reset(content: T): void } {
  const content = signal(first);
  const past = signal<readonly T[]>([]);
  const canUndo = signal(false);
  const remember = (contents: readonly T[]) => {
    past.value = contents.slice(-MOST_UNDO);
    canUndo.value = contents.length > 0;
  };
  return {
    content,
    canUndo,
    replace(next) {
      remember([...past.peek(), content.peek()]);
      content.value = next;
    },
    amend(next) {
      content.value = next;
    },
    undo() {
      const all = past.peek();
      if (all.length === 0) return;
      content.value = all[all.length - 1];
      remember(all.slice(0, -1));
    },
    reset(next) {
      remember([]);
      content.value = next;
    },
  };
}
