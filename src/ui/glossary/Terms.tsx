/** The terms of a text or a formula, as buttons that open the glossary at each. */
import { useSignal } from '@preact/signals';
import { GLOSSARY, type TermId } from '../../config/glossary';
import * as words from '../../words/glossary';
import { Lazy } from '../widgets/Lazy';
import './glossary.css';

const glossaryDialog = () => import('./GlossaryDialog');

export function Terms({ of }: { of: readonly TermId[] }) {
  const open = useSignal<TermId | null>(null);
  const onClose = () => {
    open.value = null;
  };
  if (of.length === 0) return null;
  return (
    <div class="terms">
      <span>{words.termsOfText}</span>
      {of.map((id) => (
        <button
          key={id}
          type="button"
          class="quiet"
          aria-haspopup="dialog"
          onClick={() => {
            open.value = id;
          }}
        >
          {GLOSSARY[id].name.split(/, (?=q\()/)[0]}
        </button>
      ))}
      {open.value && <Lazy load={glossaryDialog} props={{ term: open.value, onClose }} />}
    </div>
  );
}

/** A button that opens the glossary at its beginning. */
export function GlossaryButton() {
  const open = useSignal(false);
  const show = (value: boolean) => () => {
    open.value = value;
  };
  return (
    <>
      <button type="button" aria-haspopup="dialog" onClick={show(true)}>
        {words.glossary}
      </button>
      {open.value && <Lazy load={glossaryDialog} props={{ onClose: show(false) }} />}
    </>
  );
}
