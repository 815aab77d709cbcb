/** The question mark beside a control, and the text that it shows over the rows below. */
import { signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import * as words from '../../words/controls';

/** The id of the control whose explanation shows: one at a time. */
const explained = signal<string | null>(null);

interface Props {
  /** Begins the id of the text, "-help". */
  readonly control: string;
  /** Of the control. It is text of the button, not a label: a label names its control alone. */
  readonly label: string;
  readonly text: string;
}

/** A "?" that shows what a control means: by hover, by tap and by key; Escape closes it. The control refers to the same text. */
export function Help({ control, label, text }: Props) {
  const byHover = useRef(false);
  const isOpen = explained.value === control;
  const show = (open: boolean) => {
    if (open || isOpen) explained.value = open ? control : null;
  };
  return (
    <>
      <button
        type="button"
        class="what"
        aria-expanded={isOpen}
        aria-controls={`${control}-help`}
        onPointerEnter={(event) => {
          if (event.pointerType !== 'mouse' || isOpen) return;
          byHover.current = true;
          show(true);
        }}
        onPointerLeave={() => {
          if (byHover.current) show(false);
          byHover.current = false;
        }}
        onClick={() => {
          show(byHover.current || !isOpen); // a click holds open what hover opened
          byHover.current = false;
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') show(false);
        }}
        onBlur={() => show(false)}
      >
        <span class="vh">
          {words.whatIsThis} {label}
        </span>
      </button>
      <small class="explanation" id={`${control}-help`} hidden={!isOpen}>
        {text}
      </small>
    </>
  );
}
