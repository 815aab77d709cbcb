/**
 * Keeps the address of the browser at what the page shows: a change of view is a new entry of the history, so that Back returns to the
 * view before; every other change replaces the present entry.
 */
import { effect, type Signal } from '@preact/signals';
import type { ViewId } from '../../config/address';

interface AddressBar {
  push(address: string): void;
  replace(address: string): void;
  /** Calls back when Back or Forward has changed the address. */
  onReturn(call: () => void): void;
  /** The view that the present address names; null where there is none of that name. */
  view(): ViewId | null;
}

interface Parts {
  readonly bar: AddressBar;
  readonly view: Signal<ViewId>;
  /** The address of what is shown; null while it is not known. Reads signals. */
  readonly address: () => string | null;
}

/** Milliseconds from a change to the entry that says it: browsers limit how often an entry may be replaced. */
const DELAY = 300;

export function followView({ bar, view, address }: Parts): () => void {
  /** The view of the present entry. */
  let last = view.peek();
  let timer: ReturnType<typeof setTimeout> | undefined;
  bar.onReturn(() => {
    const next = bar.view();
    if (!next) return;
    clearTimeout(timer);
    last = next; // first: the entry is there already
    view.value = next;
  });
  const stop = effect(() => {
    const current = view.value;
    const next = address();
    if (next === null) return;
    clearTimeout(timer);
    if (current === last) {
      timer = setTimeout(() => bar.replace(next), DELAY);
      return;
    }
    last = current;
    bar.push(next);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}
