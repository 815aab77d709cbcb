/** The closed shell of a table of numbers: what is in it is made, and its code loaded, once it is open. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import * as words from '../../words/controls';

interface Props {
  /** The chart: a list of buttons names each by it. */
  readonly of: string;
  readonly children: () => ComponentChildren;
}

export function NumbersShell({ of, children }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <details class="numbers" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {words.numbers}
        <span class="vh">: {of}</span>
      </summary>
      {open && children()}
    </details>
  );
}
