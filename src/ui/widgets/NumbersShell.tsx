/** The closed shell of a table of numbers: what is in it is made, and its code loaded, once it is open. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import * as words from '../../words/controls';

export function NumbersShell({ children }: { children: () => ComponentChildren }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="numbers" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.numbers}</summary>
      {open && children()}
    </details>
  );
}
