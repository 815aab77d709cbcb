/** The question mark beside a control, and the text that it shows over the rows below. */
import { signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import * as words from '../../words/controls';

/** The id of the control whose explanation shows: one at a time. */
const explained = signal<string | null>(null);

interface Props {
  /** Begins the ids of the text, "-help", and of the label, "-label". */
  readonly control: string;
  readonly text: string;
}

/** A "?" that shows what a control means: by hover, by tap and by key; Escape closes it. The control refers to the same text. */
export function Help({ control, text }: Props) {
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
        aria-label={words.whatIsThis}
        aria-expanded={isOpen}
        aria-controls={`${control}-help`}
        aria-describedby={`${control}-label`}
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
        ?
      </button>
      <small class="explanation" id={`${control}-help`} hidden={!isOpen}>
        {text}
      </small>
    </>
  );
}
